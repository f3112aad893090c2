// Setting a modem up: its SIM, and the one try of its PIN.

#include <utility>

#include "modem/at/parse.hpp"
#include "modem/at/parse_sim.hpp"
#include "modem/session/bring_up.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto retry_after = 1s;
constexpr auto sim_patience = 60s;    // a SIM that is not ready is normal after a start
constexpr auto sim_retry_slow = 10s;  // and then still worth a look
constexpr int  tries_needed = 2;      // the last one is for a person

bool is_locked_for_good(int cme) noexcept {
    return (cme >= 5 && cme <= 7) || cme == 12 || cme == 15 || (cme >= 40 && cme <= 48);
}

// 3GPP TS 27.007 §8.3: a SIM PIN has 4 to 8 digits.
bool is_pin(std::string_view pin) noexcept {
    const bool digits = pin.find_first_not_of("0123456789") == pin.npos;
    return pin.size() >= 4 && pin.size() <= 8 && digits;
}

}  // namespace

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
    case sim_state::absent: return wait_for_sim("SIM not inserted", now);
    case sim_state::not_ready: break;
    }
    wait_for_sim(answer.cme() == 10 ? "SIM not inserted" : "the SIM is not ready", now);
}

void bring_up::wait_for_sim(std::string why, mono_time now) {
    waiting_ = std::move(why);
    not_before_ = now + (now - sim_since_ < sim_patience ? retry_after : sim_retry_slow);
}

/// @return false where the answer does not tell: that does not forbid the try.
bool bring_up::learn_tries(const answered& answer) {
    const auto left = first_of(answer.lines, at::parse_pin_tries);
    if (left && *left < tries_needed)
        failure_ = "the SIM has " + std::to_string(*left) + (*left == 1 ? " try" : " tries") +
                   " left for its PIN: it must be entered by hand";
    return left.has_value();
}

// A PIN that this SIM took before cannot cost a try: after a restart of the modem it goes without
// asking.
set_up_action bring_up::pin_action() {
    if (pin_.empty() && !sim_id_.empty() && sim_id_ == proven_sim_) pin_ = proven_pin_;
    if (!pin_.empty())
        return send_command{at::make_command("AT+CPIN=\"" + std::string(pin_.reveal()) + "\"")};
    return need_pin{sim_id_, sim_id_ == imei_ ? std::string() : imei_};
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

}  // namespace hayauma::modem
