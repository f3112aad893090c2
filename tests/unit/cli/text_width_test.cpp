#include "gateway/cli/text_width.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::cli;

TEST_CASE("a wide character takes two columns, a combining mark none", "[cli][width]") {
    struct {
        const char* name;
        const char* text;
        std::size_t width;
    } cases[] = {
        {"nothing", "", 0},
        {"ASCII", "docomo", 6},
        {"Latin with an accent of its own", "é", 1},
        {"Latin with a combining accent", "e\u0301", 1},
        {"kanji", "早馬", 4},
        {"hiragana", "ひらがな", 8},
        {"full-width digits", "０９０", 6},
        {"half-width katakana", "ﾊﾔｳﾏ", 4},
        {"hangul", "한", 2},
        {"a plane beyond the first", "𠮷", 2},
        {"an emoji", "😀", 2},
        {"a kana with a combining dakuten", "か\u3099", 2},
        {"a malformed octet", "a\xFF", 2},
        {"a sequence that ends early", "\xE6\x97", 2},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(display_width(c.text) == c.width);
    }
}

TEST_CASE("text is cut between characters and never wider than asked", "[cli][width]") {
    CHECK(cut_to("docomo", 6) == "docomo");
    CHECK(cut_to("docomo", 5) == "doco…");
    CHECK(cut_to("docomo", 1) == "…");
    CHECK(cut_to("docomo", 0) == "");
    CHECK(cut_to("早馬便", 6) == "早馬便");
    CHECK(cut_to("早馬便", 5) == "早馬…");
    CHECK(cut_to("早馬便", 4) == "早…");  // half a character is none
    for (std::size_t columns = 0; columns < 12; ++columns)
        CHECK(display_width(cut_to("a早b馬c😀d", columns)) <= columns);
}

TEST_CASE("what a terminal would obey is not shown to it", "[cli][width]") {
    CHECK(printable("早馬 docomo-1") == "早馬 docomo-1");
    CHECK(printable("a\x1B[2Jb") == "a\uFFFD[2Jb");
    CHECK(printable("a\nb\tc\x7F") == "a\uFFFDb\uFFFDc\uFFFD");
    CHECK(printable("a\u0085b") == "a\uFFFDb");                // C1: next line
    CHECK(printable("a\u202Eb") == "a\uFFFDb");                // right-to-left override
    CHECK(printable("a\xC0\x9B") == "a\uFFFD\uFFFD");          // an over-long escape character
    CHECK(printable("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // half of a surrogate pair
}
