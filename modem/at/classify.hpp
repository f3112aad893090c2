#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "modem/at/command.hpp"
#include "modem/at/final_result.hpp"

namespace hayauma::at {

/// What one received line is. Exactly one of these, tried in this order.
struct echo {  ///< of what we wrote
    bool operator==(const echo&) const = default;
};
using final_line = final_result;  ///< ends the command
struct information {              ///< what the command asked for
    std::string text;
    bool        operator==(const information&) const = default;
};
struct unsolicited {  ///< news; `body` is the second line of those that have one
    std::string text;
    std::string body;
    bool        operator==(const unsolicited&) const = default;
};
struct unknown_line {  ///< dropped
    bool operator==(const unknown_line&) const = default;
};

using meaning = std::variant<echo, final_line, information, unsolicited, unknown_line>;

/// What was written and is not answered yet.
struct in_flight {
    const command*   what = nullptr;   ///< null: nothing
    std::string_view payload;          ///< the PDU, once it was written
    bool             numeric = false;  ///< see result_context

    /// What this device sends unasked without looking like it: "SMS DONE", "RDY".
    std::span<const std::string> plain_news{};
};

/// One line on its own; `exchange` joins the two lines of +CMT, +CDS and +CBM before.
meaning classify(std::string_view line, const in_flight& written);

/// Whether the line begins like a result that modems send unasked: a known name, or any
/// "<sign><NAME>:".
bool looks_unsolicited(std::string_view line) noexcept;

/// Whether the next line belongs to this one: the header of +CMT, +CDS or +CBM.
/// A +CDS in text mode is one line (3GPP TS 27.005 §3.4.1), so only `+CDS: <length>` is a header.
bool heads_two_lines(std::string_view line) noexcept;

/// Whether the text of a +CUSD goes on in the next line: its quote is open. What stands in it is
/// not escaped, so the quote that closes it is one with nothing but `,<dcs>` behind it.
bool opens_text(std::string_view line) noexcept;

/// Whether somebody calls: RING, or what AT+CRC and AT+CLIP make of it.
/// @see 3GPP TS 27.007 §6.11, §7.6.
bool is_incoming_call(std::string_view line) noexcept;

/// Whether `body` is what the header announces: in PDU mode hex, and as long as it says, with the
/// SMSC field in front or without it (some modems omit it); after a +CMT in text mode, any line.
bool matches_header(std::string_view header, std::string_view body) noexcept;

}  // namespace hayauma::at
