#pragma once

#include <string>

#include "modem/sim/modem_state.hpp"
#include "modem/sim/sim_network.hpp"

namespace hayauma::sim {

/// What becomes of mail that reaches the modem.
struct arrival {
    bool        taken = true;  ///< false: no room; the service centre keeps it
    std::string unsolicited;   ///< the result for the terminal, without CR LF around; or empty
    bool        acknowledge = false;  ///< +CNMA is expected (+CSMS=1 and sent directly)
};

/// Stores mail or shows it, as +CNMI and +CPMS say. @see 3GPP TS 27.005 §3.4.1, tables 2 and 4.
arrival take_in(modem_state& state, const mail& what);

}  // namespace hayauma::sim
