#include "modem/io/port_choice.hpp"

#include <algorithm>
#include <chrono>
#include <functional>

namespace hayauma::io {
namespace {

using namespace std::chrono_literals;

constexpr auto ask_pause_min = 1s;
constexpr auto ask_pause_max = 30s;
constexpr int  ask_share = 4;  // of the time that we know the device

bool contains(const std::vector<int>& numbers, int number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

std::vector<usb_port> in_order(std::span<const usb_port> ports, const std::vector<int>& wanted) {
    std::vector<usb_port> found;
    for (const int number : wanted)
        for (const usb_port& port : ports)
            if (port.interface == number) found.push_back(port);
    return found;
}

bool fits(const modem_search& search, const usb_device& device) {
    return search.usb == device.id && (search.serial.empty() || search.serial == device.serial);
}

/// The rounds in which devices are given away, the strongest claim first.
using claim = std::function<bool(const modem_search&, const usb_device&)>;

std::vector<claim> claims() {
    return {
        [](const modem_search& s, const usb_device& d) {
            return s.last && same_device(*s.last, d);
        },
        [](const modem_search& s, const usb_device&) { return !s.serial.empty(); },
        [](const modem_search& s, const usb_device& d) {
            return s.last && !d.serial.empty() && s.last->serial == d.serial;
        },
        [](const modem_search& s, const usb_device& d) { return s.last && s.last->path == d.path; },
        [](const modem_search&, const usb_device&) { return true; },
    };
}

}  // namespace

port_choice choose_ports(std::span<const usb_port> ports, const modem::usb_ports* known,
                         int interface) {
    if (interface >= 0) return {in_order(ports, {interface}), false};
    if (known) {
        auto best = in_order(ports, known->at);
        if (!best.empty()) return {std::move(best), false};
    }
    port_choice any{{}, true};
    for (const usb_port& port : ports) {
        const bool forbidden = known && contains(known->never, port.interface);
        const bool row_fits = !known || known->at.empty() || !port.is_acm;
        if (!forbidden || !row_fits) any.ports.push_back(port);
    }
    return any;
}

std::vector<usb_port> ports_of(std::span<const usb_port> all, const usb_device& device) {
    std::vector<usb_port> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&device](const usb_port& port) { return same_device(port.usb, device); });
    return found;
}

modem_search search_for(const config::modem_settings& modem) {
    return {modem.name,       modem.device,        parse_usb_id(modem.usb),
            modem.usb_serial, modem.usb_interface, modem.imei,
            std::nullopt};
}

std::string describe(const modem_search& wanted) {
    if (!wanted.imei.empty()) return "the modem with IMEI " + wanted.imei;
    if (!wanted.usb) return wanted.path;
    std::string words = to_string(*wanted.usb);
    if (!wanted.serial.empty()) words += " with serial " + wanted.serial;
    return words;
}

std::vector<std::optional<std::size_t>> share_out(std::span<const modem_search> searches,
                                                  std::span<const usb_device>   devices) {
    std::vector<std::optional<std::size_t>> shares(searches.size());
    const auto                              may_have = [&](std::size_t who, std::size_t device) {
        for (std::size_t other = 0; other < searches.size(); ++other) {
            if (shares[other] != device) continue;
            const int mine = searches[who].interface, theirs = searches[other].interface;
            if (mine < 0 || theirs < 0 || mine == theirs) return false;
        }
        return true;
    };
    for (const claim& holds : claims())
        for (std::size_t who = 0; who < searches.size(); ++who)
            for (std::size_t i = 0; i < devices.size() && !shares[who]; ++i)
                if (fits(searches[who], devices[i]) && holds(searches[who], devices[i]) &&
                    may_have(who, i))
                    shares[who] = i;
    return shares;
}

bool may_ask_again(mono_time first_seen, mono_time last_asked, mono_time now) noexcept {
    const auto pause = std::clamp<mono_time::duration>((last_asked - first_seen) / ask_share,
                                                       ask_pause_min, ask_pause_max);
    return now - last_asked >= pause;
}

}  // namespace hayauma::io
