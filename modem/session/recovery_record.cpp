#include "modem/session/recovery_record.hpp"

namespace hayauma::modem {

const char* name(recovery_kind step) noexcept {
    switch (step) {  // No default: -Wswitch names the value we forgot.
    case recovery_kind::resync: return "resync";
    case recovery_kind::reopen: return "reopen";
    case recovery_kind::radio: return "radio";
    case recovery_kind::reset: return "reset";
    case recovery_kind::usb_reset: return "usb_reset";
    case recovery_kind::rest: return "rest";
    }
    return "unknown";
}

}  // namespace hayauma::modem
