#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "config/settings.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/folder_watch.hpp"
#include "modem/io/udev_monitor.hpp"

namespace hayauma::io {

/// What is to be watched.
struct port_watch_plan {
    std::vector<std::string> paths{};           ///< absolute; also of what is not there yet
    bool                     any_port = false;  ///< serial ports may turn up anywhere
    std::string              dev = "/dev";
    std::string              udev_control = "/run/udev/control";  ///< is there where udevd runs

    bool operator==(const port_watch_plan&) const = default;
};

/// The paths of modems that are named by one, and any port for the others.
port_watch_plan plan_for(const std::vector<config::modem_settings>& modems);

/// Tells that ports came, went or became accessible: of any port by udevd where it runs, else by
/// inotify, and of a configured path always by inotify, for pseudo-terminals and containers have
/// no udev events. It only hastens: who waits for a port looks by himself every now and then.
class port_watch {
public:
    /// Changes come in bursts, a modem has several ports: one call for all within this time.
    static constexpr std::chrono::milliseconds settling{100};

    /// @param changed called on the executor; must not throw.
    port_watch(boost::asio::any_io_executor executor, port_watch_plan plan,
               std::function<void()> changed);

    /// Runs until stop(). Where the system lets us watch nothing, it says so once and waits.
    boost::asio::awaitable<void> run();
    void                         stop() noexcept;

private:
    boost::asio::awaitable<void> watch_folders();
    boost::asio::awaitable<void> watch_udev();
    boost::asio::awaitable<void> tell();

    void          start();
    watched_names names() const;
    void          watch_names();
    void          notice();

    boost::asio::any_io_executor executor_;
    port_watch_plan              plan_;
    std::function<void()>        changed_;
    std::optional<folder_watch>  folders_;
    std::optional<tty_monitor>   monitor_;
    timer                        pause_;
    bool                         noticed_ = false;
    bool                         stopping_ = false;
};

}  // namespace hayauma::io
