#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "modem/io/usb_port.hpp"

namespace hayauma::io {

/// Where the system tells of devices; a test has its own.
inline constexpr const char* sysfs_root = "/sys";

/// The serial ports of USB devices, by path and interface: which device and interface each one is,
/// by sysfs. Ports that vanish while we look are left out. Reads files only, opens no port.
std::vector<usb_port> list_ports(const std::filesystem::path& sysfs = sysfs_root);

/// Every USB device, by path, also those without a serial port: a modem in HiLink or storage mode
/// shows up here only.
std::vector<usb_device> list_usb_devices(const std::filesystem::path& sysfs = sysfs_root);

/// Both. Blocks for some milliseconds: not for the io_context's thread.
usb_view look_at_usb();

/// How somebody comes to such a view; a test may answer for the system. Called on helper threads.
using usb_lister = std::function<usb_view()>;

}  // namespace hayauma::io
