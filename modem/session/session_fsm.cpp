#include "modem/session/session_fsm.hpp"

#include <algorithm>
#include <utility>

#include "modem/at/mask.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

template <class... Ts>
struct overloaded : Ts... {
    using Ts::operator()...;
};

constexpr auto absent_retry = 2s;
constexpr auto purge_every = 1h;  // an announcement may be lost; a full store stops reports

}  // namespace

session_fsm::session_fsm(const profile& device, std::uint64_t seed)
    : device_(&device), bring_up_(device), recovery_(seed) {}

session_action session_fsm::resume(const session_input& what, bool work_waits, mono_time now) {
    take(what, now);
    session_action next = decide(work_waits, now);
    refresh_status();
    return next;
}

void session_fsm::take(const session_input& what, mono_time now) {
    std::visit(overloaded{
                   [&](const session_started&) { on_started(); },
                   [&](const port_opened& in) { on_opened(in.where, now); },
                   [&](const port_absent& in) { on_absent(in); },
                   [&](const port_lost&) { on_lost(); },
                   [&](const in_step&) { on_in_step(now); },
                   [&](const deaf&) { help(recovery_.on_deaf(now), "it answers nothing", now); },
                   [&](const answered& in) { on_answer(in, now); },
                   [&](const unanswered&) { on_silence(now); },
                   [&](const rebooted&) { set_up_again(); },
                   [&](const rest_over&) {},
                   [&](const pin_permission& in) { bring_up_.on_pin(in.pin, in.why); },
                   [&](const work_done& in) { on_work_done(in, now); },
                   [&](const usb_was_reset& in) { on_usb_reset(in); },
                   [&](const line_overflowed&) { on_overflow(now); },
               },
               what);
}

// Also after a bug has ended the shell: what it was at is over.
void session_fsm::on_started() {
    sending_ = overdue_ = false;
    set_up_again();
    phase_ = phase::closed;
}

void session_fsm::on_opened(const std::string& where, mono_time now) {
    status_.device = where;
    last_boot_ = now;
    absent_ = was_in_step_ = false;
    set_up_again();
}

void session_fsm::on_absent(const port_absent& what) {
    status_.device = what.where;
    trouble_ = what.why;
    absent_ = true;
    open_after_ = absent_retry;
    phase_ = phase::closed;
}

// A port that was never of use is not opened again and again without a pause.
void session_fsm::on_lost() {
    close_for("the port was lost", was_in_step_ ? 0ms : std::chrono::milliseconds(absent_retry));
}

void session_fsm::close_for(std::string why, std::chrono::milliseconds pause) {
    set_up_again();
    trouble_ = std::move(why);
    absent_ = false;
    open_after_ = pause;
    phase_ = phase::closed;
}

// From the first command on: after a start of the modem nothing that was set is left.
void session_fsm::set_up_again() {
    is_set_up_ = setting_up_ = echo_is_off_ = echo_seen_ = false;
    status_.registration = {};
    status_.signal = {};
    signal_.clear();
    probe_.reset();
    chore_.clear();
    chores_.clear();
    acknowledge_ = false;
    quiet_until_ = {};
    network_lost_.reset();
    calls_.forget();
    end_ussd(ussd_.on_lost());
    phase_ = phase::synchronising;
}

void session_fsm::on_in_step(mono_time now) {
    was_in_step_ = true;
    if (is_set_up_) {
        phase_ = phase::working;
        if (!fault_.empty()) return on_line_at_fault(std::exchange(fault_, {}), now);
        return note_result("it works again");
    }
    fault_.clear();
    if (!std::exchange(setting_up_, true)) bring_up_.restart(now);
    phase_ = phase::setting_up;
}

void session_fsm::on_answer(const answered& answer, mono_time now) {
    recovery_.on_answer();
    if (phase_ == phase::repairing) return repair_.on_done(now);
    if (restarted_silently()) return set_up_again();
    const bool echo_expected = phase_ == phase::setting_up && !bring_up_.past_echo_off();
    if (!std::exchange(echo_seen_, false) && !echo_expected) echo_is_off_ = true;

    if (phase_ == phase::setting_up) {
        bring_up_.on_answer(answer, status_, now);
        device_ = &bring_up_.device();
    } else if (const auto asked = std::exchange(probe_, {})) {
        on_probe(*asked, answer, now);
    } else {
        on_chore(std::exchange(chore_, {}), answer, now);
    }
}

// A command that was to switch something off may well take the answer with it.
void session_fsm::on_silence(mono_time now) {
    if (phase_ == phase::repairing) return repair_.on_done(now);
    if (phase_ == phase::setting_up) bring_up_.on_silence();
    if (probe_ && is_optional(*probe_)) plan_.postpone(*probe_, now);
    calls_.on_answer(chore_, false, *device_);
    help(recovery_.on_silence(now), "it does not answer", now);
}

// The command in flight may have been answered within it; a PIN is never written again for that.
void session_fsm::on_overflow(mono_time now) {
    if (phase_ == phase::setting_up) bring_up_.on_silence();
    help(recovery_kind::resync, "a line without an end came", now);
}

session_action session_fsm::decide(bool work_waits, mono_time now) {
    const bool can_hear =
        phase_ == phase::setting_up || phase_ == phase::working || phase_ == phase::out_of_service;
    if (reset_asked_ && can_hear) {
        reset_asked_ = false;
        help(recovery_kind::reset, "an operator asked for it", now);
    }
    if (phase_ == phase::out_of_service && now >= out_until_) phase_ = phase::synchronising;
    switch (phase_) {
    case phase::closed: return open_port{std::exchange(open_after_, 0ms)};
    case phase::synchronising: return synchronise{};
    case phase::setting_up: return decide_set_up(now);
    case phase::working: return decide_work(work_waits, now);
    case phase::repairing: return decide_repair(now);
    case phase::out_of_service: return rest{out_until_};
    }
    return synchronise{};
}

session_action session_fsm::decide_set_up(mono_time now) {
    const set_up_action next = bring_up_.next(now);
    if (const auto* out = std::get_if<send_command>(&next)) return transmit{out->what};
    if (const auto* pin = std::get_if<need_pin>(&next))
        return ask_pin_permission{pin->sim, pin->also};
    if (const auto* wait = std::get_if<wait_a_moment>(&next)) {
        watch_sim(now);
        return phase_ == phase::setting_up ? rest{wait->until} : decide(false, now);
    }
    if (const auto* no = std::get_if<cannot_set_up>(&next)) {
        on_cannot_set_up(no->why, now);
        return decide(false, now);
    }
    sim_lost_.reset();
    is_set_up_ = true;
    setting_up_ = false;
    purge_due_ = now + purge_every;
    plan_.restart(now, *device_);
    for (const std::string& line : bring_up_.take_stored()) on_pdu_line(line);
    phase_ = phase::working;
    return decide_work(false, now);
}

void session_fsm::submission_started(mono_time now) {
    sending_ = true;
    sending_since_ = now;
    refresh_status();
}

void session_fsm::submission_overdue() {
    overdue_ = true;
    refresh_status();
}

void session_fsm::pause(bool paused) {
    paused_ = paused;
    refresh_status();
}

void session_fsm::ask_reset() { reset_asked_ = true; }

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
                          [](const reset_usb&) { return std::string("reset the USB device"); },
                      },
                      action);
}

}  // namespace hayauma::modem
