// Health on a second port, while a submission keeps the first one silent. It decides nothing: the
// session says what is due, and what an answer means.

#include <algorithm>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "modem/at/errors.hpp"
#include "modem/io/modem_actor_implementation.hpp"

namespace hayauma::io {

using namespace std::chrono_literals;

namespace {

constexpr auto look_every = 2s;   // while a submission is on the air
constexpr auto asleep = 24h;      // until one is
constexpr auto open_again = 60s;  // a modem without a second port gets none so soon
constexpr auto write_limit = 5s;
constexpr auto leave_again = 100ms;  // an interrupt may come between two reads

}  // namespace

asio::awaitable<void> modem_actor::implementation::watch_beside() {
    struct on_exit {
        implementation* me;
        ~on_exit() {
            me->beside.reset();
            me->beside_runs = me->beside_asks = false;
            me->ended.cancel();
        }
    } guard{this};
    beside_runs = true;
    try {
        while (running && !stopping) co_await look_beside();
    } catch (const std::exception& failure) {  // a bug here must not end more than this
        spdlog::error("second port: modem={} error=\"{}\"", settings.name, failure.what());
    }
}

bool modem_actor::implementation::is_wanted_beside() const noexcept {
    return running && !stopping && !beside_unwanted && line && work;
}

asio::awaitable<void> modem_actor::implementation::look_beside() {
    const std::chrono::milliseconds how_long = work ? look_every : asleep;
    co_await wait_beside(how_long);
    if (!line || beside_unwanted) beside.reset();  // it is another device's by now
    const auto due = fsm.due_beside(mono_clock::now());
    if (!due || !is_wanted_beside()) co_return;
    beside_asks = true;
    const bool is_open = co_await open_beside();
    if (is_open && is_wanted_beside()) co_await ask_beside(*due);
    beside_asks = false;
    if (!is_open && is_wanted_beside()) co_await wait_beside(open_again);
}

/// Until nobody uses the second port any more; nobody opens it again before `beside_unwanted` is
/// taken back.
asio::awaitable<void> modem_actor::implementation::leave_beside() {
    beside_unwanted = true;
    while (beside_asks) {
        if (beside) beside->interrupt();
        boost::system::error_code woken;
        pause.expires_after(leave_again);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    beside.reset();
}

asio::awaitable<void> modem_actor::implementation::wait_beside(std::chrono::milliseconds limit) {
    boost::system::error_code woken;
    beside_pause.expires_after(limit);
    co_await beside_pause.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

asio::awaitable<bool> modem_actor::implementation::open_beside() {
    if (beside) co_return true;
    auto opened = co_await opener->open_second();
    if (!opened) co_return false;
    beside = std::move(*opened);
    beside_channel.reset();
    co_return true;
}

asio::awaitable<void> modem_actor::implementation::ask_beside(mdm::probe what) {
    std::string octets = beside_channel.begin(
        at::make_command(std::string(mdm::command_of(what, fsm.device()))), mono_clock::now());
    auto written = co_await beside->write(std::move(octets), write_limit);
    if (!written) co_return beside.reset();
    mdm::answered so_far;
    for (;;) {
        if (!is_wanted_beside()) co_return beside.reset();
        if (auto answer = answer_beside(so_far)) {
            fsm.on_beside(what, *answer, mono_clock::now());
            publish();
            co_return;
        }
        const auto left =
            std::max<mono_time::duration>(beside_channel.deadline() - mono_clock::now(), 0s);
        auto octets_in =
            co_await beside->read_some(std::chrono::ceil<std::chrono::milliseconds>(left));
        if (octets_in)
            static_cast<void>(beside_channel.feed(*octets_in));
        else if (octets_in.error() != at::errc::timed_out || !beside_channel.busy())
            co_return beside.reset();
    }
}

/// @return the whole answer; nullopt: more octets are needed, or its time is over.
std::optional<mdm::answered> modem_actor::implementation::answer_beside(mdm::answered& so_far) {
    const mono_time now = mono_clock::now();
    while (auto event = beside_channel.next(now)) {
        if (auto* text = std::get_if<at::information>(&*event)) {
            so_far.lines.push_back(std::move(text->text));
        } else if (const auto* end = std::get_if<at::finished>(&*event)) {
            so_far.result = end->result;
            return std::move(so_far);
        }
        // News is for the first port, which hears it, too: here it would come between.
    }
    return std::nullopt;
}

}  // namespace hayauma::io
