#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "modem/io/clock.hpp"

namespace hayauma::wiring {

/// Wakes one waiter; rings while nobody waits are kept as one. Belongs to one thread.
class bell {
public:
    explicit bell(const boost::asio::any_io_executor& executor) : timer_(executor) {}

    void ring() {
        rung_ = true;
        timer_.cancel();
    }

    /// Returns at the next ring (at once if there was one), or at `until`.
    boost::asio::awaitable<void> wait_until(mono_time until);

private:
    io::timer timer_;
    bool      rung_ = false;
};

}  // namespace hayauma::wiring
