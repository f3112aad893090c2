#include "modem/session/repair.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto radio_pause = 3s;  // shorter ones leave some modems registered as they were

}  // namespace

repair::repair(recovery_kind kind, const profile& device)
    : kind_(kind), device_(&device), stage_(stage::begun) {
    if (kind_ == recovery_kind::radio && device.radio_off.empty()) kind_ = recovery_kind::reset;
    if (kind_ == recovery_kind::reset && device.reset.empty()) kind_ = recovery_kind::usb_reset;
}

repair_action repair::next(mono_time now) const {
    if (stage_ == stage::over) return repaired{kind_ != recovery_kind::radio};
    if (kind_ == recovery_kind::usb_reset) return need_usb_reset{};
    if (kind_ == recovery_kind::reset) return send_command{at::make_command(device_->reset)};
    if (stage_ == stage::begun) return send_command{at::make_command(device_->radio_off)};
    if (now < wait_until_) return wait_a_moment{wait_until_};
    return send_command{at::make_command(device_->radio_on)};
}

void repair::on_done(mono_time now) {
    const bool switched_off = kind_ == recovery_kind::radio && stage_ == stage::begun;
    stage_ = switched_off ? stage::switched_off : stage::over;
    if (switched_off) wait_until_ = now + radio_pause;
}

}  // namespace hayauma::modem
