#pragma once

#include "modem/sim/line_input.hpp"
#include "modem/sim/modem_state.hpp"
#include "modem/sim/reply.hpp"

namespace hayauma::sim {

/// What follows when the payload of +CMGS or +CMGW has been typed: +CMS ERROR: 304 or 305 for one
/// that is not sound, `transmit` for +CMGS, the place in <mem2> for +CMGW.
reply take_payload(modem_state& state, const open_prompt& asked, const payload_typed& payload);

}  // namespace hayauma::sim
