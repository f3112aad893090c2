// How the actor talks to its modem: opening, coming into step, one command, listening.

#include <algorithm>
#include <fstream>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "modem/at/errors.hpp"
#include "modem/io/errors.hpp"
#include "modem/io/modem_actor_implementation.hpp"
#include "modem/io/wire_trace.hpp"

namespace hayauma::io {

using namespace std::chrono_literals;

namespace {

constexpr auto write_limit = 5s;
constexpr auto read_at_most = 1h;  // keeps sums of times in range
// Of one answer. The longest lists the stored messages, two lines each.
constexpr std::size_t lines_max = mdm::bring_up::stored_lines_max;

// A file of one line, some dozen octets, often from memory (a systemd credential): reading it here
// blocks no longer than a log line.
std::string first_line(const std::string& path) {
    std::ifstream file(path);
    std::string   line;
    std::getline(file, line);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    return line;
}

}  // namespace

asio::awaitable<mdm::session_input> modem_actor::implementation::open(
    std::chrono::milliseconds after) {
    line.reset();
    channel.reset();
    if (after > 0ms) {
        boost::system::error_code woken;
        pause.expires_after(after);
        awaiting_port = true;
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        awaiting_port = false;
        if (stopping) co_return mdm::rest_over{};
    }
    auto opened = co_await opener->open();
    if (!opened) co_return mdm::port_absent{opener->where(), opener->explain(opened.error())};
    line = std::move(*opened);
    if (spdlog::should_log(spdlog::level::debug)) {
        trace_sink sink = [name = settings.name](std::string_view text) {
            spdlog::debug("wire: modem={} {}", name, text);
        };
        line = std::make_unique<wire_trace>(std::move(line), std::move(sink));
    }
    co_return mdm::port_opened{opener->where()};
}

asio::awaitable<mdm::session_input> modem_actor::implementation::synchronise() {
    channel.reset();
    at::resync       sync;
    at::resync::step step = sync.start(mono_clock::now());
    while (const auto* wanted = std::get_if<at::resync::listen>(&step)) {
        const mono_time until = wanted->until;
        if (!wanted->octets.empty()) {
            const sent written = co_await write(wanted->octets);
            if (written != sent::all) co_return mdm::port_lost{};
        }
        const heard what = co_await hear(until);
        if (what == heard::lost) co_return mdm::port_lost{};
        if (stopping) co_return mdm::rest_over{};
        step = advance(sync, until);
    }
    channel.reset();
    if (std::holds_alternative<at::resync::silent>(step)) co_return mdm::deaf{};
    co_return mdm::in_step{};
}

at::resync::step modem_actor::implementation::advance(at::resync& sync, mono_time until) {
    const mono_time    now = mono_clock::now();
    at::resync::listen wanted{{}, until};
    while (const auto event = channel.next(now)) {
        fsm.observe(*event, now);
        const auto* result = std::get_if<at::finished>(&*event);
        wanted = sync.on_line(result && result->result.what == at::verdict::ok, now);
    }
    if (now >= wanted.until) return sync.on_time(now);
    return wanted;
}

asio::awaitable<mdm::session_input> modem_actor::implementation::converse(at::command what) {
    std::string octets = channel.begin(what, mono_clock::now());
    const sent  written = co_await write(std::move(octets));
    if (written != sent::all) co_return mdm::port_lost{};
    mdm::answered answer;
    for (;;) {
        if (auto happened = answer_from_channel(answer)) co_return *std::move(happened);
        const heard came = co_await hear(channel.deadline());
        if (came == heard::lost) co_return mdm::port_lost{};
        if (came == heard::overflow) co_return mdm::line_overflowed{};
        if (stopping) co_return mdm::rest_over{};
    }
}

std::optional<mdm::session_input> modem_actor::implementation::answer_from_channel(
    mdm::answered& answer) {
    const mono_time now = mono_clock::now();
    while (auto event = channel.next(now)) {
        if (auto* text = std::get_if<at::information>(&*event)) {
            if (answer.lines.size() < lines_max) answer.lines.push_back(std::move(text->text));
        } else if (const auto* end = std::get_if<at::finished>(&*event)) {
            answer.result = end->result;
            return std::move(answer);
        } else if (std::holds_alternative<at::deadline_passed>(*event)) {
            return mdm::unanswered{};
        } else {
            fsm.observe(*event, now);
            if (deliver_notices()) {
                channel.abandon();
                return mdm::rebooted{};
            }
        }
    }
    return std::nullopt;
}

asio::awaitable<mdm::session_input> modem_actor::implementation::ask_pin(
    mdm::ask_pin_permission whose) {
    if (settings.pin_file.empty())
        co_return mdm::pin_permission{{}, "the SIM asks for a PIN and no pin_file is configured"};
    std::string pin = first_line(settings.pin_file);
    if (pin.empty()) co_return mdm::pin_permission{{}, "the pin_file cannot be read or is empty"};
    bool may = false;
    try {
        may = co_await observer.may_try_pin(whose.sim, whose.also, pin);
    } catch (const std::exception& failure) {
        spdlog::error("pin: modem={} not_tried=\"{}\"", settings.name, failure.what());
        co_return mdm::pin_permission{{}, "the PIN cannot be tried: no record of it can be made"};
    }
    if (!may) co_return mdm::pin_permission{{}, "the PIN was tried before and is not tried again"};
    co_return mdm::pin_permission{config::secret(std::move(pin)), {}};
}

asio::awaitable<mdm::session_input> modem_actor::implementation::listen(mono_time until) {
    if (work || asked_new) co_return mdm::rest_over{};
    const heard what = co_await hear(until);
    if (what == heard::lost) co_return mdm::port_lost{};
    if (what == heard::overflow) co_return mdm::line_overflowed{};
    co_return mdm::rest_over{};
}

asio::awaitable<mdm::session_input> modem_actor::implementation::reset_usb() {
    line.reset();
    co_await leave_beside();
    auto done = co_await opener->reset_usb();
    beside_unwanted = false;
    mdm::usb_was_reset result;
    if (!done) result.why_not = opener->explain(done.error());
    co_return result;
}

/// @param before a write that is still blocked then is given up.
asio::awaitable<modem_actor::implementation::sent> modem_actor::implementation::write(
    std::string octets, mono_time before) {
    const auto left = std::clamp<mono_time::duration>(before - mono_clock::now(), 0s, write_limit);
    const auto limit = std::chrono::ceil<std::chrono::milliseconds>(left);
    const auto written = co_await line->write(std::move(octets), limit);
    if (written) co_return sent::all;
    co_return written.error() == errc::nothing_written ? sent::nothing : sent::unsure;
}

asio::awaitable<modem_actor::implementation::heard> modem_actor::implementation::hear(
    mono_time until) {
    const auto left = std::clamp<mono_time::duration>(until - mono_clock::now(), 0s, read_at_most);
    const auto limit = std::chrono::ceil<std::chrono::milliseconds>(left);
    reading = true;
    const auto octets = co_await line->read_some(limit);
    reading = false;
    if (octets) {
        if (!channel.feed(*octets)) co_return heard::overflow;
        co_return heard::octets;
    }
    if (octets.error() == at::errc::timed_out) co_return heard::time;
    if (octets.error() == at::errc::stopped) co_return heard::interrupted;
    co_return heard::lost;
}

}  // namespace hayauma::io
