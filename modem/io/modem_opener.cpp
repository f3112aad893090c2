#include "modem/io/modem_opener.hpp"

#include <utility>

#include <spdlog/spdlog.h>

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using boost::system::result;
using opened_link = result<std::unique_ptr<link>>;

/// What stands for the port as long as nobody knows it.
std::string place_of(const modem_search& wanted) {
    return wanted.imei.empty() ? describe(wanted) : "imei " + wanted.imei;
}

}  // namespace

modem_opener::modem_opener(asio::any_io_executor executor, const config::modem_settings& modem,
                           helpers where, std::shared_ptr<port_finder> finder)
    : executor_(std::move(executor)), helpers_(std::move(where)), finder_(std::move(finder)),
      search_(finder_->enter(search_for(modem))), where_(place_of(search_)) {}

modem_opener::~modem_opener() { finder_->leave(search_); }

asio::awaitable<opened_link> modem_opener::open() {
    problem_ = {};
    auto locating = locate();
    auto path = co_await std::move(locating);
    if (!path) co_return path.error();
    auto opening = open_at(*std::move(path));
    auto opened = co_await std::move(opening);
    if (!opened) co_return opened.error();

    auto       naming = finder_->port_named(where_);
    auto       port = co_await std::move(naming);
    const bool moved = port_ && (!port || !same_device(port->usb, port_->usb) ||
                                 port->interface != port_->interface);
    if (moved)  // between the look and the open another device came to this name
        co_return refuse({errc::absent, describe(search_) + " was plugged in anew meanwhile"});
    port_ = std::move(port);
    if (port_) search_.last = port_->usb;
    note();
    co_return std::move(opened);
}

/// Where to open: what the configuration says, or what was found; then port_ is what is expected
/// there.
asio::awaitable<result<std::string>> modem_opener::locate() {
    port_.reset();
    if (!search_.usb && search_.imei.empty()) co_return search_.path;
    auto finding = finder_->find(search_);
    auto found = co_await std::move(finding);
    if (!found) {
        where_ = place_of(search_);
        co_return refuse(found.error());
    }
    port_ = *std::move(found);
    co_return port_->device;
}

asio::awaitable<opened_link> modem_opener::open_at(std::string path) {
    if (!opener_ || path_ != path) opener_.emplace(executor_, path, helpers_);
    path_ = std::move(path);
    auto opening = opener_->open();
    auto opened = co_await std::move(opening);
    where_ = opener_->where();
    co_return std::move(opened);
}

void modem_opener::note() {
    if (!port_) return;
    spdlog::info("port: modem={} device={} usb={} socket={} interface={}", search_.name, where_,
                 to_string(port_->usb.id), port_->usb.path, port_->interface);
}

asio::awaitable<opened_link> modem_opener::open_second() {
    if (!port_) co_return errc::absent;
    auto       looking = finder_->others(search_, *port_);
    const auto choice = co_await std::move(looking);
    for (const usb_port& port : choice.ports) {
        if (choice.must_ask) {
            auto       asking = finder_->ask(port);
            const auto answer = co_await std::move(asking);
            if (!answer) continue;
        }
        device_opener opener(executor_, port.device, helpers_);
        auto          opening = opener.open();
        auto          opened = co_await std::move(opening);
        if (opened) co_return std::move(opened);
    }
    co_return errc::absent;
}

asio::awaitable<result<void>> modem_opener::reset_usb() {
    if (!search_.last) co_return refuse({errc::not_usb, where_ + ": " + text(errc::not_usb)});
    auto       resetting = finder_->reset(search_, *search_.last);
    const auto done = co_await std::move(resetting);
    if (!done) co_return refuse(done.error());
    co_return result<void>();
}

std::optional<usb_id> modem_opener::usb() const {
    if (!search_.last) return std::nullopt;
    return search_.last->id;
}

boost::system::error_code modem_opener::refuse(port_finder::problem what) {
    problem_ = std::move(what);
    return problem_.why;
}

std::string modem_opener::explain(const boost::system::error_code& failure) const {
    if (!problem_.words.empty() && failure == make_error_code(problem_.why)) return problem_.words;
    if (opener_) return opener_->explain(failure);
    return link_opener::explain(failure);
}

}  // namespace hayauma::io
