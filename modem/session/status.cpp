#include "modem/session/status.hpp"

namespace hayauma::modem {

const char* name(modem_state s) noexcept {
    switch (s) {  // No default: -Wswitch names the value we forgot.
    case modem_state::absent: return "absent";
    case modem_state::probing: return "probing";
    case modem_state::sim: return "sim";
    case modem_state::registering: return "registering";
    case modem_state::ready: return "ready";
    case modem_state::sending: return "sending";
    case modem_state::recovering: return "recovering";
    case modem_state::paused: return "paused";
    case modem_state::failed: return "failed";
    }
    return "unknown";
}

}  // namespace hayauma::modem
