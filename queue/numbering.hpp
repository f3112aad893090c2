#pragma once

#include <string_view>

#include <boost/system/result.hpp>

#include "config/settings.hpp"
#include "modem/sms/phone_number.hpp"

namespace hayauma::queue {

/// Why something written is not a number that we send to. The words (`name`) are the contract's,
/// and all that may be said of it: no digit of what was written belongs in a message.
enum class refusal {
    empty = 1,            ///< nothing but spaces
    not_a_number,         ///< no digit in it
    too_short,            ///< digits are missing
    too_long,             ///< more than 64 characters, or more digits than the plan has
    invalid_characters,   ///< something that is neither digit nor separator
    invalid_prefix,       ///< a prefix that no mobile number begins with
    country_not_allowed,  ///< another country than `numbering.allowed_countries`
    not_sms_capable,      ///< a number of the plan that cannot receive a short message
    emergency,            ///< 110, 118, 119, 112 or 911
};

const char* name(refusal r) noexcept;  ///< the contract's word: "empty", "not_a_number", ...
const char* text(refusal r) noexcept;  ///< a sentence for people

/// The E.164 number that people mean by what they write: "090-1234-5678", "０９０…", "+81 (0)90 …".
/// Rebuilt from digits only; no character of the input reaches a modem. Numbers of Japan are held
/// against its numbering plan, mobile numbers pass; of other allowed countries, which must be
/// written with '+' (or 010), any 8 to 15 digits pass (ITU-T E.164 §6). Where Japan is not the home
/// country, nothing is read as domestic and '+' is required.
boost::system::result<sms::phone_number, refusal> normalise(
    std::string_view utf8, const config::numbering_settings& settings);

/// For `result::value()`: a refusal that nobody looked at is a bug.
[[noreturn]] void throw_exception_from_error(refusal r, const boost::source_location& where);

}  // namespace hayauma::queue
