#pragma once

#include <chrono>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include "modem/io/errors.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/usb_port.hpp"

namespace hayauma::io {

/// ioctl(fd, USBDEVFS_RESET). @return 0, or -1 with errno.
int reset_by_ioctl(int fd);

/// Where and how the system resets a device; a test has its own.
struct usb_reset_ways {
    std::string nodes = "/dev/bus/usb";
    std::string sysfs = "/sys";
    int (*by_node)(int fd) = &reset_by_ioctl;
    /// What a device needs before it is looked at again: touching it earlier is what wedges it.
    std::chrono::milliseconds rest{3'000};
};

/// "/dev/bus/usb/001/007"
std::string node_of(const usb_device& device, const usb_reset_ways& ways);

/// Makes the kernel set the device up anew: by its node, which the rules of udev/ let us open; else
/// by taking its authorization away and giving it back, where an operator made `authorized`
/// writable. Ends after the rest. @return errc::reset_refused, errc::absent or errc::device_failed.
boost::asio::awaitable<boost::system::result<void, open_problem>> reset_usb_device(
    boost::asio::any_io_executor executor, helpers where, usb_device device, usb_reset_ways ways);

}  // namespace hayauma::io
