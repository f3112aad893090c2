// An able modem: what is asked of it between two submissions.

#include <algorithm>
#include <utility>

#include "modem/at/parse.hpp"
#include "modem/session/registration.hpp"
#include "modem/session/session_fsm.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto probe_overdue = 60s;  // under full load one probe goes between two submissions
constexpr auto purge_every = 1h;     // an announcement may be lost; a full store stops reports
constexpr auto purge_again = 1min;   // a store that cannot be emptied is not emptied in a loop
constexpr auto beside_after = 5s;    // most submissions are over by then
constexpr int  invalid_index = 321;  // +CMS ERROR: what was announced is not there

constexpr std::string_view operator_question = "AT+COPS?";
constexpr std::string_view read_command = "AT+CMGR=";
constexpr std::string_view list_command = "AT+CMGL=";
constexpr std::string_view delete_command = "AT+CMGD=";
constexpr std::string_view delete_all = "AT+CMGD=1,4";

// "SIM busy", "still initialising", "unknown": says nothing about what was asked.
bool is_transient(const answered& answer) noexcept {
    return answer.cme() == 14 || answer.cme() == 515 || answer.cme() == 100;
}

}  // namespace

void session_fsm::on_probe(probe asked, const answered& answer, mono_time now) {
    switch (asked) {
    case probe::sim: on_sim_probe(answer); break;
    case probe::creg:
    case probe::cgreg:
    case probe::cereg:
    case probe::c5greg:
    case probe::ims: on_registration(asked, answer, now); break;
    case probe::signal:
    case probe::extended_signal:
    case probe::vendor_signal:
        signal_.take(asked, answer);
        status_.signal = signal_.known();
        break;
    case probe::indications: {
        const auto         is = first_of(answer.lines, at::parse_cnmi);
        const std::string& wanted = bring_up_.indications();
        if (is && !wanted.empty() && !wanted.ends_with("=" + *is)) add_chore(wanted);
        break;
    }
    }
    plan_.done(asked, now, registered());
    if (!answer.ok() && !is_transient(answer)) plan_.postpone(asked, now);
}

void session_fsm::on_registration(probe asked, const answered& answer, mono_time now) {
    const bool could_send = registered();
    const bool was_attached = attached();
    if (is_transient(answer)) return;
    take_registration(asked, answer, status_.registration);
    // Another network, perhaps: what is known of the last one must not stand in the way.
    if ((registered() && !could_send) || (attached() && !was_attached)) ask_operator_ = true;
    if (!registered() && could_send) plan_.hurry_registration(now);
    if (asked == probe::cereg || registered()) watch_network(now);
}

void session_fsm::on_sim_probe(const answered& answer) {
    const auto state = first_of(answer.lines, at::parse_cpin);
    if (is_transient(answer) || (answer.ok() && (!state || *state == at::sim_state::ready))) return;
    set_up_again();  // the SIM is gone or asks for its PIN
}

void session_fsm::on_chore(const std::string& text, const answered& answer, mono_time now) {
    if (ussd_.writing()) return end_ussd(ussd_.on_answer(answer));
    if (calls_.on_answer(text, answer.ok(), *device_)) return;
    if (text == operator_question) {
        const auto found = first_of(answer.lines, at::parse_cops);
        status_.operator_plmn = found ? found->plmn : "";
        status_.access_technology = found ? found->access_technology : "";
    }
    if (text.starts_with(read_command)) return on_read(text, answer, now);
    if (text.starts_with(list_command)) on_listing(text, answer);
}

// It is deleted once it has been read: a full store stops reports, and nobody else reads it.
void session_fsm::on_read(const std::string& text, const answered& answer, mono_time now) {
    if (is_transient(answer)) return;
    for (const std::string& line : answer.lines) on_pdu_line(line);  // others do not decode
    if (answer.cms() == invalid_index) return purge(now);
    if (answer.ok() && answer.lines.empty()) prefer_direct_reports();
    chores_.push_front(std::string(delete_command) + text.substr(read_command.size()));
}

// Some firmware announces a stored report at a place where it is not, and it is lost. Pushed ones
// come whole.
void session_fsm::prefer_direct_reports() {
    constexpr std::string_view stored = ",2,", pushed = ",1,";
    const auto                 ds = [](std::string_view rung) {
        const auto last = rung.rfind(',');
        return last == rung.npos || last < 2 ? std::string_view{} : rung.substr(last - 2, 3);
    };
    if (ds(bring_up_.indications()) != stored) return;
    for (const std::string& rung : device_->indications) {
        if (ds(rung) != pushed) continue;
        bring_up_.prefer_indications(rung);
        return add_chore(rung);
    }
}

// What this modem takes is remembered: some want the status in words even in PDU mode.
void session_fsm::on_listing(const std::string& text, const answered& answer) {
    for (const std::string& line : answer.lines) on_pdu_line(line);
    if (answer.ok()) return bring_up_.remember_listing(text);
    const auto& rungs = device_->list_messages;
    const auto  refused = std::find(rungs.begin(), rungs.end(), text);
    if (is_transient(answer) || refused == rungs.end() || refused + 1 == rungs.end()) return;
    chores_.push_front(*(refused + 1));
}

std::string session_fsm::listing_command() const {
    const std::string& known = bring_up_.listing();
    return known.empty() ? device_->list_messages.front() : known;
}

// Read before it is deleted: a report or a message may be among it.
void session_fsm::purge(mono_time now) {
    if (purged_ && now - *purged_ < purge_again) return;
    purged_ = now;
    purge_due_ = now + purge_every;
    add_chore(listing_command());
    add_chore(std::string(delete_all));
}

void session_fsm::end_ussd(std::optional<ussd_outcome> outcome) {
    if (outcome) notices_.push_back(ussd_ended{*std::move(outcome)});
}

void session_fsm::add_chore(std::string text) {
    constexpr std::size_t chores_max = 32;
    const bool            known = std::find(chores_.begin(), chores_.end(), text) != chores_.end();
    if (!known && chores_.size() < chores_max) chores_.push_back(std::move(text));
}

session_action session_fsm::decide_work(bool work_waits, mono_time now) {
    if (restarted_silently()) {  // seen during a submission
        set_up_again();
        return synchronise{};
    }
    if (const auto first = urgent(now)) return *first;
    if (const auto check = health_check(work_waits, now)) return *check;
    if (work_waits && may_send()) return carry_out{};
    const mono_time next = chores_.empty() ? plan_.next_due() : now;
    return rest{std::max(std::min(next, ussd_.until().value_or(next)), quiet_until_)};
}

// What cannot wait for a submission to come and go.
std::optional<session_action> session_fsm::urgent(mono_time now) {
    if (std::exchange(acknowledge_, false)) return transmit{at::make_command("AT+CNMA")};
    if (ussd_.open_ended()) {  // before another code: it would be taken as the reply
        chore_ = "AT+CUSD=2";
        return transmit{at::make_command(chore_)};
    }
    if (std::exchange(ask_operator_, false)) {
        chore_ = operator_question;
        return transmit{at::make_command(chore_)};
    }
    if (auto hang_up = calls_.due(*device_)) {
        chore_ = *std::move(hang_up);
        return transmit{at::make_command(chore_)};
    }
    end_ussd(ussd_.on_time(now));
    if (auto code = ussd_.due(now)) {
        chore_ = code->text;
        return transmit{*std::move(code)};
    }
    return std::nullopt;
}

// One short command, and work goes first unless checks were put off for long.
std::optional<session_action> session_fsm::health_check(bool work_waits, mono_time now) {
    const bool put_off = now < quiet_until_ || (work_waits && may_send());
    if (put_off && now - last_probe_ < probe_overdue) return std::nullopt;
    if (now >= purge_due_) purge(now);
    if (!chores_.empty()) {
        chore_ = std::move(chores_.front());
        chores_.pop_front();
        last_probe_ = now;
        return transmit{at::make_command(chore_)};
    }
    probe_ = plan_.due(now);
    if (!probe_) return std::nullopt;
    last_probe_ = now;
    return transmit{at::make_command(std::string(command_of(*probe_, *device_)))};
}

std::optional<probe> session_fsm::due_beside(mono_time now) const {
    if (!sending_ || now - sending_since_ < beside_after) return std::nullopt;
    return plan_.due(now);
}

// It is noted and no more: whatever has to be done about it must not disturb the submission.
void session_fsm::on_beside(probe asked, const answered& answer, mono_time now) {
    if (!sending_ || is_transient(answer)) return;
    if (asked == probe::sim && !answer.ok()) return;  // due at once when the first port is free
    take_registration(asked, answer, status_.registration);
    signal_.take(asked, answer);
    status_.signal = signal_.known();
    plan_.done(asked, now, registered());
    refresh_status();
}

void session_fsm::ask_ussd(std::string_view code) {
    if (phase_ != phase::working)
        return end_ussd(ussd_outcome{{}, {}, "the modem is not ready: " + status_.reason});
    end_ussd(ussd_.ask(code, *device_));
}

bool session_fsm::attached() const noexcept {
    return usable(status_.registration.cereg) || usable(status_.registration.c5greg);
}

bool session_fsm::registered() const {
    return allows_sending(status_.registration, status_.operator_plmn);
}

}  // namespace hayauma::modem
