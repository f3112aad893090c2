#pragma once

#include <optional>
#include <string_view>

#include "modem/at/result.hpp"

// Information texts about the SIM, its memory and how it sends, beside those of parse.hpp.

namespace hayauma::at {

/// How many tries are left for the SIM PIN, from one line of the answer to AT+CPINR
/// (3GPP TS 27.007 §8.65) or a maker's own question: +QPINC, ^CPIN, +SPIC, ^SPIC, #PCT, +UPINCNT.
/// `malformed_reply` also for a line about another code (PIN2, PUK).
result<int> parse_pin_tries(std::string_view line);

/// <index> of one `+CMGL: <index>,<stat>,...`. @see 3GPP TS 27.005 §4.1.
result<int> parse_cmgl_index(std::string_view line);

/// `+CEMODE: <mode>`: 0 PS mode 2, 1 CS/PS mode 1, 2 CS/PS mode 2, 3 PS mode 1. The modes 1 put
/// voice first. @see 3GPP TS 27.007 §10.1.28.
result<int> parse_cemode(std::string_view line);

/// `+CGSMS: <service>`, 0 to 3. @see 3GPP TS 27.007 §10.1.21.
result<int> parse_cgsms(std::string_view line);

/// Whether short messages can go over IMS: from `+CIREG: <n>,<reg_info>[,<ext_info>]`, whose
/// <ext_info> is a sum of bits in hex (4: SMS over IMS), or from Quectel's `+QCFG: "ims",<x>,<y>`
/// (<y> 1: registered). @see 3GPP TS 27.007 §8.71.
result<bool> parse_sms_over_ims(std::string_view line);

}  // namespace hayauma::at
