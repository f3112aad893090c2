#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "modem/at/command.hpp"
#include "modem/at/result.hpp"

// Supplementary services by code (USSD): balance, plan, own number. 3GPP TS 27.007 §7.15.

namespace hayauma::at {

/// What the network says.
struct ussd_message {
    int state = 0;     ///< <m>: 0 done, 1 wants a reply, 2 ended by the network, 3 another client
                       ///< answered, 4 not supported, 5 the network did not answer in time
    std::string text;  ///< UTF-8; empty where there is none

    bool operator==(const ussd_message&) const = default;
};

/// `+CUSD: <m>[,<str>[,<dcs>]]`. Line ends inside <str> are LF; quotes may stand in it. A text
/// whose <dcs> promises hex and that is none is taken as it is, and so is one of octets.
/// @param packed <str> is packed septets in hex, as Huawei's modems have it.
/// @see 3GPP TS 27.007 §7.15; <dcs>: 3GPP TS 23.038 §5; packing: 3GPP TS 23.038 §6.1.2.3.1.
result<ussd_message> parse_cusd(std::string_view line, bool packed = false);

/// AT+CUSD=1,"<code>",15: asks, or replies where the network waits for that. What the network says
/// comes as news, before the OK or long after it.
/// @param code digits, letters, * # + and a few signs that every character set of a modem writes
///        alike; 1 to 182 of them (3GPP TS 23.038 §6.1.2.3).
/// @param packed as above. @return nullopt: it is no such code.
std::optional<command> make_ussd(std::string_view code, bool packed = false);

}  // namespace hayauma::at
