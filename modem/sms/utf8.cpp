#include "modem/sms/utf8.hpp"

#include <cstdint>

#include "modem/sms/codec_error.hpp"

namespace hayauma::sms {
namespace {

bool is_surrogate(char32_t c) noexcept { return c >= 0xD800 && c <= 0xDFFF; }

/// What the first octet of a sequence says: how many octets follow, which bits it gives, and the
/// lowest character that needs so many. `follow` is negative where no sequence begins.
struct lead {
    int      follow;
    char32_t bits;
    char32_t lowest;
};

lead lead_of(std::uint8_t octet) noexcept {
    if (octet < 0x80) return {0, octet, 0};
    if (octet < 0xC0) return {-1, 0, 0};  // a continuation octet begins nothing
    if (octet < 0xE0) return {1, octet & 0x1FU, 0x80};
    if (octet < 0xF0) return {2, octet & 0x0FU, 0x800};
    if (octet < 0xF8) return {3, octet & 0x07U, 0x10000};
    return {-1, 0, 0};
}

}  // namespace

boost::system::result<std::u32string> from_utf8(std::string_view text) {
    std::u32string characters;
    characters.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const lead first = lead_of(static_cast<std::uint8_t>(text[i++]));
        if (first.follow < 0) return errc::invalid_utf8;
        char32_t character = first.bits;
        for (int k = 0; k < first.follow; ++k, ++i) {
            if (i == text.size()) return errc::invalid_utf8;
            const auto next = static_cast<std::uint8_t>(text[i]);
            if ((next & 0xC0) != 0x80) return errc::invalid_utf8;
            character = character << 6 | (next & 0x3FU);
        }
        if (character < first.lowest || is_surrogate(character) || character > 0x10FFFF)
            return errc::invalid_utf8;
        characters += character;
    }
    return characters;
}

void append_utf8(std::string& text, char32_t character) {
    if (is_surrogate(character) || character > 0x10FFFF) character = replacement_character;
    const auto put = [&text](char32_t octet) { text += static_cast<char>(octet); };
    if (character < 0x80) {
        put(character);
        return;
    }
    if (character < 0x800) {
        put(0xC0 | character >> 6);
    } else {
        if (character < 0x10000) {
            put(0xE0 | character >> 12);
        } else {
            put(0xF0 | character >> 18);
            put(0x80 | (character >> 12 & 0x3F));
        }
        put(0x80 | (character >> 6 & 0x3F));
    }
    put(0x80 | (character & 0x3F));
}

}  // namespace hayauma::sms
