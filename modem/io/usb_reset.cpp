#include "modem/io/usb_reset.hpp"

#include <cerrno>
#include <system_error>

#include <boost/asio/use_awaitable.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/run_on_helper.hpp"

#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using outcome = boost::system::result<void, open_problem>;

/// @param file what was to be written to.
outcome failed(int error, std::string file) {
    switch (error) {  // errno has no end of values: what is not named is the driver's trouble.
    case ENODEV: return open_problem{errc::absent, ""};
    case ENOENT:  // a container that sees the device, but has no node for it
    case EACCES:
    case EPERM:
    case EROFS: return open_problem{errc::reset_refused, std::move(file)};
    default: return open_problem{errc::device_failed, std::generic_category().message(error)};
    }
}

outcome reset_by_node(const usb_device& device, const usb_reset_ways& ways) {
    const std::string file = node_of(device, ways);
    const unique_fd   node(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!node.holds() || ways.by_node(node.get()) != 0) return failed(errno, file);
    return {};
}

std::string authorization_of(const usb_device& device, const usb_reset_ways& ways) {
    return ways.sysfs + "/bus/usb/devices/" + device.path + "/authorized";
}

outcome authorize(const std::string& file, char value) {
    const unique_fd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!fd.holds() || ::write(fd.get(), &value, 1) != 1) return failed(errno, file);
    return {};
}

/// Gives the authorization back, whatever happens: without it the modem would be gone until
/// somebody pulls it.
class authorization_back {
public:
    authorization_back(std::string file, helpers where)
        : file_(std::move(file)), helpers_(std::move(where)) {}
    authorization_back(const authorization_back&) = delete;
    authorization_back& operator=(const authorization_back&) = delete;
    ~authorization_back() {
        if (!given_) helpers_.submit(std::make_unique<giving>(file_));
    }

    asio::awaitable<outcome> give() {
        given_ = true;
        auto work = [file = file_] { return authorize(file, '1'); };
        auto pending = run_on_helper(helpers_, std::move(work));
        auto done = co_await std::move(pending);
        if (!done) co_return failed(EINTR, file_);
        co_return *done;
    }

private:
    class giving final : public helper_job {
    public:
        explicit giving(std::string file) : file_(std::move(file)) {}
        void run() override { static_cast<void>(authorize(file_, '1')); }
        void finish() noexcept override {}

    private:
        std::string file_;
    };

    std::string file_;
    helpers     helpers_;
    bool        given_ = false;
};

asio::awaitable<outcome> reset_by_authorization(timer& pause, helpers where, std::string file,
                                                std::chrono::milliseconds rest) {
    auto work = [file] { return authorize(file, '0'); };
    auto pending = run_on_helper(where, std::move(work));
    auto taken = co_await std::move(pending);
    if (!taken) co_return failed(EINTR, file);
    if (!*taken) co_return *taken;
    authorization_back back(std::move(file), where);
    pause.expires_after(rest);
    co_await pause.async_wait(asio::use_awaitable);
    auto giving = back.give();
    auto given = co_await std::move(giving);
    co_return given;
}

}  // namespace

int reset_by_ioctl(int fd) { return ::ioctl(fd, USBDEVFS_RESET, 0); }

std::string node_of(const usb_device& device, const usb_reset_ways& ways) {
    const auto three = [](int number) {
        std::string text = std::to_string(number);
        return std::string(text.size() < 3 ? 3 - text.size() : 0, '0') + text;
    };
    return ways.nodes + "/" + three(device.busnum) + "/" + three(device.devnum);
}

asio::awaitable<outcome> reset_usb_device(asio::any_io_executor executor, helpers where,
                                          usb_device device, usb_reset_ways ways) {
    timer      pause(executor);
    const auto rest = ways.rest;
    const auto file = authorization_of(device, ways);
    auto       work = [device, ways] { return reset_by_node(device, ways); };
    auto       pending = run_on_helper(where, std::move(work));
    auto       tried = co_await std::move(pending);
    if (!tried) co_return failed(EINTR, file);
    outcome done = *tried;
    if (!done && done.error().why != errc::device_failed) {
        auto       again = reset_by_authorization(pause, where, file, rest);
        const auto second = co_await std::move(again);
        if (second || second.error().why == errc::device_failed) done = second;
    }
    if (done) {
        pause.expires_after(rest);
        co_await pause.async_wait(asio::use_awaitable);
    }
    co_return done;
}

}  // namespace hayauma::io
