#pragma once

#include <variant>

#include "config/time.hpp"
#include "modem/session/bring_up.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/recovery_record.hpp"

namespace hayauma::modem {

struct need_usb_reset {};
/// Nothing is left of what was set up. @param closes the device restarts: its port is of no use.
struct repaired {
    bool closes = false;
};
using repair_action = std::variant<send_command, wait_a_moment, need_usb_reset, repaired>;

/// A strong step of recovery, command by command: the radio off and on, the maker's reset, or the
/// USB device's. Pure.
class repair {
public:
    repair() = default;
    /// @param kind radio, reset or usb_reset; where the device has no command for it, the next
    ///        stronger one is taken.
    repair(recovery_kind kind, const profile& device);

    recovery_kind kind() const noexcept { return kind_; }
    repair_action next(mono_time now) const;
    /// The command was answered, in whatever way, or will not be; or the USB device was reset.
    void on_done(mono_time now);

private:
    enum class stage { begun, switched_off, over };

    recovery_kind  kind_ = recovery_kind::rest;
    const profile* device_ = nullptr;
    stage          stage_ = stage::over;
    mono_time      wait_until_{};
};

}  // namespace hayauma::modem
