#include "modem/io/udev_monitor.hpp"

#include <cerrno>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <libudev.h>

namespace hayauma::io {
namespace {

namespace asio = boost::asio;

[[noreturn]] void refuse(const char* what) {
    throw boost::system::system_error(errno, boost::system::generic_category(), what);
}

}  // namespace

void tty_monitor::release::operator()(udev* context) const noexcept { udev_unref(context); }

void tty_monitor::release::operator()(udev_monitor* monitor) const noexcept {
    udev_monitor_unref(monitor);
}

tty_monitor::tty_monitor(asio::any_io_executor executor)
    : context_(udev_new()),
      monitor_(context_ ? udev_monitor_new_from_netlink(context_.get(), "udev") : nullptr),
      socket_(executor) {
    if (!monitor_) refuse("libudev");
    udev_monitor* const monitor = monitor_.get();
    if (udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nullptr) < 0 ||
        udev_monitor_enable_receiving(monitor) < 0)
        refuse("libudev");
    socket_.assign(udev_monitor_get_fd(monitor));
    socket_.non_blocking(true);
}

tty_monitor::~tty_monitor() { socket_.release(); }

asio::awaitable<bool> tty_monitor::changed() {
    boost::system::error_code failure;
    co_await socket_.async_wait(asio::posix::descriptor_base::wait_read,
                                asio::redirect_error(asio::use_awaitable, failure));
    if (failure) co_return false;
    // What it is does not matter: whoever wants a port looks for himself.
    while (udev_device* told = udev_monitor_receive_device(monitor_.get())) udev_device_unref(told);
    co_return true;
}

void tty_monitor::cancel() noexcept {
    boost::system::error_code ignored;
    socket_.cancel(ignored);
}

}  // namespace hayauma::io
