#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::sms {

/// The septet that announces one of the extension table (3GPP TS 23.038 §6.2.1).
inline constexpr std::uint8_t gsm7_escape = 0x1B;

/// One character as septets: one, or two when it stands in the extension table.
struct gsm7_code {
    bool         extended = false;  ///< an ESC goes before
    std::uint8_t septet = 0;

    bool operator==(const gsm7_code&) const = default;
};

/// @return nullopt for a character outside the default and extension tables. U+001B is outside:
///         ESC is no character. @see 3GPP TS 23.038 §6.2.1 and §6.2.1.1.
std::optional<gsm7_code> gsm7_of(char32_t character) noexcept;

/// The character of one septet in the default table; ESC reads as a space (3GPP TS 23.038 §6.2.1).
char32_t gsm7_character(std::uint8_t septet) noexcept;

/// The character of the septet after an ESC. Where the extension table has none, it is the one of
/// the default table; ESC again reads as a space. @see 3GPP TS 23.038 §6.2.1.1.
char32_t gsm7_extended_character(std::uint8_t septet) noexcept;

/// The septets of a text, or nullopt when a character is outside GSM 03.38.
std::optional<std::vector<std::uint8_t>> encode_gsm7(std::u32string_view text);

/// The UTF-8 text of septets, one an octet. An ESC at the very end reads as a space.
std::string decode_gsm7(std::span<const std::uint8_t> septets);

/// Septets packed into octets, lowest bit first, after `fill_bits` zero bits. Spare bits are zero.
/// @see 3GPP TS 23.038 §6.1.2.1.1; fill bits: 3GPP TS 23.040 §9.2.3.24.
std::vector<std::uint8_t> pack_septets(std::span<const std::uint8_t> septets,
                                       unsigned                      fill_bits = 0);

/// The first `count` septets after `fill_bits` bits. Septets that the octets do not hold whole are
/// left out, so the answer may be shorter than `count`.
std::vector<std::uint8_t> unpack_septets(std::span<const std::uint8_t> octets, std::size_t count,
                                         unsigned fill_bits = 0);

}  // namespace hayauma::sms
