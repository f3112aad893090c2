#include "modem/sms/ucs2.hpp"

#include "modem/sms/codec_error.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/utf8.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;

TEST_CASE("Unicode characters of every length go to UTF-8 and back", "[sms][utf8]") {
    // All of the first 64 Ki, whose lengths change, then some of every plane.
    for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x10000 ? 1 : 251) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, c);
        const auto back = from_utf8(text);
        if (!back || *back != std::u32string(1, c)) FAIL("U+" << std::hex << std::uint32_t{c});
    }
}

TEST_CASE("what is not UTF-8 is refused", "[sms][utf8]") {
    struct {
        const char* name;
        std::string text;
    } const cases[] = {
        {"a continuation octet alone", "\x80"},
        {"the highest continuation octet", "\xBF"},
        {"two octets, one there", "\xC3"},
        {"two octets, the second is a letter", "\xC3"
                                               "a"},
        {"three octets, two there", "\xE3\x81"},
        {"four octets, three there", "\xF0\x9F\x91"},
        {"four octets, broken at the third", "\xF0\x9F"
                                             "a\x8D"},
        {"overlong NUL", std::string("\xC0\x80")},
        {"overlong slash, two octets", "\xC0\xAF"},
        {"overlong, highest of two octets", "\xC1\xBF"},
        {"overlong slash, three octets", "\xE0\x80\xAF"},
        {"overlong, highest of three octets", "\xE0\x9F\xBF"},
        {"overlong, four octets", "\xF0\x8F\xBF\xBF"},
        {"the first surrogate", "\xED\xA0\x80"},
        {"the last surrogate", "\xED\xBF\xBF"},
        {"a pair of surrogates (CESU-8)", "\xED\xA0\xBD\xED\xB1\x8D"},
        {"one above U+10FFFF", "\xF4\x90\x80\x80"},
        {"a lead octet that no longer exists", "\xF5\x80\x80\x80"},
        {"five octets", "\xF8\x88\x80\x80\x80"},
        {"FE", "\xFE"},
        {"FF", "\xFF"},
        {"a good character, then a bad one", "a\xFF"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto result = from_utf8(c.text);
        REQUIRE(result.has_error());
        CHECK(result.error() == make_error_code(errc::invalid_utf8));
    }
}

TEST_CASE("the limits of each length are accepted", "[sms][utf8]") {
    CHECK(
        from_utf8("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF").value() ==
        std::u32string({0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF}));
    CHECK(from_utf8("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF").value() ==
          std::u32string({0x10000, 0x10FFFF}));
    CHECK(from_utf8("").value() == std::u32string());
}

TEST_CASE("what is no character is written as U+FFFD", "[sms][utf8]") {
    std::string text;
    append_utf8(text, 0xD800);
    append_utf8(text, 0x110000);
    CHECK(text == "\uFFFD\uFFFD");
}

TEST_CASE("a character above U+FFFF is two units", "[sms][ucs2]") {
    CHECK(utf16_of(U"a認👍") == u"a認👍");
    CHECK(utf16_of(U"👍").size() == 2);
    CHECK(to_hex(encode_ucs2(u"認👍")) == "8A8DD83DDC4D");
}

TEST_CASE("UTF-16 reads back, halves read as U+FFFD", "[sms][ucs2]") {
    struct {
        const char* name;
        const char* hex;
        const char* text;
    } const cases[] = {
        {"empty", "", ""},
        {"a pair", "D83DDC4D", "👍"},
        {"the first and last pair", "D800DC00DBFFDFFF", "\U00010000\U0010FFFF"},
        {"a high half at the end", "0061D83D", "a\uFFFD"},
        {"a high half, then a letter", "D83D0061", "\uFFFDa"},
        {"two high halves, then a low one", "D83DD83DDC4D", "\uFFFD👍"},
        {"a low half alone", "DC4D0061", "\uFFFDa"},
        {"half a unit at the end", "006100", "a\uFFFD"},
        {"a pair cut inside its last unit", "D83DDC", "\uFFFD\uFFFD"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(decode_ucs2(*from_hex(c.hex)) == c.text);
    }
}
