#include "modem/sms/gsm7.hpp"

#include <algorithm>
#include <array>

#include "modem/sms/utf8.hpp"

namespace hayauma::sms {
namespace {

constexpr unsigned septet_bits = 7;
constexpr unsigned octet_bits = 8;

/// 3GPP TS 23.038 §6.2.1, by septet. 0x09 is the capital Ç; the place of ESC is never looked up.
constexpr std::u32string_view default_table = U"@£$¥èéùìòÇ\nØø\rÅå"
                                              U"Δ_ΦΓΛΩΠΨΣΘΞ\x1BÆæßÉ"
                                              U" !\"#¤%&'()*+,-./"
                                              U"0123456789:;<=>?"
                                              U"¡ABCDEFGHIJKLMNO"
                                              U"PQRSTUVWXYZÄÖÑÜ§"
                                              U"¿abcdefghijklmno"
                                              U"pqrstuvwxyzäöñüà";
static_assert(default_table.size() == 128);

struct extension {
    std::uint8_t septet;
    char32_t     character;
};

/// 3GPP TS 23.038 §6.2.1.1.
constexpr std::array extension_table{
    extension{0x0A, U'\f'}, extension{0x14, U'^'}, extension{0x28, U'{'}, extension{0x29, U'}'},
    extension{0x2F, U'\\'}, extension{0x3C, U'['}, extension{0x3D, U'~'}, extension{0x3E, U']'},
    extension{0x40, U'|'},  extension{0x65, U'€'},
};

constexpr std::uint8_t no_septet = 0xFF;

/// The default table the other way round, for the characters up to U+00FF: nearly all of them.
constexpr auto latin_septets = [] {
    std::array<std::uint8_t, 256> septets{};
    septets.fill(no_septet);
    for (std::size_t i = 0; i < default_table.size(); ++i)
        if (i != gsm7_escape && default_table[i] < septets.size())
            septets[default_table[i]] = static_cast<std::uint8_t>(i);
    return septets;
}();

}  // namespace

std::optional<gsm7_code> gsm7_of(char32_t character) noexcept {
    if (character < latin_septets.size() && latin_septets[character] != no_septet)
        return gsm7_code{false, latin_septets[character]};
    for (const extension& e : extension_table)
        if (e.character == character) return gsm7_code{true, e.septet};
    if (character < latin_septets.size()) return std::nullopt;
    const auto at = default_table.find(character);
    if (at == std::u32string_view::npos) return std::nullopt;
    return gsm7_code{false, static_cast<std::uint8_t>(at)};
}

char32_t gsm7_character(std::uint8_t septet) noexcept {
    if (septet == gsm7_escape || septet >= default_table.size()) return U' ';
    return default_table[septet];
}

char32_t gsm7_extended_character(std::uint8_t septet) noexcept {
    for (const extension& e : extension_table)
        if (e.septet == septet) return e.character;
    return gsm7_character(septet);
}

std::optional<std::vector<std::uint8_t>> encode_gsm7(std::u32string_view text) {
    std::vector<std::uint8_t> septets;
    septets.reserve(text.size());
    for (const char32_t character : text) {
        const auto code = gsm7_of(character);
        if (!code) return std::nullopt;
        if (code->extended) septets.push_back(gsm7_escape);
        septets.push_back(code->septet);
    }
    return septets;
}

std::string decode_gsm7(std::span<const std::uint8_t> septets) {
    std::string text;
    text.reserve(septets.size());
    for (std::size_t i = 0; i < septets.size(); ++i) {
        const bool escaped = septets[i] == gsm7_escape && i + 1 < septets.size();
        append_utf8(text,
                    escaped ? gsm7_extended_character(septets[i + 1]) : gsm7_character(septets[i]));
        if (escaped) ++i;
    }
    return text;
}

std::vector<std::uint8_t> pack_septets(std::span<const std::uint8_t> septets, unsigned fill_bits) {
    const std::size_t         bits = fill_bits + septets.size() * septet_bits;
    std::vector<std::uint8_t> octets((bits + octet_bits - 1) / octet_bits);
    std::size_t               bit = fill_bits;
    for (const std::uint8_t septet : septets) {
        const unsigned    shifted = static_cast<unsigned>(septet & 0x7F) << bit % octet_bits;
        const std::size_t at = bit / octet_bits;
        octets[at] = static_cast<std::uint8_t>(octets[at] | (shifted & 0xFF));
        if (shifted > 0xFF) octets[at + 1] = static_cast<std::uint8_t>(shifted >> octet_bits);
        bit += septet_bits;
    }
    return octets;
}

std::vector<std::uint8_t> unpack_septets(std::span<const std::uint8_t> octets, std::size_t count,
                                         unsigned fill_bits) {
    const std::size_t         bits = octets.size() * octet_bits;
    const std::size_t         there = bits < fill_bits ? 0 : (bits - fill_bits) / septet_bits;
    std::vector<std::uint8_t> septets(std::min(count, there));
    std::size_t               bit = fill_bits;
    for (std::uint8_t& septet : septets) {
        const std::size_t at = bit / octet_bits;
        unsigned          pair = octets[at];
        if (at + 1 < octets.size()) pair |= static_cast<unsigned>(octets[at + 1]) << octet_bits;
        septet = static_cast<std::uint8_t>(pair >> bit % octet_bits & 0x7F);
        bit += septet_bits;
    }
    return septets;
}

}  // namespace hayauma::sms
