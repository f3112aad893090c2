#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modem/io/usb_port.hpp"

namespace hayauma::doctor {

/// What the kernel's log says against one USB socket.
struct usb_trouble {
    std::string               socket;           ///< "1-1.2"
    std::optional<io::usb_id> id;               ///< of what was plugged in there last
    int                       disconnects = 0;  ///< the most of them within brown_out_seconds
    bool                      over_current = false;
    bool                      cannot_enable = false;  ///< "Maybe the USB cable is bad?"

    bool operator==(const usb_trouble&) const = default;
};

inline constexpr double brown_out_seconds = 600;
inline constexpr int    brown_out_disconnects = 3;  ///< one may be a reset or a mode switch

/// Reads lines of /dev/kmsg (`6,812,5140900,-;usb 1-1: ...`), `dmesg` (`[    5.140900] usb ...`)
/// or `journalctl -k -o short-monotonic`. Lines without a time are left out.
/// @return the sockets with trouble, by name.
std::vector<usb_trouble> usb_troubles(std::span<const std::string> lines);

}  // namespace hayauma::doctor
