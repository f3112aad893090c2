#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "modem/sim/modem_state.hpp"

namespace hayauma::sim {

/// Texts in the alphabet that the terminal chose (+CSCS). @see 3GPP TS 27.007 §5.5.

/// From UTF-8; what the alphabet cannot write becomes '?'.
std::string to_terminal(const modem_state& state, std::string_view utf8);

/// To UTF-8; nullopt where the octets are not of the alphabet.
std::optional<std::string> from_terminal(const modem_state& state, std::string_view octets);

/// A number, which under UCS2 may come in hexadecimal digits or plain.
std::string from_terminal_number(const modem_state& state, std::string_view octets);

/// "yy/MM/dd,hh:mm:ss±zz" with its quotes, the zone in quarters of an hour.
/// @see 3GPP TS 27.005 §3.1, <scts>; 3GPP TS 27.007 §8.15.
std::string terminal_time(std::chrono::sys_seconds utc, int zone_quarters);

}  // namespace hayauma::sim
