#pragma once

#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "gateway/wiring/bell.hpp"

namespace hayauma::gateway {

/// The coroutines that one owner has started and must see end. An exception that leaves one is a
/// bug: it is logged once and ends only that coroutine. Belongs to one thread.
class task_group {
public:
    explicit task_group(boost::asio::any_io_executor executor);

    /// @param what a few words for the log, should it die.
    void spawn(std::string what, boost::asio::awaitable<void> task);

    bool idle() const noexcept { return running_ == 0; }

    /// Returns when nothing runs any more, or at `until`. @return whether nothing runs.
    boost::asio::awaitable<bool> drained(mono_time until);

private:
    boost::asio::any_io_executor executor_;
    wiring::bell                 ended_;
    std::size_t                  running_ = 0;
};

}  // namespace hayauma::gateway
