#include "modem/io/device_opener.hpp"

#include <spdlog/spdlog.h>

#include "modem/at/errors.hpp"
#include "modem/io/run_on_helper.hpp"
#include "modem/io/serial_link.hpp"

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using boost::system::result;

}  // namespace

device_opener::device_opener(asio::any_io_executor executor, std::string device, helpers where)
    : executor_(std::move(executor)), device_(std::move(device)),
      is_tcp_(device_.starts_with(tcp_scheme)), address_(parse_tcp_address(device_)),
      helpers_(std::move(where)), where_(device_) {}

asio::awaitable<result<std::unique_ptr<link>>> device_opener::open() {
    if (device_.empty()) co_return errc::no_device_set;
    if (is_tcp_ && !address_) co_return errc::bad_address;
    auto opening = is_tcp_ ? connect_tcp(*address_, helpers_) : open_tty();
    auto opened = co_await std::move(opening);
    if (!opened) co_return opened.error();
    co_return std::make_unique<serial_link>(executor_, std::move(*opened), helpers_);
}

asio::awaitable<result<unique_fd>> device_opener::open_tty() {
    where_ = device_;
    auto work = [path = device_] { return open_port(path); };
    auto opening = run_on_helper(helpers_, std::move(work));
    auto opened = co_await std::move(opening);
    if (!opened) co_return at::errc::stopped;
    if (!*opened) {
        problem_ = opened->error();
        co_return problem_.why;
    }
    opened_port& port = **opened;
    where_ = port.device;
    note(port);
    co_return std::move(port.fd);
}

void device_opener::note(const opened_port& port) {
    if (port.method != open_method::termios_fallback || fallback_noted_) return;
    fallback_noted_ = true;
    spdlog::info("port: device={} libserialport=refused opened_by=termios", port.device);
}

std::string device_opener::explain(const boost::system::error_code& failure) const {
    if (device_.empty()) return failure.message();
    if (!is_tcp_ && failure == make_error_code(problem_.why)) return problem_.words(device_);
    return link_opener::explain(failure);
}

}  // namespace hayauma::io
