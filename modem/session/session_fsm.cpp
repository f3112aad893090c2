#include "modem/session/session_fsm.hpp"

#include <algorithm>
#include <utility>

#include "modem/at/mask.hpp"
#include "modem/at/parse.hpp"
#include "modem/session/registration.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

template <class... Ts>
struct overloaded : Ts... {
    using Ts::operator()...;
};

constexpr auto absent_retry = 2s;
constexpr auto out_of_service_time = 60s;
constexpr auto configured_again_at_most = 10min;
constexpr auto quiet_after_work = 100ms;  // the next submission usually follows at once
constexpr auto probe_overdue = 60s;       // under full load one probe goes between two submissions

// "SIM busy", "still initialising", "unknown": says nothing about what was asked.
bool is_transient(const answered& answer) noexcept {
    return answer.cme() == 14 || answer.cme() == 515 || answer.cme() == 100;
}

}  // namespace

session_fsm::session_fsm(const profile& device) : device_(&device), bring_up_(device) {}

session_action session_fsm::resume(const session_input& what, bool work_waits, mono_time now) {
    take(what, now);
    session_action next = decide(work_waits, now);
    refresh_status();
    return next;
}

void session_fsm::take(const session_input& what, mono_time now) {
    std::visit(overloaded{
                   [&](const session_started&) { phase_ = phase::closed; },
                   [&](const port_opened& in) { on_opened(in.where, now); },
                   [&](const port_absent& in) { on_absent(in); },
                   [&](const port_lost&) { on_lost(); },
                   [&](const in_step&) { on_in_step(now); },
                   [&](const deaf&) { recover(recovery_.on_deaf(now)); },
                   [&](const answered& in) { on_answer(in, now); },
                   [&](const unanswered&) {
                       if (phase_ == phase::setting_up) bring_up_.on_silence();
                       recover(recovery_.on_silence(now));
                   },
                   [&](const rebooted&) { set_up_again(); },
                   [&](const rest_over&) {},
                   [&](const pin_permission& in) { bring_up_.on_pin(in.pin, in.why); },
                   [&](const work_done& in) { on_work_done(in, now); },
               },
               what);
}

void session_fsm::on_opened(const std::string& where, mono_time now) {
    status_.device = where;
    last_boot_ = now;
    set_up_again();
}

void session_fsm::on_absent(const port_absent& what) {
    status_.device = what.where;
    trouble_ = what.why;
    absent_ = true;
    open_after_ = absent_retry;
    phase_ = phase::closed;
}

void session_fsm::on_lost() {
    set_up_again();
    trouble_ = "the port was lost";
    absent_ = false;
    open_after_ = 0ms;
    phase_ = phase::closed;
}

// From the first command on: after a start of the modem nothing that was set is left.
void session_fsm::set_up_again() {
    is_set_up_ = setting_up_ = echo_is_off_ = echo_seen_ = false;
    status_.registration = {};
    status_.signal = {};
    probe_.reset();
    chore_.clear();
    chores_.clear();
    acknowledge_ = false;
    quiet_until_ = {};
    phase_ = phase::synchronising;
}

void session_fsm::on_in_step(mono_time now) {
    if (is_set_up_) {
        phase_ = phase::working;
        return;
    }
    if (!std::exchange(setting_up_, true)) bring_up_.restart(now);
    phase_ = phase::setting_up;
}

void session_fsm::on_answer(const answered& answer, mono_time now) {
    recovery_.on_answer();
    if (restarted_silently()) return set_up_again();
    const bool echo_expected = phase_ == phase::setting_up && !bring_up_.past_echo_off();
    if (!std::exchange(echo_seen_, false) && !echo_expected) echo_is_off_ = true;

    if (phase_ == phase::setting_up) {
        bring_up_.on_answer(answer, status_, now);
    } else if (const auto asked = std::exchange(probe_, {})) {
        on_probe(*asked, answer, now);
    } else {
        on_chore(std::exchange(chore_, {}), answer);
    }
}

void session_fsm::on_probe(probe asked, const answered& answer, mono_time now) {
    switch (asked) {
    case probe::sim: on_sim_probe(answer); break;
    case probe::creg:
    case probe::cgreg:
    case probe::cereg: on_registration(asked, answer, now); break;
    case probe::signal:
        status_.signal.rssi_dbm = first_of(answer.lines, at::parse_csq).value_or(std::nullopt);
        break;
    case probe::extended_signal: {
        const auto found = first_of(answer.lines, at::parse_cesq);
        status_.signal.rsrp_dbm = found ? found->rsrp_dbm : std::nullopt;
        status_.signal.rsrq_db = found ? found->rsrq_db : std::nullopt;
        break;
    }
    case probe::indications: {
        const auto         is = first_of(answer.lines, at::parse_cnmi);
        const std::string& wanted = bring_up_.indications();
        if (is && !wanted.empty() && !wanted.ends_with("=" + *is)) add_chore(wanted);
        break;
    }
    }
    plan_.done(asked, now, allows_sending(status_.registration));
    if (!answer.ok() && !is_transient(answer)) plan_.postpone(asked, now);
}

void session_fsm::on_registration(probe asked, const answered& answer, mono_time now) {
    const bool could_send = allows_sending(status_.registration);
    if (is_transient(answer)) return;
    const auto stat = first_of(answer.lines, at::parse_registration);
    if (asked == probe::creg) status_.registration.creg = stat;
    if (asked == probe::cgreg) status_.registration.cgreg = stat;
    if (asked == probe::cereg) status_.registration.cereg = stat;

    const bool can_send = allows_sending(status_.registration);
    if (can_send && !could_send) {
        add_chore("AT+COPS?");
        recovery_.on_recovered();
    }
    if (!can_send && could_send) plan_.hurry_registration(now);
}

void session_fsm::on_sim_probe(const answered& answer) {
    const auto state = first_of(answer.lines, at::parse_cpin);
    if (is_transient(answer) || (answer.ok() && (!state || *state == at::sim_state::ready))) return;
    set_up_again();  // the SIM is gone or asks for its PIN
}

void session_fsm::on_chore(const std::string& text, const answered& answer) {
    if (text == "AT+COPS?") {
        const auto found = first_of(answer.lines, at::parse_cops);
        status_.operator_plmn = found ? found->plmn : "";
        status_.access_technology = found ? found->access_technology : "";
    }
    constexpr std::string_view read = "AT+CMGR=";
    if (!text.starts_with(read) || is_transient(answer)) return;
    for (const std::string& line : answer.lines) on_report_line(line);  // others do not decode
    add_chore("AT+CMGD=" + text.substr(read.size()));
}

void session_fsm::on_work_done(const work_done& what, mono_time now) {
    sending_ = overdue_ = false;
    quiet_until_ = now + quiet_after_work;
    if (const auto* yes = std::get_if<accepted>(&what.end.outcome))
        references_.add(yes->message_reference, what.destination, now);
    // One submission at a time: a late answer can only be to the newest that reached the modem.
    if (std::holds_alternative<unknown>(what.end.outcome))
        unresolved_ = what;
    else if (!std::holds_alternative<not_sent>(what.end.outcome))
        unresolved_.reset();

    const bool is_accepted = std::holds_alternative<accepted>(what.end.outcome);
    switch (what.end.left) {
    case channel::in_step: recovery_.on_answer(); break;
    case channel::out_of_step:
        if (is_accepted)
            phase_ = phase::synchronising;  // only its OK is missing
        else
            recover(recovery_.on_silence(now));
        return;
    case channel::rebooted: return set_up_again();
    case channel::lost: return on_lost();
    }
    if (const auto* no = std::get_if<rejected>(&what.end.outcome)) on_fault(no->fault, now);
}

void session_fsm::on_fault(sms::fault_class fault, mono_time now) {
    const bool configured_lately =
        configured_again_ && now - *configured_again_ < configured_again_at_most;
    switch (fault) {
    case sms::fault_class::configuration:
        if (configured_lately) return leave_service("the modem keeps refusing messages", now);
        configured_again_ = now;
        return set_up_again();
    case sms::fault_class::modem:
        return leave_service("the SIM, the modem or the contract refuses messages", now);
    case sms::fault_class::maintenance: return add_chore("AT+CMGD=1,4");
    case sms::fault_class::retry_same:
    case sms::fault_class::retry_other:
    case sms::fault_class::destination:
    case sms::fault_class::message:
    case sms::fault_class::ambiguous:
    case sms::fault_class::already_sent: return;
    }
}

void session_fsm::recover(const recovery_step& next) {
    probe_.reset();
    chore_.clear();
    phase_ = phase::synchronising;
    if (const auto* again = std::get_if<try_reopen>(&next)) {
        on_lost();
        trouble_ = "the modem does not answer";
        open_after_ = again->after;
    }
}

void session_fsm::leave_service(std::string why, mono_time now) {
    set_up_again();
    trouble_ = std::move(why);
    out_until_ = now + out_of_service_time;
    phase_ = phase::out_of_service;
}

void session_fsm::add_chore(std::string text) {
    constexpr std::size_t chores_max = 32;
    const bool            known = std::find(chores_.begin(), chores_.end(), text) != chores_.end();
    if (!known && chores_.size() < chores_max) chores_.push_back(std::move(text));
}

session_action session_fsm::decide(bool work_waits, mono_time now) {
    if (phase_ == phase::out_of_service && now >= out_until_) phase_ = phase::synchronising;
    switch (phase_) {
    case phase::closed: return open_port{std::exchange(open_after_, 0ms)};
    case phase::synchronising: return synchronise{};
    case phase::setting_up: return decide_set_up(now);
    case phase::working: return decide_work(work_waits, now);
    case phase::out_of_service: return rest{out_until_};
    }
    return synchronise{};
}

session_action session_fsm::decide_set_up(mono_time now) {
    const set_up_action next = bring_up_.next(now);
    if (const auto* out = std::get_if<send_command>(&next)) return transmit{out->what};
    if (const auto* wait = std::get_if<wait_a_moment>(&next)) return rest{wait->until};
    if (const auto* pin = std::get_if<need_pin>(&next)) return ask_pin_permission{pin->sim};
    if (const auto* no = std::get_if<cannot_set_up>(&next)) {
        leave_service(no->why, now);
        return rest{out_until_};
    }
    is_set_up_ = true;
    setting_up_ = false;
    plan_.restart(now);
    phase_ = phase::working;
    return decide_work(false, now);
}

session_action session_fsm::decide_work(bool work_waits, mono_time now) {
    if (restarted_silently()) {  // seen during a submission
        set_up_again();
        return synchronise{};
    }
    if (std::exchange(acknowledge_, false)) return transmit{at::make_command("AT+CNMA")};
    if (const auto check = health_check(work_waits, now)) return *check;
    if (work_waits && allows_sending(status_.registration)) return carry_out{};
    const mono_time next = chores_.empty() ? plan_.next_due() : now;
    return rest{std::max(next, quiet_until_)};
}

// One short command, and work goes first unless checks were put off for long.
std::optional<session_action> session_fsm::health_check(bool work_waits, mono_time now) {
    const bool may_send = allows_sending(status_.registration);
    const bool put_off = now < quiet_until_ || (work_waits && may_send);
    if (put_off && now - last_probe_ < probe_overdue) return std::nullopt;
    if (!chores_.empty()) {
        chore_ = std::move(chores_.front());
        chores_.pop_front();
        last_probe_ = now;
        return transmit{at::make_command(chore_)};
    }
    probe_ = plan_.due(now);
    if (!probe_) return std::nullopt;
    last_probe_ = now;
    return transmit{at::make_command(std::string(command_of(*probe_)))};
}

void session_fsm::submission_started() {
    sending_ = true;
    refresh_status();
}

void session_fsm::submission_overdue() {
    overdue_ = true;
    refresh_status();
}

std::string describe(const session_action& action) {
    return std::visit(overloaded{
                          [](const open_port& a) {
                              return "open after " + std::to_string(a.after.count()) + " ms";
                          },
                          [](const synchronise&) { return std::string("synchronise"); },
                          [](const transmit& a) { return at::masked(a.what.text); },
                          [](const ask_pin_permission&) { return std::string("ask for the PIN"); },
                          [](const rest&) { return std::string("rest"); },
                          [](const carry_out&) { return std::string("carry out"); },
                      },
                      action);
}

}  // namespace hayauma::modem
