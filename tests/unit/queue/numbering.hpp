#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "queue/numbering.hpp"

/// What `hayauma number` prints: the E.164 form, or the refusal word.
inline std::string answer(std::string_view                           written,
                          const hayauma::config::numbering_settings& settings = {}) {
    const auto number = hayauma::queue::normalise(written, settings);
    if (number) return "+" + std::string(number->digits());
    return hayauma::queue::name(number.error());
}

struct written_row {
    std::string written;
    std::string expected;
};

/// One code point as UTF-8.
inline std::string utf8(char32_t c) {
    const auto  octet = [](char32_t bits) { return static_cast<char>(bits); };
    std::string out;
    if (c < 0x80) return {octet(c)};
    if (c < 0x800) {
        out = {octet(0xC0 | (c >> 6))};
    } else if (c < 0x10000) {
        out = {octet(0xE0 | (c >> 12)), octet(0x80 | ((c >> 6) & 0x3F))};
    } else {
        out = {octet(0xF0 | (c >> 18)), octet(0x80 | ((c >> 12) & 0x3F)),
               octet(0x80 | ((c >> 6) & 0x3F))};
    }
    return out + octet(0x80 | (c & 0x3F));
}
