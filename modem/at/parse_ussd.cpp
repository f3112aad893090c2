#include "modem/at/parse_ussd.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "modem/at/text.hpp"
#include "modem/sms/gsm7.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/ucs2.hpp"
#include "modem/sms/user_data.hpp"
#include "modem/sms/utf8.hpp"

namespace hayauma::at {
namespace {

constexpr int         dcs_default = 15;  // GSM 7 bit, language unspecified
constexpr int         dcs_ucs2_with_language = 0x11;
constexpr int         state_max = 5;
constexpr std::size_t code_septets_max = 182;

// The cell broadcast coding, which USSD shares; it is not the one of TP-DCS. 3GPP TS 23.038 §5.
sms::alphabet alphabet_of(int dcs) noexcept {
    if (dcs == dcs_ucs2_with_language) return sms::alphabet::ucs2;
    const int group = dcs >> 4;
    const int bits = (dcs >> 2) & 0x3;
    if (group == 0xF) return (bits & 1) != 0 ? sms::alphabet::eight_bit : sms::alphabet::gsm7;
    if ((group >= 0x4 && group <= 0x7) || group == 0x9) {
        if (bits == 1) return sms::alphabet::eight_bit;
        if (bits == 2) return sms::alphabet::ucs2;
    }
    return sms::alphabet::gsm7;
}

std::string from_packed(const std::vector<std::uint8_t>& octets) {
    auto septets = sms::unpack_septets(octets, octets.size() * 8 / 7);
    // Seven spare bits read as one septet more: CR by the standard, zeros by some modems.
    const bool padded = octets.size() % 7 == 0 && !septets.empty();
    if (padded && (septets.back() == '\r' || septets.back() == 0)) septets.pop_back();
    return sms::decode_gsm7(septets);
}

// Printable ASCII stands for itself: the character sets "GSM" and "IRA" agree on all but a few
// signs, and nobody asked the modem which one it has. What is below is GSM 7 bit.
std::string from_characters(std::string_view text) {
    const bool  is_utf8 = sms::from_utf8(text).has_value();
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto octet = static_cast<std::uint8_t>(text[i]);
        if (octet == sms::gsm7_escape && i + 1 < text.size())
            sms::append_utf8(
                plain, sms::gsm7_extended_character(static_cast<std::uint8_t>(text[++i]) & 0x7F));
        else if (octet < 0x20 && octet != '\n')
            sms::append_utf8(plain, sms::gsm7_character(octet));
        else if (octet >= 0x80 && !is_utf8)
            sms::append_utf8(plain, sms::replacement_character);
        else
            plain.push_back(text[i]);
    }
    return plain;
}

bool is_usual(unsigned unit) noexcept {
    const bool latin = unit == '\n' || unit == '\r' || (unit >= 0x20 && unit < 0x100);
    const bool kana_or_sign = unit >= 0x3000 && unit < 0x3100;
    const bool kanji_or_wide = (unit >= 0x4E00 && unit < 0xA000) || unit >= 0xFF00;
    return latin || kana_or_sign || kanji_or_wide;
}

// What AT+CSCS="UCS2" makes of any text. A balance may be nothing but digits, too: hex without a
// letter counts only where it has a unit of Latin in it.
bool looks_like_ucs2(std::string_view hex) {
    if (hex.size() < 8 || hex.size() % 4 != 0 || !is_hex(hex)) return false;
    const auto octets = sms::from_hex(hex);
    if (!octets) return false;
    bool certain = !std::all_of(hex.begin(), hex.end(), is_digit);
    for (std::size_t i = 0; i < octets->size(); i += 2) {
        const unsigned unit = (*octets)[i] * 0x100u + (*octets)[i + 1];
        if (!is_usual(unit)) return false;
        certain = certain || (*octets)[i] == 0;
    }
    return certain;
}

std::string decoded(std::string_view text, int dcs, bool packed) {
    const auto alphabet = alphabet_of(dcs);
    const auto octets = sms::from_hex(text);
    if (!octets || text.empty()) return from_characters(text);
    if (alphabet == sms::alphabet::ucs2) {
        const bool language = dcs == dcs_ucs2_with_language && octets->size() >= 2;
        return sms::decode_ucs2(std::span(*octets).subspan(language ? 2 : 0));
    }
    if (alphabet == sms::alphabet::gsm7 && packed) return from_packed(*octets);
    return looks_like_ucs2(text) ? sms::decode_ucs2(*octets) : from_characters(text);
}

struct quoted_text {
    std::string_view text, rest;
};

// The last quote closes it: others may stand inside. Huawei leaves the quotes out.
quoted_text cut(std::string_view line) noexcept {
    if (consume(line, "\"")) {
        const std::size_t end = line.rfind('"');
        return end == line.npos ? quoted_text{line, {}}
                                : quoted_text{line.substr(0, end), line.substr(end + 1)};
    }
    const std::size_t comma = line.rfind(',');
    if (comma == line.npos || !to_int(trim(line.substr(comma + 1)))) return {line, {}};
    return {line.substr(0, comma), line.substr(comma)};
}

bool is_of_code(char c) noexcept {
    const bool letter = upper(c) >= 'A' && upper(c) <= 'Z';
    return is_digit(c) || letter || std::string_view("*#+.,- ").find(c) != std::string_view::npos;
}

}  // namespace

result<ussd_message> parse_cusd(std::string_view line, bool packed) {
    if (!consume(line, "+CUSD:")) return errc::malformed_reply;
    const auto comma = std::min(line.find(','), line.size());
    const auto state = to_int(trim(line.substr(0, comma)));
    if (!state || *state < 0 || *state > state_max) return errc::malformed_reply;
    if (comma == line.size()) return ussd_message{*state, {}};

    auto [text, rest] = cut(trim(line.substr(comma + 1)));
    consume(rest, ",");
    const int dcs = to_int(trim(rest)).value_or(dcs_default);
    return ussd_message{*state, decoded(text, dcs, packed)};
}

std::optional<command> make_ussd(std::string_view code, bool packed) {
    const bool fits = !code.empty() && code.size() <= code_septets_max;
    if (!fits || !std::all_of(code.begin(), code.end(), is_of_code)) return std::nullopt;
    std::string written(code);
    if (packed) {
        std::vector<std::uint8_t> septets(code.begin(), code.end());  // ASCII is GSM 7 bit here
        if (septets.size() % 8 == 7) septets.push_back('\r');
        written = sms::to_hex(sms::pack_septets(septets));
    }
    return make_command("AT+CUSD=1,\"" + written + "\",15");
}

}  // namespace hayauma::at
