#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "modem/sms/utf8.hpp"

namespace hayauma::sms::test {

/// Numbers that are the same on every machine (Knuth's MMIX generator).
class lcg {
public:
    explicit lcg(std::uint64_t seed) : state_(seed) {}

    /// 0 .. bound - 1. @param bound not 0.
    std::uint32_t below(std::uint32_t bound) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::uint32_t>(state_ >> 33) % bound;
    }

private:
    std::uint64_t state_;
};

/// Every character of GSM 03.38 but ESC: the default table, then the extension table.
inline constexpr std::u32string_view gsm7_characters =
    U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
    U"\f^{}\\[~]|€";
static_assert(gsm7_characters.size() == 127 + 10);

inline std::string gsm7_text(lcg& random, std::size_t characters) {
    std::string text;
    for (std::size_t i = 0; i < characters; ++i)
        append_utf8(text, gsm7_characters[random.below(gsm7_characters.size())]);
    return text;
}

/// Kana, kanji, full-width and Latin characters, and pairs (emoji, rare kanji).
inline std::string unicode_text(lcg& random, std::size_t characters) {
    constexpr std::u32string_view some = U"認証コードは、１２３です。abc 012é€👍𠮷🇯`";
    std::string                   text = "認";  // At least one that GSM 03.38 has not.
    for (std::size_t i = 1; i < characters; ++i) append_utf8(text, some[random.below(some.size())]);
    return text;
}

}  // namespace hayauma::sms::test
