#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modem/sim/modem_state.hpp"
#include "modem/sim/reply.hpp"

namespace hayauma::sim {

/// Text mode (3GPP TS 27.005 §3): messages as text, in the terminal's alphabet.

/// A SUBMIT made of a payload, an address and +CSMP.
/// @return hexadecimal digits, SMSC field (empty) and TPDU; nullopt where the text does not fit one
///         message or is not in the alphabet chosen.
std::optional<std::string> submit_of_text(const modem_state& state, const open_prompt& asked,
                                          std::string_view payload);

/// What follows "+CMGR: " for a stored message. @see 3GPP TS 27.005 §3.4.3.
std::string text_of_stored(const modem_state& state, const stored_message& message);

/// What follows "+CMGL: <index>,". @see 3GPP TS 27.005 §3.4.2.
std::string text_of_listed(const modem_state& state, const stored_message& message);

/// What follows "+CMT: " or "+CDS: ". @see 3GPP TS 27.005 §3.4.1.
std::string text_of_arrival(const modem_state& state, std::string_view pdu);

/// "REC UNREAD", "REC READ", "STO UNSENT", "STO SENT".
const char* status_words(stored_status status) noexcept;

}  // namespace hayauma::sim
