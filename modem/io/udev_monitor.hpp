#pragma once

#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

struct udev;
struct udev_monitor;

namespace hayauma::io {

/// Hears from udevd of ttys that came or went; it tells of them once its rules have named them
/// and set their permissions.
class tty_monitor {
public:
    /// @throws boost::system::system_error where libudev cannot listen.
    explicit tty_monitor(boost::asio::any_io_executor executor);
    ~tty_monitor();

    /// Waits until something is told. @return false: cancelled.
    boost::asio::awaitable<bool> changed();
    void                         cancel() noexcept;

private:
    struct release {
        void operator()(udev* context) const noexcept;
        void operator()(udev_monitor* monitor) const noexcept;
    };
    std::unique_ptr<udev, release>         context_;
    std::unique_ptr<udev_monitor, release> monitor_;
    boost::asio::posix::stream_descriptor  socket_;  // the monitor's: not ours to close
};

}  // namespace hayauma::io
