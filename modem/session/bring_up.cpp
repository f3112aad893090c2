#include "modem/session/bring_up.hpp"

#include <utility>

#include "modem/at/identity.hpp"
#include "modem/at/parse.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto retry_after = 1s;
constexpr int  tries_max = 10;           // of one rung, while the SIM is being read
constexpr auto sim_patience = 60s;       // a SIM that is not ready is normal after a start
constexpr auto sim_retry_slow = 10s;     // and then still worth a look
constexpr auto sms_done_patience = 30s;  // for the line that ends a boot

// "SIM busy" and "still initialising": the modem is reading the SIM. 3GPP TS 27.007 §9.2,
// 3GPP TS 27.005 §3.2.5; 515 is the vendors'.
bool is_busy(const answered& answer) noexcept {
    return answer.cme() == 14 || answer.cme() == 515 || answer.cms() == 314 || answer.cms() == 515;
}

// Reading the service centre address fails like this until the SIM was read.
bool is_sms_not_ready(const answered& answer) noexcept {
    return is_busy(answer) || answer.cms() == 330 || answer.cms() == 500 || answer.cme() == 100;
}

bool is_locked_for_good(int cme) noexcept {
    return (cme >= 5 && cme <= 7) || cme == 12 || cme == 15 || (cme >= 40 && cme <= 48);
}

// 3GPP TS 27.007 §8.3: a SIM PIN has 4 to 8 digits.
bool is_pin(std::string_view pin) noexcept {
    const bool digits = pin.find_first_not_of("0123456789") == pin.npos;
    return pin.size() >= 4 && pin.size() <= 8 && digits;
}

std::vector<std::string> fixed_ladder(step s) {
    switch (s) {
    case step::basics: return {"ATE0V1Q0"};
    case step::echo_off: return {"ATE0"};
    case step::verbose: return {"ATV1"};
    case step::results_on: return {"ATQ0"};
    case step::error_numbers: return {"AT+CMEE=1"};
    case step::manufacturer: return {"AT+CGMI", "AT+GMI"};
    case step::model: return {"AT+CGMM", "AT+GMM"};
    case step::firmware: return {"AT+CGMR", "AT+GMR"};
    case step::imei: return {"AT+CGSN", "AT+GSN", "AT+CGSN=1"};
    case step::radio: return {"AT+CFUN?"};
    case step::radio_on: return {"AT+CFUN=1"};
    case step::sim: return {"AT+CPIN?"};
    case step::service_centre: return {"AT+CSCA?"};
    case step::pdu_mode: return {"AT+CMGF=0"};
    case step::service: return {"AT+CSMS?"};
    case step::service_zero: return {"AT+CSMS=0"};
    case step::purge: return {"AT+CMGD=1,4"};
    case step::creg: return {"AT+CREG=2", "AT+CREG=1"};
    case step::cgreg: return {"AT+CGREG=2", "AT+CGREG=1"};
    case step::cereg: return {"AT+CEREG=2", "AT+CEREG=1"};
    case step::operator_format: return {"AT+COPS=3,2"};
    case step::iccid:
    case step::pin:
    case step::storage:
    case step::indications:
    case step::done: return {};
    }
    return {};
}

}  // namespace

void bring_up::restart(mono_time now) {
    advance(step::basics);
    sim_since_ = now;
    basics_accepted_ = locked_ = false;
    radio_is_on_ = true;
    service_ = 0;
    sim_id_.clear();
    imei_.clear();
    waiting_.clear();
    failure_.clear();
    storage_.clear();
    indications_.clear();
    pin_ = {};
    not_before_ = {};
}

void bring_up::advance(step to) noexcept {
    step_ = to;
    rung_ = 0;
    tries_ = 0;
}

bool bring_up::skipped() const noexcept {
    switch (step_) {
    case step::echo_off:
    case step::verbose:
    case step::results_on: return basics_accepted_;
    case step::radio_on: return radio_is_on_;
    case step::pin: return !locked_;
    case step::service_zero: return service_ != 1;
    default: return false;
    }
}

std::vector<std::string> bring_up::ladder() const {
    switch (step_) {
    case step::iccid: return device_->iccid;
    case step::storage: return device_->storage;
    case step::indications: return device_->indications;
    default: return fixed_ladder(step_);
    }
}

set_up_action bring_up::next(mono_time now) {
    if (!failure_.empty()) return cannot_set_up{failure_};
    while (skipped()) advance();
    if (now < not_before_) return wait_a_moment{not_before_};
    if (step_ == step::service_centre && !boot_completes_.empty() && now < boot_patience_)
        return wait_a_moment{boot_patience_};
    if (step_ == step::pin) return pin_action();
    if (step_ == step::done) return set_up{};
    return send_command{at::make_command(ladder().at(rung_))};
}

// A PIN that this SIM took before cannot cost a try: after a restart of the modem it goes without
// asking.
set_up_action bring_up::pin_action() {
    if (pin_.empty() && !sim_id_.empty() && sim_id_ == proven_sim_) pin_ = proven_pin_;
    if (!pin_.empty())
        return send_command{at::make_command("AT+CPIN=\"" + std::string(pin_.reveal()) + "\"")};
    return need_pin{sim_id_};
}

void bring_up::on_answer(const answered& answer, modem_status& status, mono_time now) {
    if (step_ == step::sim) return on_sim(answer, now);
    if (step_ == step::pin) return on_pin_answer(answer);
    if (answer.ok()) return on_accepted(answer, status);
    on_refused(answer, now);
}

void bring_up::on_accepted(const answered& answer, modem_status& status) {
    const auto&       lines = answer.lines;
    const std::string first = lines.empty() ? std::string() : lines.front();
    switch (step_) {
    case step::basics: basics_accepted_ = true; break;
    case step::manufacturer: status.manufacturer = at::parse_identity_text(first, "+CGMI"); break;
    case step::model: status.model = at::parse_identity_text(first, "+CGMM"); break;
    case step::firmware: status.firmware = at::parse_identity_text(first, "+CGMR"); break;
    case step::imei: status.imei = imei_ = first_of(lines, at::parse_imei).value_or(""); break;
    case step::radio: radio_is_on_ = first_of(lines, at::parse_cfun).value_or(1) == 1; break;
    case step::iccid: status.iccid = first_of(lines, at::parse_iccid).value_or(""); break;
    case step::service_centre: status.smsc = first_of(lines, at::parse_csca).value_or(""); break;
    case step::service: service_ = first_of(lines, at::parse_csms).value_or(0); break;
    case step::service_zero: service_ = 0; break;
    case step::storage: storage_ = ladder().at(rung_); break;
    case step::indications: indications_ = ladder().at(rung_); break;
    default: break;  // nothing to learn from the others
    }
    if (step_ == step::iccid) sim_id_ = status.iccid.empty() ? imei_ : status.iccid;
    advance();
}

void bring_up::on_refused(const answered& answer, mono_time now) {
    if (retry(answer, now)) return;
    if (rung_ + 1 < ladder().size()) {
        ++rung_;
        tries_ = 0;
        return;
    }
    if (step_ == step::pdu_mode) {
        failure_ = "the modem refuses PDU mode (AT+CMGF=0)";
        return;
    }
    if (step_ == step::iccid) sim_id_ = imei_;
    advance();
}

bool bring_up::retry(const answered& answer, mono_time now) {
    const bool sms_step = step_ == step::service_centre || step_ == step::pdu_mode;
    const bool later = sms_step ? is_sms_not_ready(answer) : is_busy(answer);
    if (!later || step_ < step::sim || ++tries_ > tries_max) return false;
    not_before_ = now + retry_after;
    return true;
}

void bring_up::on_sim(const answered& answer, mono_time now) {
    using at::sim_state;
    if (answer.cme() == 11) {
        locked_ = true;
        return advance(step::iccid);
    }
    if (is_locked_for_good(answer.cme())) {
        failure_ = answer.cme() == 12 ? "the SIM asks for its PUK" : "the SIM is locked";
        return;
    }
    const auto state = first_of(answer.lines, at::parse_cpin);
    switch (answer.ok() && state ? *state : sim_state::not_ready) {
    case sim_state::ready:
        waiting_.clear();
        locked_ = false;
        return advance(step::iccid);
    case sim_state::pin: locked_ = true; return advance(step::iccid);
    case sim_state::puk: failure_ = "the SIM asks for its PUK"; return;
    case sim_state::locked: failure_ = "the SIM or the modem is locked"; return;
    case sim_state::absent: return wait_for_sim("no SIM is inserted", now);
    case sim_state::not_ready: break;
    }
    wait_for_sim(answer.cme() == 10 ? "no SIM is inserted" : "the SIM is not ready", now);
}

void bring_up::wait_for_sim(std::string why, mono_time now) {
    waiting_ = std::move(why);
    not_before_ = now + (now - sim_since_ < sim_patience ? retry_after : sim_retry_slow);
}

void bring_up::on_pin(const config::secret& pin, std::string why) {
    if (is_pin(pin.reveal()))
        pin_ = pin;
    else
        failure_ = pin.empty() ? std::move(why) : "the configured PIN is not 4 to 8 digits";
}

// The PIN is forgotten whatever the answer: a second try would be asked for anew.
void bring_up::on_pin_answer(const answered& answer) {
    const config::secret tried = std::exchange(pin_, {});
    if (!answer.ok()) {
        proven_pin_ = {};
        failure_ = "the SIM refused its PIN; it is not tried again";
        return;
    }
    // An IMEI says nothing about which SIM it was.
    const bool names_sim = sim_id_ != imei_;
    proven_pin_ = names_sim ? tried : config::secret();
    proven_sim_ = names_sim ? sim_id_ : std::string();
    advance(step::sim);
}

void bring_up::on_silence() noexcept {
    if (step_ != step::pin) return;
    pin_ = proven_pin_ = {};
    advance(step::sim);
}

void bring_up::on_boot_line(const boot_line& line, mono_time now) {
    boot_completes_ = line.completes;
    boot_patience_ = now + sms_done_patience;
}

void bring_up::on_boot_progress(std::string_view line) {
    if (!boot_completes_.empty() && line.starts_with(boot_completes_)) boot_completes_.clear();
}

modem_state bring_up::state() const noexcept {
    if (step_ < step::sim) return modem_state::probing;
    if (step_ <= step::service_centre) return modem_state::sim;
    return modem_state::registering;
}

std::string bring_up::waiting_for() const {
    return waiting_.empty() ? "the modem is being set up" : waiting_;
}

}  // namespace hayauma::modem
