#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/time.hpp"
#include "modem/io/usb_port.hpp"
#include "modem/session/profile.hpp"

namespace hayauma::io {

/// The ports of one device that may be spoken to.
struct port_choice {
    std::vector<usb_port> ports;             ///< the best first
    bool                  must_ask = false;  ///< nobody knows which of them take AT commands

    bool operator==(const port_choice&) const = default;
};

/// @param ports of one device, by interface.
/// @param known the device's row; nullptr: none.
/// @param interface the one that the configuration wants; -1: none.
/// The row's AT interfaces, best first; where none of them is there, any but the ones that must
/// never be written to. These count only where the device is the one that the row describes: with
/// other interfaces it may well take commands on such a number, if it says so itself (ACM).
port_choice choose_ports(std::span<const usb_port> ports, const modem::usb_ports* known,
                         int interface);

/// Those of `all` that belong to the device, by interface.
std::vector<usb_port> ports_of(std::span<const usb_port> all, const usb_device& device);

/// How a modem of the configuration is to be found, and what is known of it so far.
struct modem_search {
    std::string               name;
    std::string               path;  ///< device
    std::optional<usb_id>     usb;
    std::string               serial;
    int                       interface = -1;
    std::string               imei;
    std::optional<usb_device> last;  ///< the one it had last; nullopt: none yet

    bool operator==(const modem_search&) const = default;
};

modem_search search_for(const config::modem_settings& modem);

/// "2c7c:0125 with serial 861", "the modem with IMEI 86...", "/dev/ttyUSB2"
std::string describe(const modem_search& wanted);

/// Which of the devices each search gets, as an index; only searches by USB id get one. A device
/// goes to one modem, but for those that want different interfaces of it. Who has a device keeps
/// it; one that moved to another socket is known by its serial; else the socket counts; what is
/// left goes by the order of the configuration and of the sockets.
std::vector<std::optional<std::size_t>> share_out(std::span<const modem_search> searches,
                                                  std::span<const usb_device>   devices);

/// Whether a port that was silent may be asked again: the longer it has been, the less often, for
/// what was plugged in just now may still be starting, and what never answers may be no modem.
bool may_ask_again(mono_time first_seen, mono_time last_asked, mono_time now) noexcept;

}  // namespace hayauma::io
