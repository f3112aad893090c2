#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "modem/at/result.hpp"

namespace hayauma::at {

/// The longest line kept. A PDU line has at most 352 octets (3GPP TS 27.005 §4.3); operator names,
/// vendor lists and the echo of what we write are shorter.
inline constexpr std::size_t line_octets_max = 2048;

/// Without CR and LF, without NULs and spaces at its ends; never empty. The view is valid until the
/// next feed().
struct line {
    std::string_view text;
    bool             operator==(const line&) const = default;
};

/// `>`: the modem waits for a payload.
struct prompt {
    bool operator==(const prompt&) const = default;
};

using token = std::variant<line, prompt>;

/// Cuts the receive stream into lines and prompts. Pure: octets in, tokens out.
///
/// Lines end with LF; every CR is dropped, since some modems double it. The prompt `> ` has no line
/// end (3GPP TS 27.005 §4.3), though some modems send one, so it is a token of its own, and only
/// while a payload is awaited: an ordinary line may begin with '>'. One exception serves a modem
/// left in ATV0, whose results are one digit and a CR, never an LF.
class token_reader {
public:
    /// Call next() until it has nothing more before feeding again.
    /// @return `errc::line_too_long` when a line exceeded `line_octets_max`: it is dropped up to
    ///         its LF, and what stands before and after it is read as ever.
    result<void> feed(std::string_view octets);

    /// @return nullopt: more octets are needed.
    std::optional<token> next(bool awaiting_prompt);

    /// Drops everything that has not been taken.
    void clear() noexcept;

    /// Octets kept: what next() has not given out yet and the unfinished line, at most
    /// `line_octets_max` of which is that line.
    std::size_t held() const noexcept { return buffer_.size() - taken_; }

private:
    bool take(char octet);
    void end_numeric_result();

    std::string buffer_;            ///< whole lines ended by LF, then the unfinished one
    std::size_t taken_ = 0;         ///< before this, everything was given out by next()
    std::size_t line_start_ = 0;    ///< of the unfinished line
    std::size_t since_return_ = 0;  ///< where the text after the last CR or LF begins
    bool        skipping_ = false;  ///< inside a line that was too long
};

}  // namespace hayauma::at
