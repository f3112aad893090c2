#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include "modem/io/errors.hpp"
#include "modem/io/usb_port.hpp"

namespace hayauma::io {

/// An open line to a modem: octets out, octets in. Implemented by `serial_link` (a tty, a
/// pseudo-terminal or a TCP connection, all file descriptors) and by `sim::sim_link` (in process).
class link {
public:
    virtual ~link() = default;

    /// Next octets from the modem, at least one.
    /// @param limit time allowed, from now; zero or more.
    /// @return a view valid until the next call, or at::errc::{timed_out, stopped, port_lost}.
    virtual boost::asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) = 0;

    /// Writes all of it. @return io::errc::nothing_written where the port took not one octet; else
    ///         at::errc::{timed_out, stopped, port_lost}: then it is not known how much left.
    virtual boost::asio::awaitable<boost::system::result<void>> write(
        std::string octets, std::chrono::milliseconds limit) = 0;

    /// Ends a read_some() that is waiting, from the same executor: it returns `stopped`.
    virtual void interrupt() noexcept = 0;
};

/// Finds and opens the port of one modem. Opening and closing may block for seconds, so both
/// happen on a helper thread.
class link_opener {
public:
    virtual ~link_opener() = default;

    /// @return the open link, or why not yet (absent, no permission, taken, ...).
    virtual boost::asio::awaitable<boost::system::result<std::unique_ptr<link>>> open() = 0;

    /// The path or address of the last open() for people, "/dev/ttyUSB2".
    virtual std::string where() const = 0;

    /// Why the last open() failed, in words for people: what is wrong and what to do.
    /// @param failure what it answered.
    virtual std::string explain(const boost::system::error_code& failure) const {
        return where() + ": " + failure.message();
    }

    /// Another AT port of the modem that the last open() found, for questions while the first one
    /// is busy. @return errc::absent where it has none, else as open().
    virtual boost::asio::awaitable<boost::system::result<std::unique_ptr<link>>> open_second() {
        co_return errc::absent;
    }

    /// Resets the USB device that the last open() found, so that the kernel sets it up anew; its
    /// ports go, and come back under any name. All links to it must be closed before. Takes some
    /// 3 s, the time that a device needs before anybody may look at it again.
    /// @return errc::not_usb, errc::absent, errc::reset_refused or errc::device_failed; explain()
    ///         says more.
    virtual boost::asio::awaitable<boost::system::result<void>> reset_usb() {
        co_return errc::not_usb;
    }

    /// Of the device that the last open() found; nullopt: it is no USB device, or not known.
    virtual std::optional<usb_id> usb() const { return std::nullopt; }
};

}  // namespace hayauma::io
