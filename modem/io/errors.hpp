#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

namespace hayauma::io {

/// Why the way to a modem could not be opened. None of them is unusual: the next try may succeed.
/// Numbers are logged: append only, never renumber.
enum class errc {
    absent = 1,       ///< nothing there (yet): not plugged in, or its path is wrong
    no_permission,    ///< the device exists, we may not open it
    taken,            ///< another process holds it, or another modem of ours
    not_a_port,       ///< exists, but is no tty
    device_failed,    ///< the driver refuses or fails
    bad_address,      ///< not tcp://HOST:PORT
    host_unknown,     ///< no address for the host's name
    refused,          ///< the host answers, but nobody listens on the port
    unreachable,      ///< no way to the host, or no answer in time
    no_device_set,    ///< neither device nor usb nor imei is set
    not_usb,          ///< a USB device is wanted, and this is none
    reset_refused,    ///< the system does not let us reset the USB device, or others are on it
    nothing_written,  ///< the port took not one octet of what was to be written
};

const char* text(errc e) noexcept;  ///< what is wrong and what to do, for people; never empty

const boost::system::error_category& category() noexcept;

inline boost::system::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), category()};
}

/// Why a port could not be opened, with what is known of this very case.
struct open_problem {
    errc        why = errc::absent;
    std::string detail;  ///< such as "process 812, ModemManager"; empty: nothing more is known

    /// "/dev/ttyUSB2: taken by another process: stop it, ... (process 812, ModemManager)"
    std::string words(std::string_view where) const;

    bool operator==(const open_problem&) const = default;
};

}  // namespace hayauma::io

template <>
struct boost::system::is_error_code_enum<hayauma::io::errc> : std::true_type {};
