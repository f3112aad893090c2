// One submission, from AT+CMGS to its outcome. submit_fsm decides.

#include <algorithm>
#include <utility>

#include "modem/io/modem_actor_implementation.hpp"

namespace hayauma::io {

using namespace std::chrono_literals;

namespace {

constexpr auto overdue_after = 20s;  // then others should carry on; this exchange goes on too

}  // namespace

asio::awaitable<mdm::session_input> modem_actor::implementation::carry_out() {
    const std::shared_ptr<job> mine = work;
    mdm::submit_fsm            part(mine->what, fsm.device(), fsm.references());
    overdue_at = mono_clock::now() + overdue_after;
    fsm.submission_started(mono_clock::now());
    beside_pause.cancel();

    mdm::submit_input what = mdm::begin_submit{wall_now()};
    for (;;) {
        const mdm::submit_action next = part.resume(what, mono_clock::now());
        if (const auto* end = std::get_if<mdm::submit_ended>(&next)) {
            channel.abandon();
            mine->outcome = end->outcome;
            ended_job = std::exchange(work, nullptr);
            co_return mdm::work_done{mine->what.attempt, mine->what.destination, *end};
        }
        what = co_await perform_submit(next);
    }
}

asio::awaitable<mdm::submit_input> modem_actor::implementation::perform_submit(
    mdm::submit_action next) {
    const mono_time now = mono_clock::now();
    mono_time       pause_until = mono_time::max();
    mono_time       write_before = mono_time::max();
    std::string     octets;
    if (const auto* first = std::get_if<mdm::issue>(&next)) {
        octets = channel.begin(first->what, now);
    } else if (const auto* pdu = std::get_if<mdm::send_pdu>(&next)) {
        octets = channel.send(pdu->hex, pdu->limit, now);
        write_before = pdu->write_before;
    } else if (std::holds_alternative<mdm::cancel_prompt>(next)) {
        octets = channel.cancel(now);
    } else if (const auto* hurry = std::get_if<mdm::hurry_up>(&next)) {
        channel.extend(hurry->limit, now);
    } else if (const auto* moment = std::get_if<mdm::pause_before_payload>(&next)) {
        pause_until = moment->until;
    }
    if (!octets.empty()) {
        const sent written = co_await write(std::move(octets), write_before);
        if (written == sent::nothing) co_return mdm::nothing_written{};
        if (written == sent::unsure) co_return mdm::port_gone{};
    }
    mdm::submit_input what = co_await await_event(pause_until);
    co_return what;
}

asio::awaitable<mdm::submit_input> modem_actor::implementation::await_event(mono_time pause_until) {
    for (;;) {
        if (auto what = event_of_submission()) co_return *std::move(what);
        if (cut_off) co_return mdm::stop_asked{};
        publish();
        const mono_time until = std::min(std::min(channel.deadline(), pause_until), overdue_at);
        const heard     came = co_await hear(until);
        if (came == heard::lost) co_return mdm::port_gone{};
        const mono_time now = mono_clock::now();
        if (now >= overdue_at) {
            overdue_at = mono_time::max();
            fsm.submission_overdue();
            observer.on_overdue(settings.name, work->what.attempt);
        }
        if (now >= pause_until) co_return mdm::pause_over{};
    }
}

// A report for this very destination waits for the outcome, which it must not overtake; everything
// else that comes unasked goes on at once.
std::optional<mdm::submit_input> modem_actor::implementation::event_of_submission() {
    // An input of its own: it must not take the place of what the modem says next.
    while (const auto news = fsm.take_notice()) {
        if (auto concerning = concerning_submission(*news)) return concerning;
        deliver(*news);
    }
    const mono_time now = mono_clock::now();
    const auto      event = channel.next(now);
    if (!event) return std::nullopt;
    fsm.observe(*event, now);
    return mdm::submit_input(*event);
}

std::optional<mdm::submit_input> modem_actor::implementation::concerning_submission(
    const mdm::notice& news) {
    if (std::holds_alternative<mdm::boot_noticed>(news)) return mdm::boot_came{};
    const auto* in = std::get_if<mdm::report_received>(&news);
    if (!in || !mdm::same_destination(in->report.recipient, work->what.destination))
        return std::nullopt;
    // It may be about an earlier one: the record of all attempts tells, at once.
    if (fsm.doubts(work->what.destination, mono_clock::now())) return std::nullopt;
    held.push_back(news);
    return mdm::report_came{in->report};
}

}  // namespace hayauma::io
