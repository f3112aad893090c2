#pragma once

#include <string>
#include <string_view>

#include "modem/at/result.hpp"

namespace hayauma::at {

/// The IMEI from one line of AT+CGSN, AT+GSN or AT+CGSN=1: bare, quoted, or after a prefix. An
/// IMEISV (16 digits) becomes the IMEI that it belongs to. @return 15 digits.
/// @see 3GPP TS 27.007 §5.4, 3GPP TS 23.003 §6.2.
result<std::string> parse_imei(std::string_view line);

/// The ICCID from one line of +CCID and its many kin: after any prefix, quoted or not, with the
/// filler F dropped, and with swapped digits put right. @return 18 to 20 digits that begin with 89.
/// @see ITU-T E.118 §4.
result<std::string> parse_iccid(std::string_view line);

/// The text of AT+CGMI, AT+CGMM or AT+CGMR without the prefix and quotes that some modems add.
/// @param name "+CGMI".
std::string parse_identity_text(std::string_view line, std::string_view name);

}  // namespace hayauma::at
