#pragma once

#include <charconv>
#include <optional>
#include <string_view>

// Small tools of the parsers beside it. ASCII only, since AT is.

namespace hayauma::at {

constexpr char upper(char c) noexcept {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr bool same_ignoring_case(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (upper(a[i]) != upper(b[i])) return false;
    return true;
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

constexpr bool is_hex_digit(char c) noexcept {
    return is_digit(c) || (upper(c) >= 'A' && upper(c) <= 'F');
}

constexpr bool is_hex(std::string_view text) noexcept {
    for (const char c : text)
        if (!is_hex_digit(c)) return false;
    return !text.empty();
}

constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// Takes `prefix` off the front of `text`; false, and nothing taken, where it is not there.
constexpr bool consume(std::string_view& text, std::string_view prefix) noexcept {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// A whole text that is one decimal number, leading zeros allowed.
inline std::optional<int> to_int(std::string_view text) noexcept {
    int               value = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, ec] = std::from_chars(text.data(), end, value);
    if (text.empty() || ec != std::errc{} || rest != end) return std::nullopt;
    return value;
}

}  // namespace hayauma::at
