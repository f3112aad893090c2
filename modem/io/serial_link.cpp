#include "modem/io/serial_link.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/errors.hpp"
#include "modem/io/run_on_helper.hpp"

namespace hayauma::io {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

std::chrono::milliseconds bounded(std::chrono::milliseconds limit) {
    return std::clamp<std::chrono::milliseconds>(limit, std::chrono::milliseconds::zero(),
                                                 serial_link::limit_max);
}

bool must_wait(const error_code& failure) {
    return failure == asio::error::would_block || failure == asio::error::try_again;
}

/// What a wait that brought nothing means: three causes, three different things that follow.
at::errc cause(const error_code& port_failure, const error_code& timer_failure) {
    if (!timer_failure) return at::errc::timed_out;
    if (port_failure == asio::error::operation_aborted) return at::errc::stopped;
    return at::errc::port_lost;
}

}  // namespace

serial_link::serial_link(asio::any_io_executor executor, unique_fd fd, helpers helpers)
    : port_(executor), read_deadline_(executor), write_deadline_(executor),
      helpers_(std::move(helpers)) {
    port_.assign(fd.get());
    static_cast<void>(fd.release());  // only now: an assign() that throws leaves it to its owner
    port_.non_blocking(true);
}

serial_link::~serial_link() {
    // Closing may block, and there must be one closer only (T3 of docs/STYLE.md).
    helpers_.close(take());
}

asio::awaitable<boost::system::result<std::string_view>> serial_link::read_some(
    std::chrono::milliseconds limit) {
    read_deadline_.expires_after(bounded(limit));
    auto either = asio::experimental::make_parallel_group(
        port_.async_read_some(asio::buffer(rx_), asio::deferred),
        read_deadline_.async_wait(asio::deferred));
    auto [order, read_failure, size, timer_failure] =
        co_await either.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);

    if (!read_failure) co_return std::string_view(rx_.data(), size);
    const at::errc why = cause(read_failure, timer_failure);
    // The timer may have won although octets came in before it was handled: they go first.
    if (why == at::errc::timed_out) co_return read_now();
    co_return why;
}

boost::system::result<std::string_view> serial_link::read_now() {
    error_code        failure;
    const std::size_t size = port_.read_some(asio::buffer(rx_), failure);
    if (!failure) return std::string_view(rx_.data(), size);
    if (must_wait(failure)) return at::errc::timed_out;
    return at::errc::port_lost;
}

asio::awaitable<boost::system::result<void>> serial_link::write(std::string               octets,
                                                                std::chrono::milliseconds limit) {
    std::string_view left = octets;
    bool             expired = false;
    const auto       failed = [&](at::errc why) -> boost::system::result<void> {
        if (left.size() == octets.size()) return errc::nothing_written;
        return why;
    };
    write_deadline_.expires_after(bounded(limit));
    for (;;) {
        error_code        failure;
        const std::size_t size = port_.write_some(asio::buffer(left), failure);
        if (failure && !must_wait(failure)) co_return failed(at::errc::port_lost);
        left.remove_prefix(size);
        if (left.empty()) co_return boost::system::result<void>();
        if (expired) co_return failed(at::errc::timed_out);

        auto either = asio::experimental::make_parallel_group(
            port_.async_wait(asio::posix::descriptor_base::wait_write, asio::deferred),
            write_deadline_.async_wait(asio::deferred));
        auto [order, wait_failure, timer_failure] =
            co_await either.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
        if (wait_failure) co_return failed(cause(wait_failure, timer_failure));
        expired = !timer_failure;
    }
}

// The deadline is what every read waits for besides its octets: taking it away ends the read with
// both halves aborted, which is `stopped`.
void serial_link::interrupt() noexcept {
    try {
        read_deadline_.cancel();
    } catch (...) {  // Asio declares a throw that it has no cause for.
    }
}

asio::awaitable<void> close_and_wait(helpers where, unique_fd fd) {
    auto work = [port = std::move(fd)]() mutable {
        close_now(std::move(port));
        return true;
    };
    auto pending = run_on_helper(std::move(where), std::move(work));
    co_await std::move(pending);
}

}  // namespace hayauma::io
