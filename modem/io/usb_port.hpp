#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::io {

/// What a maker calls its device: idVendor and idProduct.
struct usb_id {
    std::uint16_t vendor = 0;
    std::uint16_t product = 0;

    auto operator<=>(const usb_id&) const = default;
};

/// A USB device that is plugged in now.
struct usb_device {
    usb_id      id;
    std::string serial;  ///< iSerialNumber; often empty, or the same on all of a model
    std::string path;    ///< the socket, "1-1.2": stays while it is plugged in there
    int         busnum = 0;
    int         devnum = 0;  ///< another one each time that it is plugged in
    std::string maker;       ///< in the device's own words
    std::string model;

    bool operator==(const usb_device&) const = default;
};

/// One serial port of a USB device.
struct usb_port {
    std::string device;          ///< "/dev/ttyUSB2"
    int         interface = -1;  ///< bInterfaceNumber
    bool        is_acm = false;  ///< says itself that it takes AT commands (USB CDC 1.2, ACM)
    usb_device  usb;

    bool operator==(const usb_port&) const = default;
};

/// Everything on USB that may be a modem.
struct usb_view {
    std::vector<usb_port>   ports;    ///< by path and interface
    std::vector<usb_device> devices;  ///< by path; hubs too, and devices without a serial port

    bool operator==(const usb_view&) const = default;
};

/// "2c7c:0125", four hexadecimal digits each.
std::optional<usb_id> parse_usb_id(std::string_view text) noexcept;
std::string           to_string(usb_id id);

/// Whether it is the very same device, and was not unplugged in between.
bool same_device(const usb_device& a, const usb_device& b) noexcept;

/// Those that have no serial port: modems in another mode, or without a driver.
std::vector<usb_device> without_port(const usb_view& view);

}  // namespace hayauma::io
