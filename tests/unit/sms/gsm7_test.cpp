#include "modem/sms/gsm7.hpp"

#include "modem/sms/hex.hpp"
#include "modem/sms/utf8.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sms/generated_text.hpp"

using namespace hayauma::sms;

namespace {

std::string utf8_of(char32_t character) {
    std::string text;
    append_utf8(text, character);
    return text;
}

std::vector<std::uint8_t> septets_of(std::string_view ascii) {
    return encode_gsm7(*from_utf8(ascii)).value();
}

}  // namespace

TEST_CASE("every septet of the default table is its character and comes back", "[sms][gsm7]") {
    std::size_t at = 0;
    for (unsigned septet = 0; septet < 128; ++septet) {
        if (septet == gsm7_escape) continue;
        const char32_t expected = test::gsm7_characters[at++];
        INFO("septet " << septet);
        CHECK(gsm7_character(static_cast<std::uint8_t>(septet)) == expected);
        CHECK(gsm7_of(expected) == gsm7_code{false, static_cast<std::uint8_t>(septet)});
    }
    CHECK(at == 127);
}

TEST_CASE("every character of the extension table is an ESC and its septet", "[sms][gsm7]") {
    struct {
        char32_t     character;
        std::uint8_t septet;
    } const cases[] = {
        {U'\f', 0x0A}, {U'^', 0x14}, {U'{', 0x28}, {U'}', 0x29}, {U'\\', 0x2F},
        {U'[', 0x3C},  {U'~', 0x3D}, {U']', 0x3E}, {U'|', 0x40}, {U'€', 0x65},
    };
    for (const auto& c : cases) {
        INFO("septet " << int{c.septet});
        CHECK(gsm7_of(c.character) == gsm7_code{true, c.septet});
        CHECK(gsm7_extended_character(c.septet) == c.character);
        const std::uint8_t pair[] = {gsm7_escape, c.septet};
        CHECK(decode_gsm7(pair) == utf8_of(c.character));
    }
}

TEST_CASE("an ESC before any other septet shows the default table's character", "[sms][gsm7]") {
    const std::string extended = "\x0A\x14\x28\x29\x2F\x3C\x3D\x3E\x40\x65";
    for (unsigned septet = 0; septet < 128; ++septet) {
        if (septet == gsm7_escape || extended.find(static_cast<char>(septet)) != std::string::npos)
            continue;
        INFO("septet " << septet);
        const auto         s = static_cast<std::uint8_t>(septet);
        const std::uint8_t pair[] = {gsm7_escape, s};
        CHECK(decode_gsm7(pair) == utf8_of(gsm7_character(s)));
    }
}

TEST_CASE("an ESC that announces nothing is a space", "[sms][gsm7]") {
    const std::uint8_t twice[] = {gsm7_escape, gsm7_escape, 'a'};
    CHECK(decode_gsm7(twice) == " a");
    const std::uint8_t at_the_end[] = {'a', gsm7_escape};
    CHECK(decode_gsm7(at_the_end) == "a ");
}

TEST_CASE("no other character of the first plane is in GSM 03.38", "[sms][gsm7]") {
    for (char32_t c = 0; c <= 0xFFFF; ++c) {
        const bool listed = test::gsm7_characters.find(c) != std::u32string_view::npos;
        if (gsm7_of(c).has_value() != listed) FAIL_CHECK("U+" << std::hex << std::uint32_t{c});
    }
    CHECK_FALSE(gsm7_of(U'\x1B'));  // ESC is no character, so it cannot be smuggled in
    CHECK_FALSE(gsm7_of(U'`'));
    CHECK_FALSE(gsm7_of(U'ç'));  // 0x09 is the capital Ç
    CHECK_FALSE(gsm7_of(U'\t'));
    CHECK_FALSE(gsm7_of(U'\0'));  // 0x00 is '@'
}

TEST_CASE("packing", "[sms][gsm7]") {
    struct {
        const char* name;
        const char* text;
        unsigned    fill;
        const char* hex;
    } const cases[] = {
        {"nothing", "", 0, ""},
        {"one septet", "1", 0, "31"},
        {"six septets", "123456", 0, "31D98C56B301"},
        {"eight septets fill seven octets", "12345678", 0, "31D98C56B3DD70"},
        {"the classic", "hellohello", 0, "E8329BFD4697D9EC37"},
        {"one fill bit, after six octets", "a", 1, "C2"},
        {"six fill bits", "ab", 6, "40580C"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto septets = septets_of(c.text);
        const auto packed = pack_septets(septets, c.fill);
        CHECK(to_hex(packed) == c.hex);
        CHECK(unpack_septets(packed, septets.size(), c.fill) == septets);
    }
}

TEST_CASE("any number of septets comes back through any fill bits", "[sms][gsm7]") {
    test::lcg random(7);
    for (unsigned fill = 0; fill < 7; ++fill) {
        for (std::size_t count = 0; count <= 160; ++count) {
            std::vector<std::uint8_t> septets(count);
            for (auto& septet : septets) septet = static_cast<std::uint8_t>(random.below(128));
            const auto octets = pack_septets(septets, fill);
            if (octets.size() != (fill + count * 7 + 7) / 8) FAIL_CHECK(fill << ' ' << count);
            if (unpack_septets(octets, count, fill) != septets) FAIL_CHECK(fill << ' ' << count);
        }
    }
}

TEST_CASE("spare bits are no '@': the announced count decides", "[sms][gsm7]") {
    const std::uint8_t seven_septets[] = {0x31, 0xD9, 0x8C, 0x56, 0xB3, 0xDD, 0x00};
    CHECK(decode_gsm7(unpack_septets(seven_septets, 7)) == "1234567");
    CHECK(decode_gsm7(unpack_septets(seven_septets, 8)) == "1234567@");
}

TEST_CASE("unpacking asks for no octet that is not there", "[sms][gsm7]") {
    const std::uint8_t two[] = {0x31, 0xD9};
    CHECK(unpack_septets(two, 100).size() == 2);
    CHECK(unpack_septets(two, 100, 3).size() == 1);
    CHECK(unpack_septets({}, 5, 6).empty());
}
