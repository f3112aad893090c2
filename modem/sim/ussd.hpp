#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hayauma::sim {

/// What the network answers to a USSD code. @see 3GPP TS 27.007 §7.15 (<m>).
struct ussd_answer {
    int         state = 0;  ///< 0 done, 1 a reply is wanted, 2 ended, 4 not supported
    std::string text;       ///< UTF-8; empty: none
    bool        ucs2 = false;

    bool operator==(const ussd_answer&) const = default;
};

/// The codes of the simulated network: `*100#` balance, `*101#` the same in Japanese, `*102#` a
/// menu that wants 1 or 2, everything else "not supported".
/// @param in_dialogue whether it is the reply to a menu.
ussd_answer answer_ussd(std::string_view code, bool in_dialogue);

/// @name The form in which a modem that packs it carries a text: packed septets as hexadecimal
///       digits (Huawei).
/// @{
std::string                packed(std::string_view utf8);
std::optional<std::string> unpacked(std::string_view hex);
/// @}

/// UCS-2 in hexadecimal digits.
std::string ucs2_digits(std::string_view utf8);

}  // namespace hayauma::sim
