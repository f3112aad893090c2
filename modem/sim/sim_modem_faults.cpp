// What a fault does to a modem, and how it is undone.
#include <algorithm>
#include <utility>

#include "modem/sim/pdu.hpp"
#include "modem/sim/sim_modem.hpp"

namespace hayauma::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto        usual_lateness = 10s;
constexpr auto        usual_flood_pause = 10ms;
constexpr auto        ring_pause = 5s;
constexpr std::size_t endless_octets = 1 << 20;
constexpr int         usual_noise_octets = 64;
constexpr int         usual_cms = 500;           // unknown error
constexpr int         usual_cme = 100;           // unknown
constexpr int         usual_limit_cause = 21;    // short message transfer rejected
constexpr int         usual_report_status = 70;  // SM validity period expired
constexpr int         usual_call_refusal = cms::operation_not_allowed;
constexpr const char* usual_caller = "0312345678";
constexpr const char* usual_line = "^RSSI:26";
constexpr const char* usual_flood_line = "+ZUSIMR:2";

int or_usual(int given, int usual) noexcept { return given < 0 ? usual : given; }

std::string or_usual(const std::string& given, const char* usual) {
    return given.empty() ? usual : given;
}

std::chrono::milliseconds or_usual(std::chrono::milliseconds given,
                                   std::chrono::milliseconds usual) noexcept {
    return given.count() == 0 ? usual : given;
}

/// The result that a fault puts in the place of the right one; nullopt: it does not.
std::optional<final_result> result_of(const fault& what) {
    using kind = final_result::kind;
    switch (what.kind) {
    case fault_kind::cms_error:
        return final_result{kind::cms, or_usual(what.code, usual_cms), what.text};
    case fault_kind::cme_error:
        return final_result{kind::cme, or_usual(what.code, usual_cme), what.text};
    case fault_kind::carrier_limit:
        return final_result{kind::cms, or_usual(what.code, usual_limit_cause)};
    case fault_kind::plain_error: return final_result{kind::error};
    case fault_kind::ok_alone: return final_result{};
    default: return std::nullopt;
    }
}

/// Nothing of an exchange follows what stops the modem.
bool stops(fault_kind kind) noexcept {
    return kind == fault_kind::reboot || kind == fault_kind::unplug ||
           kind == fault_kind::silence || kind == fault_kind::dead;
}

}  // namespace

// From outside -----------------------------------------------------------------------------------

void sim_modem::inject(fault what, mono_time now) {
    advance(now);
    faults_.inject(std::move(what), state_.now);
    settle();
    if (change_) change_();
}

void sim_modem::clear_faults(mono_time now) {
    advance(now);
    for (const fault& what : faults_.clear()) undo(what);
    settle();
    if (change_) change_();
}

void sim_modem::reset_usb(mono_time now) {
    advance(now);
    if (!plugged()) return;
    ++port_number_;
    discard_output();
    for (const fault& what : faults_.end(fault_kind::dead)) undo(what);
    settle();
    if (change_) change_();
}

std::string sim_modem::port_name(std::string_view own) const {
    if (port_name_.empty()) return std::string(own);
    const std::size_t cut = own.find_last_of("/:");
    const std::size_t stem = cut == std::string_view::npos ? 0 : cut + 1;
    std::string       text(own.substr(0, stem));
    for (const char c : port_name_) {
        if (c == '%') {
            text += own.substr(stem);
        } else {
            text.push_back(c);
        }
    }
    return text;
}

// What happens -----------------------------------------------------------------------------------

bool sim_modem::mute() const noexcept {
    return !plugged() || faults_.in_force(fault_kind::silence) ||
           faults_.in_force(fault_kind::dead);
}

sim_modem::encounter sim_modem::meet(fault_moment moment) {
    encounter all;
    if (faults_.empty()) return all;
    const bool none = moment == fault_moment::idle;
    for (fault& what : faults_.meet(moment, none ? std::string_view() : last_line_, state_.now)) {
        if (decides_answer(what.kind)) {
            all.verdict = std::move(what);
        } else {
            all.others.push_back(std::move(what));
        }
    }
    return all;
}

/// @return whether the exchange goes on.
bool sim_modem::happen(const encounter& what) {
    for (const fault& one : what.others) happen(one);
    return !mute() && activity_ != activity::restarting;
}

void sim_modem::happen(const fault& what) {
    switch (what.kind) {
    case fault_kind::garbage: return emit(noise(or_usual(what.code, usual_noise_octets)));
    case fault_kind::unsolicited: return say(or_usual(what.text, usual_line));
    case fault_kind::endless_line: return emit(std::string(endless_octets, '#'));
    case fault_kind::flood: next_flood_ = state_.now; return;
    case fault_kind::call:
        state_.call = {or_usual(what.text, usual_caller), state_.now,
                       or_usual(what.code, usual_call_refusal)};
        return;
    case fault_kind::trickle: next_octet_ = state_.now; return;
    case fault_kind::echo_on: state_.set.echo = true; return;
    case fault_kind::stuck_prompt:
        prompt_ = {payload_kind::text, 0, "09012345678", 129, std::nullopt};
        activity_ = activity::payload;
        input_.expect_rest_of_payload(payload_kind::text, "half a text");
        return;
    case fault_kind::reboot: return begin_restart();
    case fault_kind::unplug: return plug_out(what);
    case fault_kind::sim_removed: return remove_card();
    case fault_kind::pin_asked: return ask_for_pin();
    case fault_kind::memory_full: return fill_storage();
    case fault_kind::registration_lost:
    case fault_kind::lte_only:
    case fault_kind::sms_only: return overlay_conditions();
    case fault_kind::silence:
    case fault_kind::dead:  // In force: mute() is all of it.
    case fault_kind::bare_prompt:
    case fault_kind::cms_error:
    case fault_kind::cme_error:
    case fault_kind::plain_error:
    case fault_kind::ok_alone:
    case fault_kind::no_prompt:
    case fault_kind::unanswered:
    case fault_kind::late:
    case fault_kind::carrier_limit:
    case fault_kind::report_late:
    case fault_kind::report_lost:
    case fault_kind::report_doubled:
    case fault_kind::report_failed: return;  // Part of an answer or of a transmission's plan.
    }
}

void sim_modem::undo(const fault& what) {
    switch (what.kind) {
    case fault_kind::unplug: return plug_in(what);
    case fault_kind::dead: return begin_restart();
    case fault_kind::sim_removed:
    case fault_kind::pin_asked: return restore_card(what.kind);
    case fault_kind::registration_lost:
    case fault_kind::lte_only:
    case fault_kind::sms_only: return overlay_conditions();
    case fault_kind::call:
        if (std::exchange(state_.call, std::nullopt)) unsolicited("NO CARRIER");
        return;
    case fault_kind::memory_full:
        for (const storage_kind where : {storage_kind::me, storage_kind::sm}) {
            for (unsigned place = 1; place <= state_.storage.capacity(where); ++place) {
                const stored_message* there = state_.storage.find(where, place);
                if (there && there->pdu == filler_) state_.storage.erase(where, place);
            }
        }
        return;
    default: return;  // In force no more, and that is all.
    }
}

/// The answer that a fault decides.
/// @param otherwise what it would have been.
void sim_modem::reply_as(const fault& verdict, const reply& otherwise) {
    std::string text;
    auto        after = verdict.delay;
    if (const auto result = result_of(verdict)) {
        text = render(*result, state_.results());
    } else if (verdict.kind == fault_kind::late) {
        for (const std::string& line : otherwise.information) {
            text += render_information(line, state_.results());
        }
        text += render(otherwise.result, state_.results());
        after = or_usual(verdict.delay, usual_lateness);
    }
    if (text.empty()) return;
    if (after <= 0ms) return emit(text);
    later_.push_back({state_.now + after, std::move(text)});
}

sim_modem::transmission_plan sim_modem::plan(const encounter& what) const {
    transmission_plan plan;
    if (what.verdict) {
        const fault& verdict = *what.verdict;
        plan.instead = result_of(verdict);
        plan.unanswered = verdict.kind == fault_kind::unanswered;
        plan.sent = verdict.sent || verdict.kind == fault_kind::late;
        plan.gives_way = plan.unanswered || verdict.kind == fault_kind::late;
        plan.late = verdict.delay;
        if (verdict.kind == fault_kind::late) plan.late = or_usual(verdict.delay, usual_lateness);
    }
    for (const fault& report : what.others) {
        if (report.kind == fault_kind::report_lost) plan.reports = 0;
        if (report.kind == fault_kind::report_doubled) plan.reports = 2;
        if (report.kind == fault_kind::report_late) {
            plan.report_delay = or_usual(report.delay, usual_lateness);
        }
        if (report.kind == fault_kind::report_failed) {
            plan.report_status =
                static_cast<std::uint8_t>(or_usual(report.code, usual_report_status) & 0xFF);
        }
    }
    return plan;
}

/// The modem stopped with a message on the air: only the network may know of it.
void sim_modem::interrupt(transmit message, const encounter& by) {
    const bool sent = std::any_of(by.others.begin(), by.others.end(),
                                  [](const fault& what) { return stops(what.kind) && what.sent; });
    if (!sent) return;
    flight lost{std::move(message), plan(by), state_.now, std::nullopt};
    lost.plan.sent = true;
    land(lost);
}

/// Somebody types while a result is awaited that may never come: the modem listens to him.
void sim_modem::give_way() {
    // Of two messages in the background only the later one is ever spoken of again.
    if (behind_ && !behind_->result) land(*behind_);
    behind_ = std::move(on_air_);
    behind_->due = busy_until_;
    on_air_ = {};
    activity_ = activity::idle;
    release_held();
}

void sim_modem::plug_out(const fault& what) {
    if (!plugged()) return;
    if (behind_ && !behind_->result) land(*behind_);
    if (activity_ == activity::on_air && what.sent && !on_air_.result) {
        on_air_.plan.sent = true;
        land(on_air_);
    }
    begin_restart();  // It forgets what a restart forgets, and has no power besides.
    activity_ = activity::off;
    ++port_number_;
    discard_output();
    state_.acknowledgement_due.reset();
    if (unacknowledged_) {
        network_.put_back(card_, *std::exchange(unacknowledged_, {}), state_.now);
    }
}

void sim_modem::plug_in(const fault& ended) {
    if (plugged() || faults_.in_force(fault_kind::unplug)) return;
    port_name_ = ended.text;
    activity_ = activity::restarting;
    busy_until_ = state_.now + std::max<std::chrono::milliseconds>(state_.options.boot_time, 1ms);
}

// In the course of time --------------------------------------------------------------------------

void sim_modem::end_faults() {
    for (const fault& what : faults_.take_ended(state_.now)) undo(what);
}

void sim_modem::say_later() {
    const auto due = [this](const delayed& text) { return text.due <= state_.now; };
    for (const delayed& text : later_) {
        if (due(text)) emit(text.octets);
    }
    std::erase_if(later_, due);
    const fault* flood = faults_.in_force(fault_kind::flood);
    if (!flood || next_flood_ > state_.now) return;
    next_flood_ = state_.now + or_usual(flood->delay, usual_flood_pause);
    if (activity_ != activity::restarting) say(or_usual(flood->text, usual_flood_line));
}

/// @see ITU-T V.250 §6.3.3; 3GPP TS 27.007 §7.6 (+CLIP), §6.11 (+CRC).
void sim_modem::ring() {
    if (!state_.call || state_.call->next_ring > state_.now) return;
    state_.call->next_ring = state_.now + ring_pause;
    if (activity_ == activity::restarting) return;
    unsolicited(state_.number("+CRC") == 1 ? "+CRING: VOICE" : "RING");
    if (state_.number("+CLIP") == 1) {
        unsolicited("+CLIP: \"" + state_.call->number + "\",129");
    }
}

// Card, storage, network -------------------------------------------------------------------------

void sim_modem::remove_card() {
    sim_card& card = state_.card;
    if (card.lock != sim_lock::absent) lock_before_ = card.lock;
    card.lock = sim_lock::absent;
    unsolicited("+CPIN: NOT READY");
}

void sim_modem::ask_for_pin() {
    sim_card& card = state_.card;
    if (!asked_pin_before_) asked_pin_before_ = card.asks_pin;  // not what another such fault made
    card.asks_pin = true;
    if (card.lock == sim_lock::none) card.lock = sim_lock::pin;
    if (lock_before_ == sim_lock::none) lock_before_ = sim_lock::pin;
}

void sim_modem::restore_card(fault_kind ended) {
    sim_card&  card = state_.card;
    const bool removed = faults_.in_force(fault_kind::sim_removed) != nullptr;
    if (ended == fault_kind::pin_asked && !faults_.in_force(fault_kind::pin_asked)) {
        card.asks_pin = std::exchange(asked_pin_before_, {}).value_or(false);
        if (!card.asks_pin && lock_before_ == sim_lock::pin) lock_before_ = sim_lock::none;
        if (!card.asks_pin && card.lock == sim_lock::pin) card.lock = sim_lock::none;
    }
    if (ended == fault_kind::sim_removed && !removed) {
        card.lock = lock_before_;
        if (card.asks_pin && card.lock == sim_lock::none) card.lock = sim_lock::pin;
    }
    if (card.lock != sim_lock::none) return;
    search_network(state_);
    if (activity_ != activity::restarting) unsolicited("+CPIN: READY");
}

void sim_modem::fill_storage() {
    if (filler_.empty()) {
        const auto own = sms::phone_number::from_digits(state_.who.number);
        const auto parts = sms::segment_text("This place is taken.", 0);
        filler_ =
            make_message({0x81, "1515"}, make_submission(*own, parts->front()), state_.wall).pdu;
    }
    for (const storage_kind where : {storage_kind::me, storage_kind::sm}) {
        while (state_.storage.add(where, {stored_status::read, filler_})) {}
    }
    if (!state_.maker->memory_full.empty()) unsolicited(std::string(state_.maker->memory_full));
}

void sim_modem::overlay_conditions() {
    radio_conditions now = conditions_;
    if (faults_.in_force(fault_kind::sms_only)) now.creg = now.cgreg = now.cereg = 6;
    if (faults_.in_force(fault_kind::lte_only)) {
        now.creg = now.cgreg = 2;
        now.cereg = 1;
    }
    if (const fault* lost = faults_.in_force(fault_kind::registration_lost)) {
        now.creg = now.cgreg = now.cereg = or_usual(lost->code, 2);
    }
    state_.radio.conditions = now;
}

std::string sim_modem::noise(int octets) {
    std::string text;
    for (int i = 0; i < octets; ++i) text.push_back(static_cast<char>(next_number(noise_) & 0xFF));
    return text;
}

}  // namespace hayauma::sim
