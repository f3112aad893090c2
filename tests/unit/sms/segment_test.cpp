#include "modem/sms/segment.hpp"

#include "modem/sms/codec_error.hpp"
#include "modem/sms/hex.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;

namespace {

constexpr auto wide = reference_width::sixteen_bit;

std::string repeated(std::size_t count, std::string_view character) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += character;
    return text;
}

std::size_t parts(const std::string& text, reference_width width = reference_width::eight_bit) {
    return measure_text(text, width).value().parts;
}

}  // namespace

TEST_CASE("texts are counted as the standard counts", "[sms][segment]") {
    struct {
        const char* name;
        std::string text;
        measure     narrow;
        std::size_t wide_parts;
    } cases[] = {
        {"empty", "", {encoding::gsm7, 0, 0}, 0},
        {"one letter", "a", {encoding::gsm7, 1, 1}, 1},
        {"159 septets", repeated(159, "a"), {encoding::gsm7, 159, 1}, 1},
        {"160 septets", repeated(160, "a"), {encoding::gsm7, 160, 1}, 1},
        {"161 septets", repeated(161, "a"), {encoding::gsm7, 161, 2}, 2},
        {"2 x 152", repeated(304, "a"), {encoding::gsm7, 304, 2}, 2},
        {"2 x 152 + 1", repeated(305, "a"), {encoding::gsm7, 305, 2}, 3},
        {"2 x 153", repeated(306, "a"), {encoding::gsm7, 306, 2}, 3},
        {"2 x 153 + 1", repeated(307, "a"), {encoding::gsm7, 307, 3}, 3},
        {"10 x 153", repeated(1530, "a"), {encoding::gsm7, 1530, 10}, 11},
        {"10 x 153 + 1", repeated(1531, "a"), {encoding::gsm7, 1531, 11}, 11},
        {"80 euro signs", repeated(80, "€"), {encoding::gsm7, 160, 1}, 1},
        {"81 euro signs", repeated(81, "€"), {encoding::gsm7, 162, 2}, 2},
        {"153 euro signs: 76 fit a part", repeated(153, "€"), {encoding::gsm7, 306, 3}, 3},
        {"69 units", repeated(69, "認"), {encoding::ucs2, 69, 1}, 1},
        {"70 units", repeated(70, "認"), {encoding::ucs2, 70, 1}, 1},
        {"71 units", repeated(71, "認"), {encoding::ucs2, 71, 2}, 2},
        {"2 x 66 + 1", repeated(133, "認"), {encoding::ucs2, 133, 2}, 3},
        {"2 x 67", repeated(134, "認"), {encoding::ucs2, 134, 2}, 3},
        {"2 x 67 + 1", repeated(135, "認"), {encoding::ucs2, 135, 3}, 3},
        {"35 emoji", repeated(35, "👍"), {encoding::ucs2, 70, 1}, 1},
        {"67 emoji: 33 fit a part", repeated(67, "👍"), {encoding::ucs2, 134, 3}, 3},
        {"66 emoji", repeated(66, "👍"), {encoding::ucs2, 132, 2}, 2},
        {"one other character turns all into UCS-2",
         repeated(70, "a") + "`",
         {encoding::ucs2, 71, 2},
         2},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(measure_text(c.text).value() == c.narrow);
        CHECK(parts(c.text, wide) == c.wide_parts);
        if (c.narrow.parts > 0) {
            CHECK(segment_text(c.text, 0).value().size() == c.narrow.parts);
            CHECK(segment_text(c.text, 0, wide).value().size() == c.wide_parts);
        }
    }
}

TEST_CASE("the usual code texts are counted right", "[sms][segment]") {
    struct {
        const char* text;
        measure     expected;
    } const cases[] = {
        {"Use verification code 613142 for Microsoft authentication.", {encoding::gsm7, 58, 1}},
        {"613142 is your Example code. Valid 5 min. We never ask for it.", {encoding::gsm7, 62, 1}},
        {"613142 is your Example verification code. It expires in 5 minutes. Never share it.",
         {encoding::gsm7, 82, 1}},
        {"Use verification code 613142 for Example authentication.\n\n@login.example.jp #613142",
         {encoding::gsm7, 83, 1}},
        {"【Example】認証コード 613142。有効期限5分。他人に教えないでください。",
         {encoding::ucs2, 42, 1}},
        {"認証コード：613142（Example）\n有効期限は5分です。他人に教えないでください。",
         {encoding::ucs2, 45, 1}},
        {"Exampleの認証コードは613142です。5分以内に入力してください。このコードを他人に教えないで"
         "ください。",
         {encoding::ucs2, 56, 1}},
        {"認証コード 613142 (Example、5分有効)\n\n@login.example.jp #613142",
         {encoding::ucs2, 54, 1}},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        CHECK(measure_text(c.text).value() == c.expected);
    }
}

TEST_CASE("an extension character is never split over two parts", "[sms][segment]") {
    // The ESC would be septet 153 of the first part, so the whole character moves on.
    const auto cut = segment_text(repeated(152, "a") + "€" + repeated(10, "b"), 0).value();
    REQUIRE(cut.size() == 2);
    CHECK(cut[0].length == 7 + 152);
    CHECK(cut[1].length == 7 + 12);

    // One place earlier it still fits.
    const auto fits = segment_text(repeated(151, "a") + "€" + repeated(10, "b"), 0).value();
    REQUIRE(fits.size() == 2);
    CHECK(fits[0].length == 7 + 153);
    CHECK(fits[1].length == 7 + 10);

    // The same at 152, with the longer header.
    const auto longer = segment_text(repeated(151, "a") + "€" + repeated(10, "b"), 0, wide).value();
    REQUIRE(longer.size() == 2);
    CHECK(longer[0].length == 8 + 151);
}

TEST_CASE("a character that moves on may cost a part more", "[sms][segment]") {
    CHECK(parts(repeated(152, "a") + "€" + repeated(152, "b")) == 3);  // 306 septets
    CHECK(parts(repeated(151, "a") + "€" + repeated(153, "b")) == 2);  // 306 septets as well
    CHECK(parts(repeated(66, "認") + "👍" + repeated(66, "認")) == 3);  // 134 units
    CHECK(parts(repeated(65, "認") + "👍" + repeated(67, "認")) == 2);  // 134 units as well
}

TEST_CASE("a surrogate pair is never split over two parts", "[sms][segment]") {
    const auto cut = segment_text(repeated(66, "認") + "👍" + repeated(9, "認"), 0).value();
    REQUIRE(cut.size() == 2);
    CHECK(cut[0].length == 6 + 2 * 66);
    CHECK(to_hex(cut[1].octets).substr(12, 8) == "D83DDC4D");

    const auto longer = segment_text(repeated(65, "認") + "👍" + repeated(9, "認"), 0, wide).value();
    REQUIRE(longer.size() == 2);
    CHECK(longer[0].length == 7 + 2 * 65);
    CHECK(to_hex(longer[1].octets).substr(14, 8) == "D83DDC4D");
}

TEST_CASE("the parts carry the concatenation header", "[sms][segment]") {
    const auto narrow = segment_text(repeated(307, "a"), 0x1234).value();
    REQUIRE(narrow.size() == 3);
    for (std::size_t i = 0; i < narrow.size(); ++i) {
        CHECK(narrow[i].has_header);
        CHECK(to_hex(narrow[i].octets).substr(0, 12) == "0500033403"
                                                        "0" +
                                                            std::to_string(i + 1));
        CHECK(narrow[i].octets.size() <= 140);
    }
    const auto longer = segment_text(repeated(71, "認"), 0x1234, wide).value();
    REQUIRE(longer.size() == 2);
    CHECK(to_hex(longer[0].octets).substr(0, 14) == "06080412340201");
    CHECK(to_hex(longer[1].octets).substr(0, 14) == "06080412340202");

    const auto alone = segment_text("a", 0x1234).value();
    CHECK_FALSE(alone[0].has_header);
    CHECK(to_hex(alone[0].octets) == "61");
}

TEST_CASE("255 parts are the most that a header can count", "[sms][segment]") {
    CHECK(segment_text(repeated(255 * 153, "a"), 0).value().size() == 255);
    CHECK(segment_text(repeated(255 * 153 + 1, "a"), 0).error() ==
          make_error_code(errc::too_many_parts));
    CHECK(parts(repeated(255 * 153 + 1, "a")) == 256);  // measuring still tells
}

TEST_CASE("a text that cannot be sent is refused with its reason", "[sms][segment]") {
    CHECK(segment_text("", 0).error() == make_error_code(errc::empty_text));
    CHECK(segment_text("a\xFF", 0).error() == make_error_code(errc::invalid_utf8));
    CHECK(measure_text("\xED\xA0\x80").error() == make_error_code(errc::invalid_utf8));
}
