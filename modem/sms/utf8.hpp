#pragma once

#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace hayauma::sms {

/// What is shown for something that is no character (U+FFFD).
inline constexpr char32_t replacement_character = 0xFFFD;

/// The characters of a text, or `errc::invalid_utf8`. Strict: overlong forms, surrogates and
/// anything above U+10FFFF are refused. @see RFC 3629 §3 and §4; Unicode 15, table 3-7.
boost::system::result<std::u32string> from_utf8(std::string_view text);

/// C0 (TAB, CR and LF among them), DEL, C1, and the line and paragraph separators.
constexpr bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

/// @param character a Unicode scalar value; anything else is written as U+FFFD.
void append_utf8(std::string& text, char32_t character);

}  // namespace hayauma::sms
