#include "modem/session/bring_up.hpp"

#include <algorithm>
#include <utility>

#include "modem/at/identity.hpp"
#include "modem/at/parse.hpp"
#include "modem/at/parse_sim.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto retry_after = 1s;
constexpr int  tries_max = 10;           // of one rung, while the SIM is being read
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

std::vector<std::string> deletions(const std::vector<int>& indexes) {
    std::vector<std::string> commands;
    for (const int index : indexes) commands.push_back("AT+CMGD=" + std::to_string(index));
    return commands;
}

}  // namespace

void bring_up::restart(mono_time now) {
    advance(step::basics);
    sim_since_ = now;
    basics_accepted_ = locked_ = voice_centric_ = sim_storage_ = false;
    radio_is_on_ = true;
    service_ = 0;
    sim_id_.clear();
    imei_.clear();
    waiting_.clear();
    failure_.clear();
    indications_.clear();
    storage_.clear();
    stored_at_.clear();
    pin_ = {};
    not_before_ = {};
}

void bring_up::restart_at_memory() noexcept {
    advance(step::sim_storage);
    sim_storage_ = voice_centric_ = false;
    storage_.clear();
    stored_at_.clear();
    not_before_ = {};
}

void bring_up::advance(step to) noexcept {
    step_ = to;
    rung_ = 0;
    tries_ = 0;
}

void bring_up::advance() noexcept { advance(static_cast<step>(static_cast<int>(step_) + 1)); }

bool bring_up::skipped() const {
    switch (step_) {
    case step::echo_off:
    case step::verbose:
    case step::results_on: return basics_accepted_;
    case step::radio_on: return radio_is_on_;
    case step::pin_tries: return !locked_ || ladder().empty();
    case step::pin: return !locked_;
    case step::service_zero: return service_ != 1;
    case step::sim_list:
    case step::sim_purge: return !sim_storage_;
    case step::list:
    case step::purge: return sim_storage_ && storage_.find("\"ME\"") == std::string::npos;
    case step::data_centric: return !voice_centric_;
    case step::done: return false;
    default: return ladder().empty();
    }
}

std::vector<std::string> bring_up::ladder() const {
    switch (step_) {
    case step::start_up: return device_->start_up;
    case step::iccid: return device_->iccid;
    case step::pin_tries: return device_->pin_tries;
    case step::storage: return device_->storage;
    case step::indications: return device_->indications;
    case step::sim_list:
    case step::list: return listing_ladder();
    case step::sim_purge_each:
    case step::purge_each: return deletions(stored_at_);
    case step::domain_restored: {
        const auto text = domain_.restored();
        return text ? std::vector{*text} : std::vector<std::string>{};
    }
    default: return rule_of(step_).commands;
    }
}

// The rung that worked for this modem goes first.
std::vector<std::string> bring_up::listing_ladder() const {
    std::vector<std::string> rungs = device_->list_messages;
    const auto               known = std::find(rungs.begin(), rungs.end(), listing_);
    if (known != rungs.end()) std::rotate(rungs.begin(), known, known + 1);
    return rungs;
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

void bring_up::on_answer(const answered& answer, modem_status& status, mono_time now) {
    if (step_ == step::sim) return on_sim(answer, now);
    if (step_ == step::pin) return on_pin_answer(answer);
    if (is_sequence(step_)) return next_rung(status);
    if (answer.ok() && learn(answer, status)) return advance();
    on_refused(answer, status, now);
}

/// @return false where the command was accepted and its answer does not say what was asked.
bool bring_up::learn(const answered& answer, modem_status& status) {
    const auto& lines = answer.lines;
    if (step_ < step::start_up || step_ == step::iccid) return learn_identity(answer, status);
    switch (step_) {
    case step::radio: radio_is_on_ = first_of(lines, at::parse_cfun).value_or(1) == 1; break;
    case step::pin_tries: return learn_tries(answer);
    case step::service_centre: status.smsc = first_of(lines, at::parse_csca).value_or(""); break;
    case step::service: service_ = first_of(lines, at::parse_csms).value_or(0); break;
    case step::service_zero: service_ = 0; break;
    case step::sim_storage: sim_storage_ = true; break;
    case step::storage: storage_ = ladder().at(rung_); break;
    case step::sim_list:
    case step::list: learn_stored(answer); break;
    case step::sim_purge:
    case step::purge: stored_at_.clear(); break;
    case step::indications: indications_ = ladder().at(rung_); break;
    case step::ue_mode: {
        const auto mode = first_of(lines, at::parse_cemode);
        voice_centric_ = mode == 1 || mode == 3;
        break;
    }
    case step::domain: domain_.read(first_of(lines, at::parse_cgsms)); break;
    case step::network_operator: {
        const auto found = first_of(lines, at::parse_cops);
        status.operator_plmn = found ? found->plmn : "";
        status.access_technology = found ? found->access_technology : "";
        break;
    }
    default: break;  // nothing to learn from the others
    }
    return true;
}

bool bring_up::learn_identity(const answered& answer, modem_status& status) {
    const auto&       lines = answer.lines;
    const std::string first = lines.empty() ? std::string() : lines.front();
    switch (step_) {
    case step::basics: basics_accepted_ = true; return true;
    case step::manufacturer: status.manufacturer = at::parse_identity_text(first, "+CGMI"); break;
    case step::model:
        status.model = at::parse_identity_text(first, "+CGMM");
        choose_device(status);
        break;
    case step::firmware: status.firmware = at::parse_identity_text(first, "+CGMR"); break;
    case step::imei:
        status.imei = imei_ = first_of(lines, at::parse_imei).value_or("");
        if (!imei_.empty() && imei_ != std::exchange(same_modem_, imei_)) {
            listing_.clear();
            domain_.forget();
        }
        return !imei_.empty();
    case step::iccid:
        status.iccid = sim_id_ = first_of(lines, at::parse_iccid).value_or("");
        if (!sim_id_.empty() && sim_id_ != std::exchange(same_sim_, sim_id_)) domain_.forget();
        return !sim_id_.empty();
    default: break;
    }
    return true;
}

void bring_up::learn_stored(const answered& answer) {
    listing_ = ladder().at(rung_);
    stored_at_.clear();
    for (const std::string& line : answer.lines) {
        if (stored_.size() < stored_lines_max) stored_.push_back(line);
        if (const auto index = at::parse_cmgl_index(line)) stored_at_.push_back(*index);
    }
}

void bring_up::choose_device(const modem_status& status) {
    const profile& found = profile_for(status.manufacturer, status.model);
    device_ = &found == &generic_profile() ? given_ : &found;
}

void bring_up::on_refused(const answered& answer, modem_status& status, mono_time now) {
    if (!answer.ok() && retry(answer, now)) return;
    if (rule_of(step_).refused == refusal::fatal && rung_ + 1 >= ladder().size()) {
        failure_ = "the modem refuses PDU mode (AT+CMGF=0)";
        return;
    }
    next_rung(status);
}

void bring_up::next_rung(modem_status& status) {
    tries_ = 0;
    if (++rung_ < ladder().size()) return;
    go_without(status);
    advance();
}

// What another modem or another SIM said must not stay.
void bring_up::go_without(modem_status& status) {
    switch (step_) {
    case step::manufacturer: status.manufacturer.clear(); break;
    case step::model:
        status.model.clear();
        choose_device(status);
        break;
    case step::firmware: status.firmware.clear(); break;
    case step::imei: status.imei.clear(); break;
    case step::iccid:
        status.iccid.clear();
        sim_id_ = imei_;
        break;
    case step::domain: domain_.read(std::nullopt); break;
    default: break;
    }
}

bool bring_up::retry(const answered& answer, mono_time now) {
    const bool sms_step = step_ == step::service_centre || step_ == step::pdu_mode;
    const bool later = sms_step ? is_sms_not_ready(answer) : is_busy(answer);
    if (!later || step_ < step::sim || ++tries_ > tries_max) return false;
    not_before_ = now + retry_after;
    return true;
}

void bring_up::on_silence() {
    if (step_ == step::pin) {
        pin_ = proven_pin_ = {};
        return advance(step::sim);
    }
    if (rule_of(step_).silent == silence::asked_again) return;
    if (!is_sequence(step_) || ++rung_ >= ladder().size()) advance();
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
