#include "modem/sms/ucs2.hpp"

#include "modem/sms/utf8.hpp"

namespace hayauma::sms {

std::u16string utf16_of(std::u32string_view text) {
    std::u16string units;
    units.reserve(text.size());
    for (const char32_t character : text) {
        if (character < 0x10000) {
            units += static_cast<char16_t>(character);
            continue;
        }
        const char32_t above = character - 0x10000;
        units += static_cast<char16_t>(0xD800 | above >> 10);
        units += static_cast<char16_t>(0xDC00 | (above & 0x3FF));
    }
    return units;
}

std::vector<std::uint8_t> encode_ucs2(std::u16string_view units) {
    std::vector<std::uint8_t> octets;
    octets.reserve(units.size() * 2);
    for (const char16_t unit : units) {
        octets.push_back(static_cast<std::uint8_t>(unit >> 8));
        octets.push_back(static_cast<std::uint8_t>(unit & 0xFF));
    }
    return octets;
}

std::string decode_ucs2(std::span<const std::uint8_t> octets) {
    const auto unit_at = [octets](std::size_t i) {
        return static_cast<char16_t>(octets[i] << 8 | octets[i + 1]);
    };
    std::string text;
    text.reserve(octets.size());
    std::size_t i = 0;
    for (; i + 1 < octets.size(); i += 2) {
        const char16_t unit = unit_at(i);
        if (is_high_surrogate(unit) && i + 3 < octets.size() && is_low_surrogate(unit_at(i + 2))) {
            i += 2;
            append_utf8(text, 0x10000 + (char32_t{unit} - 0xD800) * 0x400 + (unit_at(i) - 0xDC00U));
        } else {
            append_utf8(text, unit);  // A lone half becomes U+FFFD there.
        }
    }
    if (i < octets.size()) append_utf8(text, replacement_character);
    return text;
}

}  // namespace hayauma::sms
