#pragma once

#include <compare>
#include <map>
#include <set>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace hayauma::io {

/// A name in a folder that is to be watched for.
struct watched_name {
    std::string folder;
    std::string name;
    bool        any_ending = false;  ///< every name that begins so

    auto operator<=>(const watched_name&) const = default;
};

using watched_names = std::set<watched_name>;

/// What must not change for a path to lead where it leads now: its own name, each symbolic link
/// on the way and what stands behind it, or the first thing that is missing.
/// @param path absolute.
watched_names names_on_the_way(const std::string& path);

/// Hears of names that come, go or change their permissions, by inotify. A folder that cannot be
/// watched is left out.
class folder_watch {
public:
    /// @throws boost::system::system_error where the system gives no inotify.
    explicit folder_watch(boost::asio::any_io_executor executor);

    void watch(watched_names names);  ///< instead of what was watched before

    /// Waits until one of the names changes. @return false: cancelled.
    boost::asio::awaitable<bool> changed();
    void                         cancel() noexcept;

private:
    bool take_events();
    bool concerns_us(int watch, std::string_view name) const;

    boost::asio::posix::stream_descriptor events_;
    watched_names                         names_;
    std::map<int, std::string>            folders_;  // by inotify's number
};

}  // namespace hayauma::io
