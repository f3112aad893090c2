#include "gateway/cli/text_width.hpp"

#include <algorithm>
#include <array>

namespace hayauma::cli {
namespace {

struct range {
    char32_t first, last;
};

/// East Asian Wide and Fullwidth, in blocks. @see Unicode EastAsianWidth.txt.
constexpr std::array wide{
    range{0x1100, 0x115F},   range{0x231A, 0x231B},   range{0x23E9, 0x23EC},
    range{0x2E80, 0x303E},   range{0x3041, 0x33FF},   range{0x3400, 0x4DBF},
    range{0x4E00, 0x9FFF},   range{0xA000, 0xA4CF},   range{0xA960, 0xA97F},
    range{0xAC00, 0xD7A3},   range{0xF900, 0xFAFF},   range{0xFE30, 0xFE6F},
    range{0xFF01, 0xFF60},   range{0xFFE0, 0xFFE6},   range{0x1F300, 0x1F64F},
    range{0x1F680, 0x1F6FF}, range{0x1F900, 0x1F9FF}, range{0x20000, 0x3FFFD}};

/// Combining marks, joiners and variation selectors; the dakuten marks stand inside a wide block.
constexpr std::array zero{range{0x0300, 0x036F}, range{0x200B, 0x200F}, range{0x20D0, 0x20FF},
                          range{0x3099, 0x309A}, range{0xFE00, 0xFE0F}, range{0xFE20, 0xFE2F}};

constexpr char32_t         malformed = 0xFFFD;
constexpr std::string_view replacement = "\xEF\xBF\xBD";
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

struct character {
    char32_t    value;
    std::size_t octets;
};

std::size_t sequence_octets(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

bool is_valid(char32_t value, std::size_t octets) {
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool                        surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value >= least[octets] && value <= 0x10FFFF && !surrogate;
}

/// The first character of what is not empty; a malformed octet counts as one. @see RFC 3629 §4.
character first_of(std::string_view utf8) {
    const auto lead = static_cast<unsigned char>(utf8[0]);
    const auto octets = sequence_octets(lead);
    if (octets == 1) return {lead, 1};
    if (octets == 0 || utf8.size() < octets) return {malformed, 1};
    auto value = static_cast<char32_t>(lead & (0x7F >> octets));
    for (std::size_t i = 1; i < octets; ++i) {
        const auto next = static_cast<unsigned char>(utf8[i]);
        if ((next & 0xC0) != 0x80) return {malformed, 1};
        value = (value << 6) | (next & 0x3F);
    }
    return is_valid(value, octets) ? character{value, octets} : character{malformed, 1};
}

template <std::size_t N>
bool is_in(const std::array<range, N>& ranges, char32_t value) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [=](range r) { return value >= r.first && value <= r.last; });
}

std::size_t columns_of(char32_t value) {
    if (is_in(zero, value)) return 0;
    return is_in(wide, value) ? 2 : 1;
}

/// C0, DEL and C1 drive a terminal; the bidirectional controls reorder what it shows.
bool is_control(char32_t value) {
    return value < 0x20 || (value >= 0x7F && value <= 0x9F) ||
           (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
    std::size_t width = 0;
    while (!utf8.empty()) {
        const auto one = first_of(utf8);
        width += columns_of(one.value);
        utf8.remove_prefix(one.octets);
    }
    return width;
}

std::string cut_to(std::string_view utf8, std::size_t columns) {
    if (display_width(utf8) <= columns) return std::string(utf8);
    if (columns == 0) return {};
    std::size_t width = 0;
    std::size_t kept = 0;
    for (auto rest = utf8;;) {
        const auto one = first_of(rest);
        if (width + columns_of(one.value) > columns - 1)
            break;  // the last column is the ellipsis's
        width += columns_of(one.value);
        kept += one.octets;
        rest.remove_prefix(one.octets);
    }
    return std::string(utf8.substr(0, kept)) + std::string(ellipsis);
}

std::string printable(std::string_view utf8) {
    std::string out;
    while (!utf8.empty()) {
        const auto one = first_of(utf8);
        const bool bad = is_control(one.value) || one.value == malformed;
        out += bad ? replacement : utf8.substr(0, one.octets);
        utf8.remove_prefix(one.octets);
    }
    return out;
}

}  // namespace hayauma::cli
