// What a modem says unasked, and what the session shows of it.

#include <utility>

#include "modem/at/parse.hpp"
#include "modem/session/registration.hpp"
#include "modem/session/session_fsm.hpp"
#include "modem/sms/status_report.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto boot_time = 60s;  // lines that belong to one boot come within it

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
            on_report_line(news.body);
    }
    const bool direct = !news.body.empty() && (name == "+CDS" || name == "+CMT");
    if (direct && bring_up_.acknowledges()) acknowledge_ = true;

    // What is received is nobody's here; left in the store it would fill it and stop reports.
    const auto index = at::parse_stored(news.text);
    if (index && name == "+CDSI")
        add_chore("AT+CMGR=" + std::to_string(*index));  // deleted once it has been read
    else if (index)
        add_chore("AT+CMGD=" + std::to_string(*index));

    on_registration_news(name, news.text, now);
    if (name == "+CPIN") plan_.hurry(probe::sim, now);
}

// A hint only: a change, or a form that is in doubt, is asked about. Most of these lines tell of
// another cell and no change at all.
void session_fsm::on_registration_news(std::string_view name, std::string_view line,
                                       mono_time now) {
    const registration_stats& is = status_.registration;
    const std::optional<int>* known = name == "+CREG"    ? &is.creg
                                      : name == "+CGREG" ? &is.cgreg
                                      : name == "+CEREG" ? &is.cereg
                                                         : nullptr;
    if (!known) return;
    const auto stat = at::parse_registration_news(line);
    if (!stat || *known != *stat) plan_.hurry_registration(now);
}

void session_fsm::on_report_line(const std::string& hex) {
    if (auto report = sms::decode_status_report(hex))
        notices_.push_back(report_received{*std::move(report)});
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
    if (phase_ != phase::synchronising) notices_.push_back(boot_noticed{});
}

void session_fsm::refresh_status() {
    const bool registered = allows_sending(status_.registration);
    status_.can_send = phase_ == phase::working && registered && !overdue_;
    switch (phase_) {
    case phase::closed:
        status_.state = absent_ ? modem_state::absent : modem_state::recovering;
        status_.reason = trouble_.empty() ? "the port is not open yet" : trouble_;
        return;
    case phase::synchronising:
        status_.state = is_set_up_ ? modem_state::recovering : modem_state::probing;
        status_.reason = is_set_up_ ? "the modem did not answer" : "the modem is being set up";
        return;
    case phase::setting_up:
        status_.state = bring_up_.state();
        status_.reason = bring_up_.waiting_for();
        return;
    case phase::out_of_service:
        status_.state = modem_state::failed;
        status_.reason = trouble_;
        return;
    case phase::working: break;
    }
    status_.reason = overdue_ ? "a submission is overdue" : obstacle(status_.registration);
    status_.state = sending_      ? modem_state::sending
                    : !registered ? modem_state::registering
                                  : modem_state::ready;
}

}  // namespace hayauma::modem
