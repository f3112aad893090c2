#include "modem/sim/sim_modem.hpp"

#include <algorithm>
#include <utility>

#include "modem/sim/command_table.hpp"
#include "modem/sim/payload.hpp"
#include "modem/sim/pdu.hpp"
#include "modem/sim/terminal_text.hpp"
#include "modem/sim/ussd.hpp"

namespace hayauma::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto        mail_retry = 10s;       // the service centre tries a full modem again
constexpr auto        ready_time = 2s;        // after the start until short messages work
constexpr std::size_t held_results_max = 64;  // then the oldest is forgotten

/// In the order of `stats()`.
constexpr std::array registration_names{"+CREG", "+CGREG", "+CEREG"};

std::array<int, 3> stats(const modem_state& state) {
    return {stat(state, domain::cs), stat(state, domain::ps), stat(state, domain::eps)};
}

std::optional<mono_time> earlier(std::optional<mono_time> a, std::optional<mono_time> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

void hold(std::deque<std::string>& where, std::string text) {
    where.push_back(std::move(text));
    if (where.size() > held_results_max) where.pop_front();
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) {
        if (!text.empty()) text += "\r\n";
        text += line;
    }
    return text;
}

}  // namespace

sim_modem::sim_modem(const sim_options& options, sim_network& network, mono_time now)
    : state_(options, now), network_(network), card_(network.attach(state_.who.number)),
      next_reference_(state_.who.first_reference), conditions_(options.radio),
      noise_(~options.seed ^ options.index) {
    set_time(now);
    announced_ = stats(state_);
}

sim_modem::~sim_modem() { network_.on_mail(card_, {}); }

void sim_modem::on_change(std::function<void()> ring) {
    change_ = ring;
    network_.on_mail(card_, std::move(ring));
}

std::string sim_modem::take_output() {
    const fault* slow = faults_.in_force(fault_kind::trickle);
    if (!slow) {
        std::string all = out_.substr(std::exchange(taken_, 0));
        out_.clear();
        return all;
    }
    if (!has_output()) return {};
    const std::string one = out_.substr(taken_++, 1);
    if (taken_ == out_.size()) discard_output();
    next_octet_ = state_.now + slow->delay;
    return one;
}

void sim_modem::discard_output() noexcept {
    out_.clear();
    taken_ = 0;
}

bool sim_modem::has_output() const noexcept {
    if (out_.empty()) return false;
    return !faults_.in_force(fault_kind::trickle) || next_octet_ <= state_.now;
}

// Time ------------------------------------------------------------------------------------------

void sim_modem::set_time(mono_time now) {
    state_.now = now;
    state_.wall = network_.time_at(now);
}

bool sim_modem::can_receive_mail() const {
    const bool free = activity_ == activity::idle || activity_ == activity::on_air;
    return free && !mute() && !state_.acknowledgement_due && has_service(state_);
}

std::optional<mono_time> sim_modem::next_mail() const {
    if (!can_receive_mail()) return std::nullopt;
    return network_.next_mail(card_);
}

std::optional<mono_time> sim_modem::next_event() const {
    // Output is there at once, and its owner takes it; a trickle comes octet by octet.
    if (out_.empty() || !faults_.in_force(fault_kind::trickle)) return next_own_event();
    return earlier(next_own_event(), std::max(next_octet_, state_.now));
}

std::optional<mono_time> sim_modem::next_own_event() const {
    std::optional<mono_time> next = faults_.next_end();
    if (!plugged()) return next;
    if (faults_.in_force(fault_kind::flood)) next = earlier(next, next_flood_);
    if (state_.call) next = earlier(next, state_.call->next_ring);
    if (behind_) next = earlier(next, behind_->due);
    for (const delayed& text : later_) next = earlier(next, text.due);
    next = earlier(next, earlier(next_mail(), state_.acknowledgement_due));
    if (activity_ == activity::on_air || activity_ == activity::restarting) {
        next = earlier(next, busy_until_);
    }
    if (state_.now < state_.radio.registered_at) next = earlier(next, state_.radio.registered_at);
    return next;
}

void sim_modem::advance(mono_time now) {
    // One event after the other, each at its own time, as if the modem had been watched throughout.
    for (auto next = next_own_event(); next && *next <= now; next = next_own_event()) fire(*next);
    set_time(std::max(now, state_.now));
}

void sim_modem::fire(mono_time at) {
    set_time(std::max(at, state_.now));
    end_faults();
    say_later();
    ring();
    if (behind_ && behind_->due <= state_.now) land_background();
    const bool busy = activity_ == activity::on_air || activity_ == activity::restarting;
    if (busy && busy_until_ <= state_.now) {
        if (activity_ == activity::on_air) {
            finish_transmission();
        } else {
            finish_restart();
        }
        if (activity_ != activity::on_air) drain_backlog();
    }
    if (state_.acknowledgement_due && *state_.acknowledgement_due <= state_.now) {
        give_up_acknowledgement();
    }
    settle();
}

/// What happens by itself whenever something else has.
void sim_modem::settle() {
    if (activity_ == activity::idle && input_.at_rest()) happen(meet(fault_moment::idle));
    // A cable does not wait until nothing is going on.
    for (const fault& what : faults_.meet_idle(fault_kind::unplug, state_.now)) happen(what);
    if (!state_.call) faults_.end(fault_kind::call);
    announce_registration();
    collect_mail();
}

void sim_modem::set_radio(const radio_conditions& conditions, mono_time now) {
    advance(now);
    conditions_ = conditions;
    overlay_conditions();
    settle();
    if (change_) change_();
}

void sim_modem::set_lock(sim_lock lock, mono_time now) {
    advance(now);
    state_.card.lock = lock;
    if (lock == sim_lock::pin || lock == sim_lock::puk) state_.card.asks_pin = true;
    if (lock == sim_lock::puk) state_.card.pin_left = 0;
    settle();
    if (change_) change_();
}

// From the terminal -----------------------------------------------------------------------------

void sim_modem::receive(std::string_view octets, mono_time now) {
    advance(now);
    for (const char octet : octets) {
        if (mute()) continue;
        if (activity_ == activity::on_air && on_air_.plan.gives_way) give_way();
        switch (activity_) {
        case activity::idle:
        case activity::payload: feed(octet); break;
        case activity::on_air:
            if (backlog_.size() < backlog_octets_max) backlog_.push_back(octet);
            break;
        case activity::restarting:
        case activity::off: break;
        }
        // The radio may take no time at all.
        if (activity_ == activity::on_air && busy_until_ <= state_.now) advance(now);
    }
    settle();
}

void sim_modem::drain_backlog() {
    const std::string waiting = std::exchange(backlog_, {});
    for (std::size_t at = 0; at < waiting.size(); ++at) {
        if (activity_ == activity::on_air) {
            backlog_ = waiting.substr(at);
            return;
        }
        const bool reads = activity_ == activity::idle || activity_ == activity::payload;
        if (reads && !mute()) feed(waiting[at]);
    }
}

void sim_modem::feed(char octet) {
    const auto what = input_.feed(octet, state_.input(), out_);
    if (what) handle(*what);
}

void sim_modem::handle(const typed& what) {
    if (const auto* line = std::get_if<line_typed>(&what)) {
        last_line_ = line->body;
        run_line(line->body);
    } else if (std::holds_alternative<repeat_typed>(what)) {
        run_line(last_line_);
    } else if (std::holds_alternative<line_too_long>(what)) {
        conclude(reply::error());
    } else if (std::holds_alternative<payload_dropped>(what)) {
        activity_ = activity::idle;
        conclude(reply::ok());  // 27.005 §3.5.1: nothing is sent, and the answer is OK alone.
    } else if (const auto* payload = std::get_if<payload_typed>(&what)) {
        activity_ = activity::idle;
        conclude(take_payload(state_, prompt_, *payload));
    }
    if (activity_ != activity::payload) release_held();
}

void sim_modem::run_line(const std::string& body) {
    const command_line line = parse_command_line(body);
    for (std::size_t at = 0; at < line.commands.size(); ++at) {
        const bool last = at + 1 == line.commands.size() && !line.malformed;
        reply      answer = run_command(state_, line.commands[at]);
        const bool goes_on = std::holds_alternative<std::monostate>(answer.next);
        // What needs a payload, the air or a restart has to be the last of its line.
        if (!goes_on && !last) return answer_line(reply::error());
        if (!goes_on || last || answer.result != final_result{}) {
            return answer_line(std::move(answer));
        }
        if (!answer.information.empty()) say(joined(answer.information));
    }
    answer_line(line.malformed ? reply::error() : reply::ok());
}

// Answers ---------------------------------------------------------------------------------------

/// Of a line that was read; what sends has moments of its own.
void sim_modem::answer_line(reply answer) {
    if (auto* asked = std::get_if<open_prompt>(&answer.next); asked && !asked->write_as) {
        return ask_for_payload(std::move(*asked));
    }
    const bool answers_at_once = std::holds_alternative<std::monostate>(answer.next) ||
                                 std::holds_alternative<ask_network>(answer.next);
    if (!answers_at_once) return conclude(std::move(answer));
    const encounter met = meet(fault_moment::command);
    if (!met.verdict && !answer.information.empty()) say(joined(answer.information));
    if (!happen(met)) return;
    if (met.verdict) return reply_as(*met.verdict, answer);
    emit(render(answer.result, state_.results()));
    begin(std::move(answer.next));
}

void sim_modem::ask_for_payload(open_prompt asked) {
    const encounter met = meet(fault_moment::before_prompt);
    if (!happen(met)) return;
    if (met.verdict) return reply_as(*met.verdict, {});
    if (state_.call) return conclude(reply::cms(state_.call->refusal));
    const bool bare = std::any_of(met.others.begin(), met.others.end(), [](const fault& what) {
        return what.kind == fault_kind::bare_prompt;
    });
    begin_prompt(std::move(asked), bare);
    const encounter then = meet(fault_moment::after_prompt);
    if (!happen(then) || !then.verdict) return;
    activity_ = activity::idle;
    input_.reset();
    reply_as(*then.verdict, {});
}

void sim_modem::conclude(reply answer) {
    if (!answer.information.empty()) say(joined(answer.information));
    const bool more = std::holds_alternative<open_prompt>(answer.next) ||
                      std::holds_alternative<transmit>(answer.next);
    if (!more) emit(render(answer.result, state_.results()));
    begin(std::move(answer.next));
}

void sim_modem::begin(effect next) {
    if (auto* asked = std::get_if<open_prompt>(&next)) {
        begin_prompt(std::move(*asked), false);
    } else if (auto* message = std::get_if<transmit>(&next)) {
        begin_transmission(std::move(*message));
    } else if (std::holds_alternative<restart>(next)) {
        begin_restart();
    } else if (const auto* question = std::get_if<ask_network>(&next)) {
        ask_ussd(question->code);
    }
}

/// The network's answer to a code: after OK, by itself. @see 3GPP TS 27.007 §7.15.
void sim_modem::ask_ussd(const std::string& code) {
    const ussd_answer answer = answer_ussd(code, state_.ussd_waits);
    state_.ussd_waits = answer.state == 1;
    std::string text = "+CUSD: " + std::to_string(answer.state);
    if (!answer.text.empty()) {
        const std::string said = answer.ucs2                ? ucs2_digits(answer.text)
                                 : state_.maker->packs_ussd ? packed(answer.text)
                                                            : to_terminal(state_, answer.text);
        text += ",\"" + said + "\"," + (answer.ucs2 ? "72" : "15");
    }
    later_.push_back(
        {state_.now + state_.options.radio_time, render_information(text, state_.results())});
}

void sim_modem::begin_prompt(open_prompt asked, bool bare) {
    prompt_ = std::move(asked);
    activity_ = activity::payload;
    input_.expect_payload(prompt_.form);
    // While a payload is typed the modem acknowledges by itself (27.005 §3.4.4).
    state_.acknowledgement_due.reset();
    const result_settings how = state_.results();
    const char            octets[] = {how.line_end, how.line_feed, '>', ' '};
    emit(std::string_view(octets, bare ? 3 : 4));
}

void sim_modem::begin_restart() {
    if (!plugged()) return;  // It starts when it is plugged in.
    activity_ = activity::restarting;
    busy_until_ = state_.now + std::max<std::chrono::milliseconds>(state_.options.boot_time, 1ms);
    backlog_.clear();
    held_.clear();
    buffered_.clear();
    later_.clear();
    behind_.reset();
    state_.call.reset();
    input_.reset();
}

void sim_modem::begin_transmission(transmit message) {
    if (!message.message.smsc && state_.card.smsc.empty()) {
        return conclude(reply::cms(cms::smsc_address_unknown));
    }
    if (!has_service(state_)) return conclude(reply::cms(cms::no_network_service));
    const encounter met = meet(fault_moment::after_ctrl_z);
    if (!happen(met)) return interrupt(std::move(message), met);
    activity_ = activity::on_air;
    busy_until_ = state_.now + state_.options.radio_time;
    on_air_ = {std::move(message), plan(met), busy_until_, std::nullopt};
}

/// The message reaches the network, or not, and the modem hears of it.
void sim_modem::land(flight& one) {
    const transmission_plan& plan = one.plan;
    one.result = reply{{}, plan.instead.value_or(final_result{}), {}};
    if (!plan.sent) return;
    const std::uint8_t reference = next_reference_++;
    const auto         usual = state_.options.report_delay.value_or(2 * state_.options.radio_time);
    const auto         cause =
        network_.submit(card_,
                        {one.message.message, one.message.pdu, reference, usual + plan.report_delay,
                         plan.reports, plan.report_status},
                        state_.now);
    if (plan.instead) return;
    if (cause) {
        one.result = reply::cms(*cause);
        return;
    }
    if (one.message.stored_at) {
        stored_message* kept = state_.storage.find(state_.set.memories[1], *one.message.stored_at);
        if (kept) kept->status = stored_status::sent;
    }
    one.result = reply::ok(std::string(one.message.prefix) + ": " + std::to_string(reference));
}

/// Of a message that was given up by the terminal: what comes late comes without an OK.
void sim_modem::land_background() {
    if (!behind_->result) {
        land(*behind_);
        behind_->due += behind_->plan.late;
        if (behind_->due > state_.now) return;
    }
    const flight landed = *std::exchange(behind_, std::nullopt);
    if (landed.plan.unanswered) return;
    for (const std::string& line : landed.result->information) unsolicited(line);
}

void sim_modem::finish_transmission() {
    if (!on_air_.result) {
        land(on_air_);
        if (on_air_.plan.late > 0ms) {
            busy_until_ = state_.now + on_air_.plan.late;
            return;
        }
    }
    activity_ = activity::idle;
    const reply answer = *std::exchange(on_air_.result, std::nullopt);
    if (on_air_.plan.unanswered) return release_held();
    if (answer.information.empty()) return conclude(answer);
    say(joined(answer.information));
    const encounter met = meet(fault_moment::before_ok);
    if (!happen(met)) return;
    if (met.verdict) return reply_as(*met.verdict, {{}, answer.result, {}});
    emit(render(answer.result, state_.results()));
}

void sim_modem::finish_restart() {
    activity_ = activity::idle;
    power_up(state_);
    state_.acknowledgement_due.reset();
    announced_ = stats(state_);
    for (const std::string_view line : state_.maker->boot) say(line);
    if (state_.card.lock == sim_lock::none) {
        say("+CPIN: READY");
        for (const std::string_view line : state_.maker->ready) {
            later_.push_back({state_.now + ready_time, render_information(line, state_.results())});
        }
    }
    if (state_.card.lock == sim_lock::pin) say("+CPIN: SIM PIN");
}

// Unsolicited -----------------------------------------------------------------------------------

void sim_modem::collect_mail() {
    if (!state_.acknowledgement_due) unacknowledged_.reset();
    while (can_receive_mail()) {
        auto next = network_.take_mail(card_, state_.now);
        if (!next) return;
        const arrival what = take_in(state_, *next);
        if (!what.taken) {
            network_.put_back(card_, *std::move(next), state_.now + mail_retry);
            continue;
        }
        if (!what.unsolicited.empty()) indicate(what.unsolicited);
        if (what.acknowledge) {
            unacknowledged_ = std::move(next);
            state_.acknowledgement_due = state_.now + state_.options.acknowledge_time;
        }
    }
}

/// Without +CNMA in time the modem stops sending directly, and the service centre tries again
/// later. @see 3GPP TS 27.005 §3.4.4.
void sim_modem::give_up_acknowledgement() {
    state_.acknowledgement_due.reset();
    state_.set.cnmi.mt = 0;
    state_.set.cnmi.ds = 0;
    if (unacknowledged_) {
        network_.put_back(card_, *std::exchange(unacknowledged_, {}), state_.now + mail_retry);
    }
}

void sim_modem::announce_registration() {
    if (activity_ == activity::restarting || mute()) return;
    const std::array<int, 3> now = stats(state_);
    for (std::size_t at = 0; at < now.size(); ++at) {
        if (now[at] == announced_[at]) continue;
        announced_[at] = now[at];
        const int n = state_.number(registration_names[at]);
        if (n == 0) continue;
        std::string text = std::string(registration_names[at]) + ": " + std::to_string(now[at]);
        if (n == 2) text += registration_location(state_);
        unsolicited(std::move(text));
    }
}

void sim_modem::emit(std::string_view octets) {
    if (mute() || out_.size() + octets.size() > output_octets_max) return;
    out_ += octets;
}

void sim_modem::say(std::string_view text) { emit(render_information(text, state_.results())); }

void sim_modem::unsolicited(std::string text) {
    if (activity_ != activity::payload) return say(text);
    hold(held_, std::move(text));
}

/// Indications of messages and reports follow <mode> of +CNMI: with 0 they are buffered.
void sim_modem::indicate(std::string text) {
    if (state_.set.cnmi.mode != 0) return unsolicited(std::move(text));
    hold(buffered_, std::move(text));
}

void sim_modem::release_held() {
    // <bfr> decides what becomes of the buffer when <mode> leaves 0 (27.005 §3.4.1).
    if (state_.set.cnmi.mode != 0) {
        if (state_.set.cnmi.bfr == 0) held_.insert(held_.end(), buffered_.begin(), buffered_.end());
        buffered_.clear();
    }
    for (const std::string& text : std::exchange(held_, {})) say(text);
}

}  // namespace hayauma::sim
