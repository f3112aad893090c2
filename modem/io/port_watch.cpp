#include "modem/io/port_watch.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace hayauma::io {
namespace {

namespace asio = boost::asio;

/// Opens what may be missing on this system; says so where it is.
template <class Source>
void open_source(std::optional<Source>& source, const asio::any_io_executor& executor) {
    try {
        source.emplace(executor);
    } catch (const boost::system::system_error& failure) {
        spdlog::warn("ports: not_watched=\"{}\"", failure.what());
    }
}

}  // namespace

port_watch_plan plan_for(const std::vector<config::modem_settings>& modems) {
    port_watch_plan plan;
    for (const auto& modem : modems) {
        if (modem.device.starts_with('/')) plan.paths.push_back(modem.device);
        plan.any_port |= modem.device.empty();
    }
    return plan;
}

port_watch::port_watch(asio::any_io_executor executor, port_watch_plan plan,
                       std::function<void()> changed)
    : executor_(executor), plan_(std::move(plan)), changed_(std::move(changed)), pause_(executor) {}

asio::awaitable<void> port_watch::run() {
    start();
    auto all = asio::experimental::make_parallel_group(
        asio::co_spawn(executor_, watch_folders(), asio::deferred),
        asio::co_spawn(executor_, watch_udev(), asio::deferred),
        asio::co_spawn(executor_, tell(), asio::deferred));
    auto pending = all.async_wait(asio::experimental::wait_for_all(), asio::use_awaitable);
    auto [order, folders_failed, udev_failed, tell_failed] = co_await std::move(pending);
    for (const auto& failure : {folders_failed, udev_failed, tell_failed})
        if (failure) std::rethrow_exception(failure);
}

void port_watch::start() {
    std::error_code unreadable;
    if (plan_.any_port && std::filesystem::exists(plan_.udev_control, unreadable))
        open_source(monitor_, executor_);
    open_source(folders_, executor_);
    if (folders_) watch_names();
}

watched_names port_watch::names() const {
    watched_names wanted;
    for (const std::string& path : plan_.paths) wanted.merge(names_on_the_way(path));
    if (plan_.any_port && !monitor_) wanted.insert({plan_.dev, "tty", true});
    return wanted;
}

/// What came between the look and the watch is seen by looking once more.
void port_watch::watch_names() {
    auto wanted = names();
    folders_->watch(wanted);
    for (auto again = names(); again != wanted; again = names()) {
        notice();
        wanted = std::move(again);
        folders_->watch(wanted);
    }
}

asio::awaitable<void> port_watch::watch_folders() {
    while (folders_ && !stopping_) {
        auto       hearing = folders_->changed();
        const bool heard = co_await std::move(hearing);
        if (!heard) co_return;
        notice();
        watch_names();
    }
}

asio::awaitable<void> port_watch::watch_udev() {
    while (monitor_ && !stopping_) {
        auto       hearing = monitor_->changed();
        const bool heard = co_await std::move(hearing);
        if (!heard) co_return;
        notice();
    }
}

void port_watch::notice() {
    if (std::exchange(noticed_, true)) return;
    pause_.cancel();
}

asio::awaitable<void> port_watch::tell() {
    boost::system::error_code woken;
    while (!stopping_) {
        if (noticed_)
            pause_.expires_after(settling);
        else
            pause_.expires_at(mono_time::max());
        co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        if (woken || stopping_) continue;
        noticed_ = false;
        changed_();
    }
}

void port_watch::stop() noexcept {
    stopping_ = true;
    if (folders_) folders_->cancel();
    if (monitor_) monitor_->cancel();
    try {
        pause_.cancel();
    } catch (...) {  // Asio declares a throw that it has no cause for.
    }
}

}  // namespace hayauma::io
