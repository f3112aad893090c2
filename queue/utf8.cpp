#include "queue/utf8.hpp"

#include <cstdint>

namespace hayauma::queue {
namespace {

struct lead {
    std::size_t length;   ///< octets of the sequence, 0 where no sequence begins so
    char32_t    bits;     ///< what the first octet holds of the code point
    char32_t    smallest; ///< anything below would be overlong
};

constexpr lead read_lead(std::uint8_t octet) noexcept {
    if (octet < 0x80) return {1, octet, 0};
    if ((octet & 0xE0) == 0xC0) return {2, octet & 0x1FU, 0x80};
    if ((octet & 0xF0) == 0xE0) return {3, octet & 0x0FU, 0x800};
    if ((octet & 0xF8) == 0xF0) return {4, octet & 0x07U, 0x10000};
    return {0, 0, 0};
}

constexpr bool is_scalar(char32_t c) noexcept {
    return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

}  // namespace

std::optional<std::u32string> decode_utf8(std::string_view utf8) {
    std::u32string text;
    text.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const lead first = read_lead(static_cast<std::uint8_t>(utf8[at]));
        if (first.length == 0 || utf8.size() - at < first.length) return std::nullopt;
        char32_t c = first.bits;
        for (std::size_t i = 1; i < first.length; ++i) {
            const auto octet = static_cast<std::uint8_t>(utf8[at + i]);
            if ((octet & 0xC0) != 0x80) return std::nullopt;
            c = (c << 6) | (octet & 0x3FU);
        }
        if (c < first.smallest || !is_scalar(c)) return std::nullopt;
        text.push_back(c);
        at += first.length;
    }
    return text;
}

}  // namespace hayauma::queue
