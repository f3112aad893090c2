#include "modem/session/submit_fsm.hpp"

#include <utility>

#include "modem/at/parse.hpp"
#include "modem/sms/submit.hpp"

namespace hayauma::modem {
namespace {

template <class... Ts>
struct overloaded : Ts... {
    using Ts::operator()...;
};

sms::error_code own(sms::modem_error e) noexcept {
    return {sms::error_family::modem, static_cast<int>(e)};
}

// The number where there is one; a text that nobody knows is no better than a plain ERROR.
sms::error_code number_of(const at::final_result& result) noexcept {
    if (!result.number) return own(sms::modem_error::plain_error);
    const bool cms = result.what == at::verdict::cms_error;
    return {cms ? sms::error_family::cms : sms::error_family::cme, *result.number};
}

sms::submit message_of(const transmission& what, wall_time now) {
    const auto left = std::chrono::floor<std::chrono::seconds>(what.expires_at - now);
    return {.status_report = what.status_report,
            .destination = what.destination,
            .message_class = {},
            .validity = left,
            .data = what.data};
}

}  // namespace

submit_fsm::submit_fsm(transmission what, const profile& device, const reference_log& known)
    : what_(std::move(what)), device_(&device), known_(&known) {}

submit_action submit_fsm::resume(const submit_input& what, mono_time now) {
    return std::visit(
        overloaded{
            [&](const begin_submit& in) { return begin(in.at, now); },
            [&](const pause_over&) { return send_or_cancel(now); },
            [&](const report_came& in) { return on_report(in.report, now); },
            [&](const boot_came&) {
                return cut_off(sms::modem_error::rebooted, channel::rebooted);
            },
            [&](const port_gone&) { return cut_off(sms::modem_error::port_lost, channel::lost); },
            // Also of the PDU: without its Ctrl-Z, the last octet, nothing is on the air.
            [&](const nothing_written&) {
                return end(not_sent{own(sms::modem_error::port_lost)}, channel::lost);
            },
            [&](const stop_asked&) { return stop(); },
            [&](const at::event& in) { return on_event(in, now); },
        },
        what);
}

submit_action submit_fsm::begin(wall_time at, mono_time now) {
    if (now >= what_.deadline) return end(not_sent{own(sms::modem_error::too_late)});
    sms::submit_pdu pdu = sms::encode(message_of(what_, at));
    pdu_ = std::move(pdu.hex);
    started_ = at;
    state_ = state::awaiting_prompt;
    return issue{at::make_cmgs(pdu.tpdu_octets)};
}

submit_action submit_fsm::on_event(const at::event& what, mono_time now) {
    const submit_action next = react(what, now);
    // What is said during the pause does not end it.
    const bool listens = std::holds_alternative<keep_listening>(next);
    if (state_ == state::pausing && listens) return pause_before_payload{pause_until_};
    return next;
}

submit_action submit_fsm::react(const at::event& what, mono_time now) {
    return std::visit(
        overloaded{
            [&](const at::prompted&) { return on_prompt(now); },
            [&](const at::information& in) { return on_information(in.text); },
            [&](const at::finished& in) { return on_result(in.result); },
            [&](const at::deadline_passed&) { return on_deadline(); },
            // News, late answers to others and echoes end nothing.
            [&](const at::unsolicited&) -> submit_action { return keep_listening{}; },
            [&](const at::late_reference&) -> submit_action { return keep_listening{}; },
            [&](const at::echoed&) -> submit_action { return keep_listening{}; },
        },
        what);
}

submit_action submit_fsm::on_prompt(mono_time now) {
    if (state_ != state::awaiting_prompt) return keep_listening{};
    if (device_->prompt_pause == std::chrono::milliseconds{0}) return send_or_cancel(now);
    state_ = state::pausing;
    pause_until_ = now + device_->prompt_pause;
    return pause_before_payload{pause_until_};
}

// The last moment at which a code may leave is that of the write which holds Ctrl-Z.
submit_action submit_fsm::send_or_cancel(mono_time now) {
    if (now >= what_.deadline) return cancel(sms::modem_error::too_late, channel::in_step);
    state_ = state::awaiting_result;
    return send_pdu{pdu_, at::submit_result_limit, what_.deadline};
}

submit_action submit_fsm::on_information(std::string_view line) {
    if (state_ != state::awaiting_result) return keep_listening{};
    const auto reference = at::parse_cmgs(line);
    if (!reference) return keep_listening{};
    return confirm(*reference);
}

// The network has it. The OK only closes the exchange, and some modems never send it.
submit_action submit_fsm::confirm(std::uint8_t message_reference) {
    decided_ = accepted{message_reference};
    state_ = state::awaiting_ok;
    return hurry_up{at::closing_ok_limit};
}

submit_action submit_fsm::on_result(const at::final_result& result) {
    if (state_ == state::awaiting_ok) return end(decided_);
    if (state_ == state::canceling) return end(decided_, after_cancel_);
    if (result.what != at::verdict::ok) return on_error(result);
    // OK alone is what an aborted submission ends with: it never means sent.
    const sms::error_code bare = own(sms::modem_error::ok_without_reference);
    if (on_the_air()) return end(unknown{bare});
    // Whose OK was it? The prompt may still come, and nothing may be written into it but ESC.
    return end(not_sent{bare}, channel::out_of_step);
}

// A number that would leave the outcome open after Ctrl-Z says nothing before it either.
submit_action submit_fsm::on_error(const at::final_result& result) {
    const sms::error_code error = number_of(result);
    const auto class_of = [&](bool after) { return sms::classify(error, after, device_->errors); };
    const bool ambiguous = class_of(true) == sms::fault_class::ambiguous;
    if (result.number && !ambiguous) return end(rejected{error, class_of(on_the_air())});
    if (on_the_air()) return end(unknown{error});
    return end(not_sent{error});
}

submit_action submit_fsm::on_deadline() {
    switch (state_) {
    case state::awaiting_prompt:  // it may still come: only a resynchronisation is safe
    case state::pausing: return cancel(sms::modem_error::no_prompt, channel::out_of_step);
    case state::awaiting_result:
        return end(unknown{own(sms::modem_error::no_result)}, channel::out_of_step);
    case state::awaiting_ok:
    case state::canceling: return end(decided_, channel::out_of_step);
    case state::idle: return keep_listening{};
    }
    return keep_listening{};
}

submit_action submit_fsm::on_report(const sms::status_report& report, mono_time now) {
    if (state_ != state::awaiting_result) return keep_listening{};
    if (!proves(report, what_, started_, *known_, now)) return keep_listening{};
    return confirm(report.message_reference);
}

// The exchange ends at once, whatever the modem would still have said.
submit_action submit_fsm::cut_off(sms::modem_error why, channel left) {
    if (state_ == state::awaiting_ok || state_ == state::canceling) return end(decided_, left);
    if (state_ == state::awaiting_result) return end(unknown{own(why)}, left);
    return end(not_sent{own(why)}, left);
}

// The first time it leaves the prompt, so that the modem is not left waiting for a payload; asked
// again, it ends at once.
submit_action submit_fsm::stop() {
    const bool at_prompt = state_ == state::awaiting_prompt || state_ == state::pausing;
    if (at_prompt) return cancel(sms::modem_error::stopped, channel::out_of_step);
    return cut_off(sms::modem_error::stopped, channel::out_of_step);
}

submit_action submit_fsm::cancel(sms::modem_error why, channel left) {
    decided_ = not_sent{own(why)};
    after_cancel_ = left;
    state_ = state::canceling;
    return cancel_prompt{};
}

submit_action submit_fsm::end(submit_outcome outcome, channel left) {
    state_ = state::idle;
    return submit_ended{std::move(outcome), left};
}

}  // namespace hayauma::modem
