// What a modem says unasked, and what the session shows of it.

#include <algorithm>
#include <utility>

#include "modem/at/parse.hpp"
#include "modem/session/registration.hpp"
#include "modem/session/session_fsm.hpp"
#include "modem/sms/status_report.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto        boot_time = 60s;     // lines that belong to one boot come within it
constexpr std::size_t notices_max = 1000;  // a full message store is read in one go

constexpr std::string_view read_command = "AT+CMGR=";

// "SR" of `+CDSI: "SR",8`; empty where there is none.
std::string quoted(std::string_view line) {
    const auto from = line.find('"');
    const auto to = line.find('"', from + 1);
    if (from == line.npos || to == line.npos) return {};
    return std::string(line.substr(from + 1, to - from - 1));
}

bool begins_any(const std::vector<std::string>& known, std::string_view line) noexcept {
    return std::any_of(known.begin(), known.end(),
                       [line](const std::string& begin) { return line.starts_with(begin); });
}

}  // namespace

void session_fsm::observe(const at::event& what, mono_time now) {
    if (std::holds_alternative<at::echoed>(what)) echo_seen_ = true;
    if (const auto* news = std::get_if<at::unsolicited>(&what)) on_news(*news, now);
    if (const auto* late = std::get_if<at::late_reference>(&what)) {
        const auto done = std::exchange(unresolved_, {});
        if (!done) return;
        references_.add(late->message_reference, done->destination, now);
        notices_.push_back(late_acceptance{done->attempt, late->message_reference});
    }
}

std::optional<notice> session_fsm::take_notice() {
    if (notices_.empty()) return std::nullopt;
    notice oldest = std::move(notices_.front());
    notices_.pop_front();
    return oldest;
}

void session_fsm::on_news(const at::unsolicited& news, mono_time now) {
    const std::string_view name = at::name_of(news.text);
    on_boot_news(news.text, now);
    if (name == "+CDS") {
        if (news.body.empty())
            add_chore("AT+CMGF=0");  // one line: the modem is in text mode
        else
            on_pdu_line(news.body);
    }
    const bool direct = !news.body.empty() && (name == "+CDS" || name == "+CMT");
    if (direct && bring_up_.acknowledges()) acknowledge_ = true;
    if (name == "+CMT") on_pdu_line(news.body);
    if (name == "+CMTI") on_stored_news(news.text, quoted(news.text));
    if (name == "+CDSI")
        on_stored_news(news.text, device_->report_storage.empty() ? quoted(news.text)
                                                                  : device_->report_storage);
    if (begins_any(device_->memory_full, news.text)) purge(now);
    if (at::is_incoming_call(news.text) && calls_.on_ring(now)) ++status_.calls_refused;
    if (name == "+CUSD") end_ussd(ussd_.on_news(news.text, *device_));
    if (begins_any(device_->sim_lines, news.text)) plan_.hurry(probe::sim, now);
    if (signal_.take_news(news.text)) status_.signal = signal_.known();
    on_registration_news(name, news.text, now);
}

// Read, and deleted then: left in the store it would fill it and stop reports. Some modems keep
// reports in a store of their own, which is chosen for the moment.
void session_fsm::on_stored_news(const std::string& line, const std::string& memory) {
    const auto index = at::parse_stored(line);
    if (!index) return;
    const bool elsewhere =
        !memory.empty() && !bring_up_.storage().empty() && quoted(bring_up_.storage()) != memory;
    if (elsewhere) chores_.push_back("AT+CPMS=\"" + memory + "\"");
    chores_.push_back(std::string(read_command) + std::to_string(*index));
    if (elsewhere) chores_.push_back(bring_up_.storage());
}

// A hint only: a change, or a form that is in doubt, is asked about. Most of these lines tell of
// another cell and no change at all.
void session_fsm::on_registration_news(std::string_view name, std::string_view line,
                                       mono_time now) {
    const std::optional<int>* known = stat_named(name, status_.registration);
    if (!known) return;
    const auto stat = at::parse_registration_news(line);
    if (!stat || *known != *stat) plan_.hurry_registration(now);
}

// A report or a message: the type stands in the first octet after the SMSC.
void session_fsm::on_pdu_line(const std::string& hex) {
    if (notices_.size() >= notices_max) return;
    if (auto report = sms::decode_status_report(hex))
        notices_.push_back(report_received{*std::move(report)});
    else if (auto came = sms::decode_deliver(hex))
        notices_.push_back(message_received{std::move(came->message)});
}

void session_fsm::on_boot_news(const std::string& line, mono_time now) {
    bool is_boot = false;
    for (const boot_line& known : device_->boot_lines) {
        if (!line.starts_with(known.begins)) continue;
        bring_up_.on_boot_line(known, now);
        is_boot = true;
    }
    for (const std::string& known : device_->boot_progress) {
        if (!line.starts_with(known)) continue;
        bring_up_.on_boot_progress(line);
        is_boot = is_boot || now - last_boot_ > boot_time;
    }
    if (!is_boot) return;
    last_boot_ = now;
    is_set_up_ = setting_up_ = false;  // wherever the session is, it begins again from here
    const bool expected = phase_ == phase::synchronising || phase_ == phase::repairing;
    if (!expected) notices_.push_back(boot_noticed{});
}

void session_fsm::refresh_status() {
    status_.can_send = phase_ == phase::working && may_send() && !overdue_;
    status_.profile = device_->name;
    status_.reason = obstacle_now();
    status_.state = state_now();
}

std::string session_fsm::obstacle_now() const {
    switch (phase_) {
    case phase::closed: return trouble_.empty() ? "the port is not open yet" : trouble_;
    case phase::synchronising:
        return is_set_up_ ? "the modem did not answer" : "the modem is being set up";
    case phase::setting_up: return bring_up_.waiting_for();
    case phase::repairing:
    case phase::out_of_service: return trouble_;
    case phase::working: break;
    }
    if (paused_) return "paused by an operator";
    return overdue_ ? "a submission is overdue"
                    : obstacle(status_.registration, status_.operator_plmn);
}

modem_state session_fsm::state_now() const {
    switch (phase_) {
    case phase::closed: return absent_ ? modem_state::absent : modem_state::recovering;
    case phase::synchronising: return is_set_up_ ? modem_state::recovering : modem_state::probing;
    case phase::setting_up: return bring_up_.state();
    case phase::repairing: return modem_state::recovering;
    case phase::out_of_service: return modem_state::failed;
    case phase::working: break;
    }
    if (sending_) return modem_state::sending;
    if (paused_) return modem_state::paused;
    return registered() ? modem_state::ready : modem_state::registering;
}

}  // namespace hayauma::modem
