#include "modem/sim/terminal_text.hpp"

#include <cstdio>

#include "modem/sms/gsm7.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/ucs2.hpp"
#include "modem/sms/utf8.hpp"

namespace hayauma::sim {
namespace {

std::string to_ucs2(const std::u32string& text) {
    return sms::to_hex(sms::encode_ucs2(sms::utf16_of(text)));
}

/// The octets of the terminal are septets of 3GPP TS 23.038, one an octet.
std::string to_gsm(const std::u32string& text) {
    std::string octets;
    for (const char32_t character : text) {
        const auto code = sms::gsm7_of(character);
        if (code && code->extended) octets.push_back(static_cast<char>(sms::gsm7_escape));
        octets.push_back(code ? static_cast<char>(code->septet) : '?');
    }
    return octets;
}

std::string to_ira(const std::u32string& text) {
    std::string octets;
    for (const char32_t character : text) {
        octets.push_back(character < 0x80 ? static_cast<char>(character) : '?');
    }
    return octets;
}

std::optional<std::string> from_ucs2(std::string_view digits) {
    const auto octets = sms::from_hex(digits);
    if (!octets || octets->size() % 2 != 0) return std::nullopt;
    return sms::decode_ucs2(*octets);
}

std::optional<std::string> from_gsm(std::string_view octets) {
    std::vector<std::uint8_t> septets;
    for (const char octet : octets) {
        const auto septet = static_cast<std::uint8_t>(octet);
        if (septet > 0x7F) return std::nullopt;
        septets.push_back(septet);
    }
    return sms::decode_gsm7(septets);
}

std::optional<std::string> from_ira(std::string_view octets) {
    for (const char octet : octets) {
        if (static_cast<unsigned char>(octet) > 0x7F) return std::nullopt;
    }
    return std::string(octets);
}

}  // namespace

std::string to_terminal(const modem_state& state, std::string_view utf8) {
    const std::u32string text = sms::from_utf8(utf8).value();
    if (state.set.alphabet == "UCS2") return to_ucs2(text);
    if (state.set.alphabet == "GSM") return to_gsm(text);
    return to_ira(text);
}

std::optional<std::string> from_terminal(const modem_state& state, std::string_view octets) {
    if (state.set.alphabet == "UCS2") return from_ucs2(octets);
    if (state.set.alphabet == "GSM") return from_gsm(octets);
    return from_ira(octets);
}

std::string from_terminal_number(const modem_state& state, std::string_view octets) {
    // Four hexadecimal digits a character, the first of them 00: no number begins so.
    if (state.set.alphabet == "UCS2" && octets.starts_with("00") && octets.size() % 4 == 0) {
        if (auto number = from_ucs2(octets)) return *std::move(number);
    }
    return std::string(octets);
}

std::string terminal_time(std::chrono::sys_seconds utc, int zone_quarters) {
    using namespace std::chrono;
    const auto           local = utc + minutes(15 * zone_quarters);
    const auto           day = floor<days>(local);
    const year_month_day date(day);
    const hh_mm_ss       time(local - day);
    char                 text[64];
    std::snprintf(text, sizeof text, "\"%02d/%02u/%02u,%02d:%02d:%02d%+03d\"",
                  static_cast<int>(date.year()) % 100, static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), zone_quarters);
    return text;
}

}  // namespace hayauma::sim
