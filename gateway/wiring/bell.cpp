#include "gateway/wiring/bell.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace hayauma::wiring {
namespace asio = boost::asio;

asio::awaitable<void> bell::wait_until(mono_time until) {
    if (!rung_) {
        timer_.expires_at(until);
        // A ring cancels the wait: either way it is time to look.
        [[maybe_unused]] auto [failure] =
            co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    rung_ = false;
}

}  // namespace hayauma::wiring
