#include "gateway/doctor/examine.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "gateway/doctor/ask_modem.hpp"
#include "gateway/doctor/system_look.hpp"
#include "gateway/doctor/usb_mode.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/modem_opener.hpp"
#include "modem/io/port_choice.hpp"
#include "modem/io/port_finder.hpp"
#include "modem/io/port_holder.hpp"
#include "modem/session/profile.hpp"

namespace hayauma::doctor {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

/// One modem to look at, as a [[modem]] would name it; several where nobody knows which port it is.
struct patient {
    std::vector<config::modem_settings> ways;
    bool                                configured = false;
};

std::string real_path(const std::string& path) {
    std::error_code nothing_there;
    const auto      real = fs::canonical(path, nothing_there);
    return nothing_there ? path : real.string();
}

const modem::usb_ports* row_of(const io::usb_device& device) {
    return modem::ports_of_usb(device.id.vendor, device.id.product);
}

const io::usb_port* port_at(const io::usb_view& view, const std::string& device) {
    const auto found = std::find_if(view.ports.begin(), view.ports.end(),
                                    [&device](const auto& p) { return p.device == device; });
    return found == view.ports.end() ? nullptr : &*found;
}

/// The ports of the same device that may be spoken to, without this one.
std::vector<io::usb_port> others(const io::usb_view& view, const io::usb_port& than) {
    auto choice = choose_ports(ports_of(view.ports, than.usb), row_of(than.usb), -1);
    std::erase_if(choice.ports, [&than](const auto& p) { return p.device == than.device; });
    return std::move(choice.ports);
}

/// Whether its row says that nothing may be written to it, and the device is as the row says.
bool is_forbidden(const io::usb_view& view, const io::usb_port& port) {
    const auto* row = row_of(port.usb);
    if (!row || !std::count(row->never.begin(), row->never.end(), port.interface)) return false;
    const auto choice = choose_ports(ports_of(view.ports, port.usb), row, -1);
    return std::none_of(choice.ports.begin(), choice.ports.end(),
                        [&port](const auto& p) { return p.device == port.device; });
}

port_state state_of(const boost::system::error_code& failure) {
    if (failure == make_error_code(io::errc::absent)) return port_state::absent;
    if (failure == make_error_code(io::errc::no_permission)) return port_state::no_permission;
    if (failure == make_error_code(io::errc::taken)) return port_state::taken;
    return port_state::failed;
}

config::modem_settings way_to(const std::string& device) {
    config::modem_settings modem;
    modem.name = modem.device = device;
    return modem;
}

bool is_gateway(const std::string& holder) { return holder.ends_with(", hayauma"); }

/// Looks at all of them on one loop.
class ward {
public:
    explicit ward(const examination& plan) : plan_(plan), view_(plan.look()) {}

    std::vector<modem_facts> run();

private:
    std::vector<patient>  patients() const;
    asio::awaitable<void> look_at(patient who, modem_facts& out);
    asio::awaitable<void> try_way(config::modem_settings way, modem_facts& out);
    asio::awaitable<void> ask_others(modem_facts& out);
    void                  describe_port(const std::string& device, modem_facts& out) const;
    bool                  is_left_alone(modem_facts& out) const;

    const examination&               plan_;
    io::usb_view                     view_;
    asio::io_context                 loop_{1};
    io::helper_pool                  helpers_;
    std::shared_ptr<io::port_finder> finder_ = std::make_shared<io::port_finder>(
        loop_.get_executor(), helpers_.handle(),
        io::port_finder::system{plan_.look, io::usb_reset_ways{}});
};

std::vector<patient> ward::patients() const {
    std::vector<patient> all;
    for (const auto& modem : plan_.modems) all.push_back({{modem}, true});
    for (const std::string& device : plan_.devices) all.push_back({{way_to(device)}, false});
    if (!plan_.everything) return all;
    for (const io::usb_device& device : view_.devices) {
        if (!is_modem_vendor(device.id) || mode_of(device.id) != usb_mode::other) continue;
        const auto choice = choose_ports(ports_of(view_.ports, device), row_of(device), -1);
        patient    one;
        for (const io::usb_port& port : choice.ports) one.ways.push_back(way_to(port.device));
        // A row knows its ports: the second one is for when the first is busy.
        if (!choice.must_ask && one.ways.size() > 1) one.ways.resize(1);
        if (!one.ways.empty()) all.push_back(std::move(one));
    }
    return all;
}

std::vector<modem_facts> ward::run() {
    const auto               all = patients();
    std::vector<modem_facts> found(all.size());
    std::exception_ptr       bug;
    for (std::size_t i = 0; i < all.size(); ++i)
        asio::co_spawn(loop_, look_at(all[i], found[i]), [&bug](std::exception_ptr thrown) {
            if (thrown && !bug) bug = thrown;
        });
    loop_.run();
    if (bug) std::rethrow_exception(bug);
    return found;
}

asio::awaitable<void> ward::look_at(patient who, modem_facts& out) {
    std::optional<modem_facts> first;
    for (const config::modem_settings& way : who.ways) {
        out = {};
        out.name = way.name;
        out.configured = who.configured;
        out.has_pin_file = !way.pin_file.empty();
        auto trying = try_way(way, out);
        co_await std::move(trying);
        if (out.answers || out.port.state != port_state::open) co_return;
        if (!first) first = out;
    }
    if (first) out = *std::move(first);
}

asio::awaitable<void> ward::try_way(config::modem_settings way, modem_facts& out) {
    const bool by_path = way.usb.empty() && way.imei.empty();
    out.port.device = by_path ? way.device : describe(io::search_for(way));
    if (by_path) describe_port(real_path(way.device), out);
    if (is_left_alone(out)) co_return;

    io::modem_opener opener(loop_.get_executor(), way, helpers_.handle(), finder_);
    auto             opening = opener.open();
    auto             opened = co_await std::move(opening);
    if (!opened) {
        const auto why = opened.error();
        out.port.state = state_of(why);
        const std::string there = real_path(opener.where());
        if (out.port.state != port_state::absent || !by_path) out.port.words = opener.explain(why);
        if (out.port.state == port_state::taken) out.port.holder = io::find_port_holder(there, -1);
        if (out.port.state == port_state::no_permission) out.port.group = group_of(there);
        co_return;
    }
    out.port.state = port_state::open;
    out.port.device = opener.where();
    describe_port(opener.where(), out);
    auto asking = ask_modem(**opened, io::mono_clock::now() + plan_.wait, out);
    co_await std::move(asking);
    if (!out.answers && out.port.usb) {
        auto looking = ask_others(out);
        co_await std::move(looking);
    }
}

/// What sysfs tells of the port.
void ward::describe_port(const std::string& device, modem_facts& out) const {
    const io::usb_port* port = port_at(view_, device);
    if (!port) return;
    out.port.usb = port->usb;
    out.port.interface = port->interface;
    out.port.must_not_be_used = is_forbidden(view_, *port);
    if (!out.port.must_not_be_used) return;
    const auto better = others(view_, *port);
    if (better.empty()) return;
    out.port.better_device = better.front().device;
    out.port.better_interface = better.front().interface;
}

/// A port that must not be written to, and every port of a modem that a running gateway has: it
/// asks the others itself.
bool ward::is_left_alone(modem_facts& out) const {
    if (out.port.must_not_be_used) return true;
    if (!out.port.usb) return false;
    for (const io::usb_port& port : ports_of(view_.ports, *out.port.usb)) {
        const std::string holder = io::find_port_holder(port.device, -1);
        if (!is_gateway(holder)) continue;
        out.port.state = port_state::taken;
        out.port.holder = holder;
        return true;
    }
    return false;
}

/// The port is silent: perhaps another one of the same modem is the one for AT commands.
asio::awaitable<void> ward::ask_others(modem_facts& out) {
    const io::usb_port* port = port_at(view_, out.port.device);
    if (!port) co_return;
    const auto all = others(view_, *port);
    for (const io::usb_port& other : all) {
        auto       asking = finder_->ask(other);
        const auto imei = co_await std::move(asking);
        if (!imei) continue;
        out.port.better_device = other.device;
        out.port.better_interface = other.interface;
        co_return;
    }
}

}  // namespace

std::vector<modem_facts> examine(const examination& plan) {
    ward all(plan);
    return all.run();
}

}  // namespace hayauma::doctor
