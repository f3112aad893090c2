// What is done about a modem that does not do its work.

#include <utility>

#include "modem/session/registration.hpp"
#include "modem/session/session_fsm.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto configured_again_at_most = 10min;
constexpr auto quiet_after_work = 100ms;  // the next submission usually follows at once
constexpr auto after_reset = 2s;          // then the port is looked for, again and again
constexpr auto not_searching_patience = 30s;
constexpr auto searching_patience = 120s;
constexpr auto operator_every = 60s;  // while it is what stands in the way
constexpr auto sim_patience = 60s;    // a SIM that is not ready is normal after a start

std::string words(sms::error_code e) {
    return std::string(sms::name(e)) + " (" + std::to_string(e.code) + ")";
}

sms::error_code error_of(const submit_outcome& outcome) {
    if (const auto* o = std::get_if<not_sent>(&outcome)) return o->error;
    if (const auto* o = std::get_if<rejected>(&outcome)) return o->error;
    if (const auto* o = std::get_if<unknown>(&outcome)) return o->error;
    return {};
}

std::string fails_again(const submit_outcome& outcome) {
    return "it fails again and again: " + words(error_of(outcome));
}

}  // namespace

void session_fsm::on_work_done(const work_done& what, mono_time now) {
    sending_ = overdue_ = false;
    quiet_until_ = now + quiet_after_work;
    const submit_outcome& outcome = what.end.outcome;
    const auto*           yes = std::get_if<accepted>(&outcome);
    if (yes) {
        references_.add(yes->message_reference, what.destination, now);
        recovery_.on_success();
        status_.doubted = false;
    }
    // One submission at a time: a late answer can only be to the newest that reached the modem.
    if (std::holds_alternative<unknown>(outcome)) {
        unresolved_ = what;
        references_.doubt(what.destination, now);
    } else if (!std::holds_alternative<not_sent>(outcome)) {
        unresolved_.reset();
    }

    const bool at_fault = faults_.add(outcome, what.destination);
    switch (what.end.left) {
    case channel::in_step: recovery_.on_answer(); break;
    case channel::out_of_step:
        if (yes) {  // only its OK is missing
            phase_ = phase::synchronising;
            return;
        }
        // Nothing can be told to a modem that may be at a prompt: first back into step.
        if (at_fault) fault_ = fails_again(outcome);
        return help(recovery_.on_silence(now), "a submission had no answer", now);
    case channel::rebooted: return set_up_again();
    case channel::lost: return on_lost();
    }
    if (at_fault) return on_failing(outcome, now);
    if (const auto* no = std::get_if<rejected>(&outcome)) on_rejection(*no, now);
}

void session_fsm::on_rejection(const rejected& what, mono_time now) {
    const bool configured_lately =
        configured_again_ && now - *configured_again_ < configured_again_at_most;
    switch (what.fault) {
    case sms::fault_class::configuration:
        if (configured_lately) return on_failing(what, now);
        configured_again_ = now;
        return set_up_again();
    case sms::fault_class::modem:
        return on_line_at_fault(
            "the SIM, the modem or the contract refuses messages: " + words(what.error), now);
    case sms::fault_class::maintenance: return purge(now);
    case sms::fault_class::retry_same:
    case sms::fault_class::retry_other:
    case sms::fault_class::destination:
    case sms::fault_class::message:
    case sms::fault_class::ambiguous:
    case sms::fault_class::already_sent: return;
    }
}

// Perhaps it only sends through the wrong part of the network; then nothing needs to be reset.
void session_fsm::on_failing(const submit_outcome& outcome, mono_time now) {
    const sms::error_code error = error_of(outcome);
    const bool            domain_matters = error.family == sms::error_family::cms &&
                                (error.code == 302 || error.code == 331 || error.code == 69);
    if (auto other = domain_matters ? bring_up_.domain().next() : std::nullopt) {
        status_.doubted = true;
        return add_chore(*std::move(other));
    }
    on_line_at_fault(fails_again(outcome), now);
}

// Others go first until it has sent something again.
void session_fsm::on_line_at_fault(std::string why, mono_time now) {
    status_.doubted = true;
    help(recovery_.on_refusal(now), std::move(why), now);
}

// A SIM that wants its PIN or PUK is not healed by a reset; a modem without PDU mode may be.
void session_fsm::on_cannot_set_up(const std::string& why, mono_time now) {
    if (bring_up_.state() == modem_state::sim) return leave_service(why, now);
    help(recovery_.on_refusal(now), why, now);
}

void session_fsm::help(recovery_kind step, std::string cause, mono_time now) {
    note_result("no help");
    treating_ = true;
    notices_.push_back(recovery_began{step, cause});
    switch (step) {
    case recovery_kind::resync:
        probe_.reset();
        chore_.clear();
        if (ussd_.writing()) end_ussd(ussd_.on_lost());
        phase_ = phase::synchronising;
        return;
    case recovery_kind::reopen:
        return close_for("the modem does not answer", recovery_.reopen_pause());
    case recovery_kind::radio:
    case recovery_kind::reset:
    case recovery_kind::usb_reset:
        set_up_again();
        trouble_ = std::move(cause);
        repair_ = repair(step, *device_);
        phase_ = phase::repairing;
        return;
    case recovery_kind::rest: return leave_service(std::move(cause), now);
    }
}

void session_fsm::note_result(std::string result) {
    if (std::exchange(treating_, false)) notices_.push_back(recovery_ended{std::move(result)});
}

session_action session_fsm::decide_repair(mono_time now) {
    const repair_action next = repair_.next(now);
    if (const auto* out = std::get_if<send_command>(&next)) return transmit{out->what};
    if (const auto* wait = std::get_if<wait_a_moment>(&next)) return rest{wait->until};
    if (std::holds_alternative<need_usb_reset>(next)) return reset_usb{};
    const auto* over = std::get_if<repaired>(&next);
    phase_ = phase::synchronising;
    if (over && over->closes) {
        recovery_.on_boot_expected(now + device_->boot_time);
        close_for(std::exchange(trouble_, {}), after_reset);
    }
    return decide(false, now);
}

void session_fsm::on_usb_reset(const usb_was_reset& what) {
    if (!what.why_not.empty()) note_result("not possible: " + what.why_not);
    close_for(std::exchange(trouble_, {}), after_reset);
}

// Registration comes back by itself, as a rule; after a while the radio is asked to look again.
void session_fsm::watch_network(mono_time now) {
    if (registered()) {
        network_lost_.reset();
        if (phase_ != phase::working) return;
        recovery_.on_working();
        return note_result("it works again");
    }
    if (!network_lost_) network_lost_ = now;
    const bool searching = status_.registration.creg == 2 || status_.registration.cereg == 2;
    const auto patience = searching ? searching_patience : not_searching_patience;
    if (now - *network_lost_ < patience) return;
    // In the network, but this carrier takes no messages from it: no reset changes that.
    if (only_over_ims(status_.operator_plmn) && attached()) {
        ask_operator_ = now >= operator_due_;
        if (ask_operator_) operator_due_ = now + operator_every;
        return;
    }
    const recovery_kind step = recovery_.on_no_network(now);
    if (step != recovery_kind::rest)
        help(step, obstacle(status_.registration, status_.operator_plmn), now);
}

void session_fsm::watch_sim(mono_time now) {
    if (bring_up_.state() != modem_state::sim) return;
    if (!sim_lost_) sim_lost_ = now;
    if (now - *sim_lost_ < sim_patience) return;
    const recovery_kind step = recovery_.on_no_sim(now);
    if (step != recovery_kind::rest) help(step, bring_up_.waiting_for(), now);
}

void session_fsm::leave_service(std::string why, mono_time now) {
    set_up_again();
    trouble_ = std::move(why);
    out_until_ = now + light_pause_max;
    phase_ = phase::out_of_service;
}

}  // namespace hayauma::modem
