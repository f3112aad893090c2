#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::sms {

/// Whether a UTF-16 unit is the first half of a pair.
constexpr bool is_high_surrogate(char16_t unit) noexcept { return (unit & 0xFC00) == 0xD800; }
constexpr bool is_low_surrogate(char16_t unit) noexcept { return (unit & 0xFC00) == 0xDC00; }

/// The UTF-16 units of a text: two for a character above U+FFFF. "UCS-2" of the standard has no
/// pairs, but handsets read them. @see 3GPP TS 23.038 §6.2.3.
std::u16string utf16_of(std::u32string_view text);

/// Units as octets, the high one first.
std::vector<std::uint8_t> encode_ucs2(std::u16string_view units);

/// The UTF-8 text of UTF-16 octets, the high one first. Half a pair and half a unit (an odd octet
/// at the end) read as U+FFFD.
std::string decode_ucs2(std::span<const std::uint8_t> octets);

}  // namespace hayauma::sms
