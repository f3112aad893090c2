#include "queue/numbering.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "modem/sms/utf8.hpp"

namespace hayauma::queue {
namespace {

// The steps below are those of the numbering rule in their order: the first check that fails gives
// the refusal. Reordering them changes answers.

template <class T>
using result = boost::system::result<T, refusal>;

constexpr std::size_t characters_max = 64;
constexpr std::size_t e164_digits_min = 8;   // the shortest mobile numbers in use are longer
constexpr std::size_t e164_digits_max = 15;  // ITU-T E.164 §6.1
constexpr std::size_t mobile_digits = 10;    // without the trunk 0

constexpr bool within(char32_t c, char32_t first, char32_t last) noexcept {
    return c >= first && c <= last;
}

/// Marks without width or effect that come along when a number is copied from somewhere. The
/// right-to-left ones (U+202B, U+202E, U+2067) are not among them: they can show an operator
/// another number than the one texted.
constexpr bool is_invisible(char32_t c) noexcept {
    return within(c, 0x200B, 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0x00AD || c == 0x202A ||
           c == 0x202C || c == 0x202D || c == 0x2066 || c == 0x2068 || c == 0x2069;
}

constexpr bool is_space(char32_t c) noexcept {
    return c == U' ' || c == 0x00A0 || within(c, 0x2000, 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

constexpr bool is_hyphen(char32_t c) noexcept {
    return c == U'-' || within(c, 0x2010, 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0xFE63 ||
           c == 0xFE58 || c == 0x30FC || c == 0xFF70 ||  // long vowel marks, typed for a hyphen
           c == 0x2500 || c == 0x2501;                   // box drawing, for the same reason
}

constexpr bool is_separator(char32_t c) noexcept {
    return is_space(c) || is_hyphen(c) || c == U'.' || c == 0xFF0E || c == 0x30FB || c == 0xFF65 ||
           c == U'(' || c == U')' || c == 0xFF08 || c == 0xFF09;
}

/// ASCII and full-width digits only: every other script's digits are refused on purpose.
constexpr bool read_digit(char32_t c, char& digit) noexcept {
    if (within(c, U'0', U'9')) return digit = static_cast<char>('0' + (c - U'0')), true;
    if (within(c, 0xFF10, 0xFF19)) return digit = static_cast<char>('0' + (c - 0xFF10)), true;
    return false;
}

constexpr bool is_plus(char32_t c) noexcept { return c == U'+' || c == 0xFF0B; }

/// What is left of the input: digits, and whether a plus stood in front of them.
struct dialled {
    bool        plus = false;
    std::string digits;
};

/// Steps 1 and 2: the length before any other work, then the invisible marks go.
result<std::u32string> visible_characters(std::string_view utf8) {
    // Counted on octets that begin a character, so that a flood costs no decoding.
    const auto begins = [](char octet) {
        return (static_cast<unsigned char>(octet) & 0xC0) != 0x80;
    };
    if (std::count_if(utf8.begin(), utf8.end(), begins) > static_cast<long>(characters_max))
        return refusal::too_long;
    const auto decoded = sms::from_utf8(utf8);
    if (!decoded) return refusal::invalid_characters;
    std::u32string visible = *decoded;
    std::erase_if(visible, is_invisible);
    return visible;
}

/// Step 3: spaces around it, and one "tel:" of RFC 3966 in front.
std::u32string_view trimmed(std::u32string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::u32string_view without_scheme(std::u32string_view text) {
    constexpr std::u32string_view scheme = U"tel:";
    const auto                    same = [](char32_t a, char32_t b) {
        return (within(a, U'A', U'Z') ? a + 32 : a) == b;
    };
    const bool starts = text.size() >= scheme.size() &&
                        std::equal(scheme.begin(), scheme.end(), text.begin(),
                                   [&](char32_t b, char32_t a) { return same(a, b); });
    if (starts) text.remove_prefix(scheme.size());
    return text;
}

/// Step 4: every character is a digit, a separator, or the one plus before the first digit.
result<dialled> read_digits(std::u32string_view text) {
    dialled out;
    for (const char32_t c : text) {
        if (char digit{}; read_digit(c, digit)) {
            out.digits.push_back(digit);
        } else if (is_plus(c) && !out.plus && out.digits.empty()) {
            out.plus = true;
        } else if (!is_separator(c)) {
            return refusal::invalid_characters;
        }
    }
    if (out.digits.empty()) return refusal::not_a_number;
    return out;
}

/// Step 5. Also behind the caller-ID prefixes 184 and 186, and behind the country code.
bool is_emergency(const dialled& number) {
    constexpr std::array<std::string_view, 5> services{"110", "118", "119", "112", "911"};
    std::string_view                          digits = number.digits;
    if (number.plus && digits.starts_with("81")) digits.remove_prefix(2);
    if (digits.starts_with("184") || digits.starts_with("186")) digits.remove_prefix(3);
    return std::find(services.begin(), services.end(), digits) != services.end();
}

/// 060, 070, 080, 090 without the 0, then 1 to 9.
bool is_mobile_prefix(std::string_view national) {
    return national.size() >= 3 && national[0] >= '6' && national[1] == '0' && national[2] != '0';
}

/// A whole mobile number of Japan, with or without a superfluous trunk 0.
bool is_whole_mobile(std::string_view national) {
    if (national.starts_with('0')) national.remove_prefix(1);
    return national.size() == mobile_digits && is_mobile_prefix(national);
}

/// Step 6 of Japan as home: what was dialled, as country code and number, or as a domestic number.
struct placed {
    bool             domestic = false;
    std::string_view digits;  ///< with the country code, or with the trunk 0
};

result<placed> place_in_japan(std::string_view digits) {
    constexpr std::size_t after_81_min = 9;
    if (digits.starts_with("010")) return placed{false, digits.substr(3)};
    if (digits.starts_with("0081") && is_whole_mobile(digits.substr(4)))
        return placed{false, digits.substr(2)};
    if (digits.starts_with("00")) return refusal::invalid_prefix;
    // Sapporo numbers begin with 011-81 too, but have ten digits: this is another country's way
    // to dial Japan.
    if (digits.starts_with("01181") && digits.size() > 10) return refusal::invalid_prefix;
    if (digits.starts_with('0')) return placed{true, digits};
    if (digits.starts_with("81") && digits.size() >= 2 + after_81_min) return placed{false, digits};
    return digits.size() < 9 ? refusal::too_short : refusal::invalid_prefix;
}

result<placed> place(const dialled& number, const config::numbering_settings& settings) {
    if (number.plus) return placed{false, number.digits};
    if (settings.home_country == "81") return place_in_japan(number.digits);
    return refusal::invalid_prefix;  // What a domestic number looks like there is not known here.
}

/// A block of the numbering plan of Japan: the first that fits decides. A length of 0 means that
/// the prefix alone does.
struct block {
    std::string_view prefix;  ///< without the trunk 0
    std::size_t      digits;
    refusal          why;
};

constexpr std::array blocks{
    block{"0", 0, refusal::invalid_prefix},      // 00: carrier selection
    block{"30", 0, refusal::invalid_prefix},     // closed in 1999, kept in reserve
    block{"40", 0, refusal::invalid_prefix},     // closed in 1999, kept in reserve
    block{"500", 0, refusal::invalid_prefix},    // not assigned
    block{"700", 0, refusal::invalid_prefix},    // not assigned
    block{"900", 0, refusal::invalid_prefix},    // not assigned
    block{"600", 10, refusal::not_sms_capable},  // FMC
    block{"800", 10, refusal::not_sms_capable},  // toll-free
    block{"200", 13, refusal::not_sms_capable},  // machines, 14 digits
    block{"20", 10, refusal::not_sms_capable},   // machines, and 204: pagers
    block{"50", 10, refusal::not_sms_capable},   // IP phones
    block{"120", 9, refusal::not_sms_capable},   // toll-free
    block{"170", 9, refusal::not_sms_capable},   // announcements
    block{"180", 9, refusal::not_sms_capable},   // votes
    block{"570", 9, refusal::not_sms_capable},   // unified numbers
    block{"990", 9, refusal::not_sms_capable},   // premium
    block{"", 9, refusal::not_sms_capable},      // geographic
};

refusal wrong_length(std::size_t digits, std::size_t expected) {
    return digits < expected ? refusal::too_short : refusal::too_long;
}

/// Step 9: against the plan.
result<sms::phone_number> number_of_japan(std::string_view national) {
    if (is_mobile_prefix(national)) {
        if (national.size() != mobile_digits) return wrong_length(national.size(), mobile_digits);
        return *sms::phone_number::from_digits("81" + std::string(national));
    }
    // 091 is interconnection between carriers, of 10 to 13 digits.
    if (national.starts_with("91") && national.size() >= 9 && national.size() <= 12)
        return refusal::not_sms_capable;
    const auto   fits = [&](const block& b) { return national.starts_with(b.prefix); };
    const block& found = *std::find_if(blocks.begin(), blocks.end(), fits);
    if (found.digits == 0 || national.size() == found.digits) return found.why;
    return wrong_length(national.size(), found.digits);
}

/// Step 8, then 9: one superfluous 0 after the country code, no second country code.
result<sms::phone_number> behind_81(std::string_view national) {
    if (national.starts_with('0')) national.remove_prefix(1);
    if (national.starts_with("81") && is_whole_mobile(national.substr(2)))
        return refusal::invalid_prefix;
    return number_of_japan(national);
}

/// Step 7, then what the country asks for.
result<sms::phone_number> international(std::string_view                  digits,
                                        const config::numbering_settings& settings) {
    if (digits.empty()) return refusal::too_short;
    if (digits.starts_with('0')) return refusal::invalid_prefix;
    const auto& allowed = settings.allowed_countries;
    const bool  known = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& code) {
        return !code.empty() && digits.starts_with(code);
    });
    if (!known) return refusal::country_not_allowed;
    if (digits.starts_with("81")) return behind_81(digits.substr(2));
    if (digits.size() < e164_digits_min) return refusal::too_short;
    if (digits.size() > e164_digits_max) return refusal::too_long;
    return *sms::phone_number::from_digits(digits);
}

bool allows_japan(const config::numbering_settings& settings) {
    const auto& allowed = settings.allowed_countries;
    return std::find(allowed.begin(), allowed.end(), "81") != allowed.end();
}

}  // namespace

result<sms::phone_number> normalise(std::string_view                  utf8,
                                    const config::numbering_settings& settings) {
    const auto characters = visible_characters(utf8);
    if (!characters) return characters.error();
    const std::u32string_view text = trimmed(*characters);
    if (text.empty()) return refusal::empty;
    const auto number = read_digits(without_scheme(text));
    if (!number) return number.error();
    if (is_emergency(*number)) return refusal::emergency;
    const auto where = place(*number, settings);
    if (!where) return where.error();
    if (!where->domestic) return international(where->digits, settings);
    if (!allows_japan(settings)) return refusal::country_not_allowed;
    return number_of_japan(where->digits.substr(1));
}

const char* name(refusal r) noexcept {
    switch (r) {
    case refusal::empty: return "empty";
    case refusal::not_a_number: return "not_a_number";
    case refusal::too_short: return "too_short";
    case refusal::too_long: return "too_long";
    case refusal::invalid_characters: return "invalid_characters";
    case refusal::invalid_prefix: return "invalid_prefix";
    case refusal::country_not_allowed: return "country_not_allowed";
    case refusal::not_sms_capable: return "not_sms_capable";
    case refusal::emergency: return "emergency";
    }
    return "unknown";
}

const char* text(refusal r) noexcept {
    switch (r) {
    case refusal::empty: return "there is no number";
    case refusal::not_a_number: return "there is no digit in it";
    case refusal::too_short: return "digits are missing";
    case refusal::too_long: return "it has too many characters or digits";
    case refusal::invalid_characters:
        return "it holds characters that do not belong into a telephone number";
    case refusal::invalid_prefix: return "no mobile number begins like this";
    case refusal::country_not_allowed: return "messages to this country are not allowed here";
    case refusal::not_sms_capable: return "this kind of number cannot receive short messages";
    case refusal::emergency: return "this is an emergency number";
    }
    return "unknown refusal";
}

void throw_exception_from_error(refusal r, const boost::source_location& where) {
    throw std::logic_error(std::string("a refused number was used (") + name(r) + ") in " +
                           where.function_name());
}

}  // namespace hayauma::queue
