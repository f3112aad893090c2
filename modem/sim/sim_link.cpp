#include "modem/sim/sim_link.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/at/errors.hpp"
#include "modem/io/errors.hpp"

namespace hayauma::sim {

namespace asio = boost::asio;

sim_link::sim_link(asio::any_io_executor executor, sim_modem& modem)
    : modem_(modem), port_(modem.port_number()), timer_(std::move(executor)) {
    modem_.advance(io::mono_clock::now());
    modem_.discard_output();
    modem_.on_change([this] { timer_.cancel(); });
}

sim_link::~sim_link() { modem_.on_change({}); }

asio::awaitable<boost::system::result<std::string_view>> sim_link::read_some(
    std::chrono::milliseconds limit) {
    const mono_time deadline = io::mono_clock::now() + limit;
    bool            waited = false;
    interrupted_ = false;
    for (;;) {
        const mono_time now = io::mono_clock::now();
        modem_.advance(now);
        if (lost()) co_return at::errc::port_lost;
        if (modem_.has_output()) {  // Octets beat the deadline.
            received_ = modem_.take_output();
            co_return std::string_view(received_);
        }
        if (interrupted_) co_return at::errc::stopped;
        // Even a limit of zero gives way once, as a read of a port does.
        if (waited && now >= deadline) co_return at::errc::timed_out;
        const mono_time until = std::min(deadline, modem_.next_event().value_or(deadline));
        const bool      going_on = co_await wait_until(until);
        if (!going_on) co_return at::errc::stopped;
        waited = true;
    }
}

bool sim_link::lost() const noexcept { return modem_.port_number() != port_; }

/// @return false when the coroutine was cancelled; a ring or an interrupt only ends the wait.
asio::awaitable<bool> sim_link::wait_until(mono_time until) {
    timer_.expires_at(until);
    waiting_ = true;
    boost::system::error_code ended;
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    waiting_ = false;
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    co_return cancellation.cancelled() == asio::cancellation_type::none;
}

asio::awaitable<boost::system::result<void>> sim_link::write(std::string octets,
                                                             std::chrono::milliseconds) {
    // A port would give way here too; without it two coroutines could starve a third.
    co_await asio::post(timer_.get_executor(), asio::use_awaitable);
    modem_.advance(io::mono_clock::now());
    if (lost()) co_return at::errc::port_lost;
    modem_.receive(octets, io::mono_clock::now());
    if (waiting_) timer_.cancel();
    co_return boost::system::result<void>();
}

void sim_link::interrupt() noexcept {
    if (!waiting_) return;
    interrupted_ = true;
    timer_.cancel();
}

sim_link_opener::sim_link_opener(asio::any_io_executor executor, sim_modem& modem,
                                 std::string where)
    : executor_(std::move(executor)), modem_(modem), where_(std::move(where)) {}

asio::awaitable<boost::system::result<std::unique_ptr<io::link>>> sim_link_opener::open() {
    modem_.advance(io::mono_clock::now());
    if (!modem_.plugged()) co_return io::errc::absent;
    std::unique_ptr<io::link> line = std::make_unique<sim_link>(executor_, modem_);
    co_return boost::system::result<std::unique_ptr<io::link>>(std::move(line));
}

asio::awaitable<boost::system::result<void>> sim_link_opener::reset_usb() {
    modem_.advance(io::mono_clock::now());
    if (!modem_.plugged()) co_return io::errc::absent;
    modem_.reset_usb(io::mono_clock::now());
    co_return boost::system::result<void>();
}

}  // namespace hayauma::sim
