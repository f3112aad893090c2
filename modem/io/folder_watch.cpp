#include "modem/io/folder_watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <spdlog/spdlog.h>

#include "modem/io/unique_fd.hpp"

#include <sys/inotify.h>

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using boost::system::error_code;

constexpr int           links_max = 40;  // as the kernel's own
constexpr std::uint32_t wanted_events = IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_DELETE |
                                        IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
constexpr std::uint32_t folder_gone = IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF;

int new_inotify() {
    const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        throw boost::system::system_error(errno, boost::system::generic_category(), "inotify");
    return fd;
}

/// Goes along the path until a link leads elsewhere.
/// @return the path from there on; empty: the end was reached, or something is missing.
fs::path follow(const fs::path& path, watched_names& met) {
    fs::path   folder = path.root_path();
    const auto parts = path.relative_path();
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        const fs::path  here = folder / *part;
        const bool      is_last = std::next(part) == parts.end();
        std::error_code unknown;
        const auto      what = fs::symlink_status(here, unknown);
        const bool      leads_on = fs::is_directory(what) && !is_last;
        if (!leads_on) met.insert({folder, *part, false});
        if (!fs::exists(what)) return {};
        if (fs::is_symlink(what)) {
            fs::path next = (folder / fs::read_symlink(here, unknown)).lexically_normal();
            for (++part; part != parts.end(); ++part) next /= *part;
            return unknown ? fs::path() : next;
        }
        folder = here;
    }
    return {};
}

}  // namespace

watched_names names_on_the_way(const std::string& path) {
    watched_names met;
    fs::path      rest = fs::path(path).lexically_normal();
    for (int links = 0; links <= links_max && !rest.empty(); ++links) rest = follow(rest, met);
    return met;
}

folder_watch::folder_watch(asio::any_io_executor executor) : events_(executor, new_inotify()) {
    events_.non_blocking(true);
}

void folder_watch::watch(watched_names names) {
    names_ = std::move(names);
    std::map<int, std::string> kept;
    std::set<std::string>      done;
    for (const watched_name& name : names_) {
        if (!done.insert(name.folder).second) continue;
        const int number =
            ::inotify_add_watch(events_.native_handle(), name.folder.c_str(), wanted_events);
        if (number >= 0)
            kept.emplace(number, name.folder);
        else
            spdlog::debug("ports: not_watched=\"{}\" error=\"{}\"", name.folder,
                          std::generic_category().message(errno));
    }
    std::swap(folders_, kept);
    for (const auto& [number, folder] : kept)
        if (!folders_.contains(number)) ::inotify_rm_watch(events_.native_handle(), number);
}

asio::awaitable<bool> folder_watch::changed() {
    for (;;) {
        error_code failure;
        co_await events_.async_wait(asio::posix::descriptor_base::wait_read,
                                    asio::redirect_error(asio::use_awaitable, failure));
        if (failure) co_return false;
        if (take_events()) co_return true;
    }
}

void folder_watch::cancel() noexcept {
    error_code ignored;
    events_.cancel(ignored);
}

/// Reads what has happened, without waiting. @return whether it concerns one of the names.
bool folder_watch::take_events() {
    alignas(inotify_event) std::array<char, 4096> octets{};
    bool                                          concerned = false;
    for (;;) {
        error_code        nothing_left;
        const std::size_t size = events_.read_some(asio::buffer(octets), nothing_left);
        if (nothing_left) return concerned;
        for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
            inotify_event event{};
            std::memcpy(&event, octets.data() + at, sizeof event);
            const std::string_view padded(octets.data() + at + sizeof event, event.len);
            at += sizeof event + event.len;
            const bool all = event.mask & IN_Q_OVERFLOW ||
                             (event.mask & folder_gone && folders_.contains(event.wd));
            concerned |= all || concerns_us(event.wd, padded.substr(0, padded.find('\0')));
            if (event.mask & IN_IGNORED) folders_.erase(event.wd);
        }
    }
}

bool folder_watch::concerns_us(int watch, std::string_view name) const {
    const auto folder = folders_.find(watch);
    if (folder == folders_.end() || name.empty()) return false;
    return std::any_of(names_.begin(), names_.end(), [&](const watched_name& wanted) {
        return wanted.folder == folder->second &&
               (wanted.any_ending ? name.starts_with(wanted.name) : name == wanted.name);
    });
}

}  // namespace hayauma::io
