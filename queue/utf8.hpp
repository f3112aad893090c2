#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hayauma::queue {

/// The code points of a UTF-8 text, or nullopt where it is not well formed (overlong forms,
/// surrogates and anything above U+10FFFF included). @see The Unicode Standard, table 3-7.
std::optional<std::u32string> decode_utf8(std::string_view utf8);

/// C0 with TAB, CR and LF, DEL, C1, and the line and paragraph separators.
constexpr bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

}  // namespace hayauma::queue
