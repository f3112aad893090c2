#include "tests/support/catch.hpp"
#include "tests/unit/queue/numbering.hpp"

#include <algorithm>
#include <vector>

namespace {

const std::string number = "+819012345678";

std::vector<char32_t> range(char32_t first, char32_t last) {
    std::vector<char32_t> all;
    for (char32_t c = first; c <= last; ++c) all.push_back(c);
    return all;
}

std::vector<char32_t> joined(std::initializer_list<std::vector<char32_t>> parts) {
    std::vector<char32_t> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

const std::vector<char32_t> separators =
    joined({{0x20, 0xA0},
            range(0x2000, 0x200A),
            {0x202F, 0x205F, 0x3000},  // spaces
            {U'-'},
            range(0x2010, 0x2015),
            {0x2212, 0xFF0D, 0xFE63, 0xFE58},  // hyphens
            {0x30FC, 0xFF70, 0x2500, 0x2501},  // long vowel marks, box drawing
            {U'.', 0xFF0E, 0x30FB, 0xFF65},
            {U'(', U')', 0xFF08, 0xFF09}});  // dots, brackets

const std::vector<char32_t> invisible =
    joined({range(0x200B, 0x200F),
            {0x2060, 0xFEFF, 0x00AD, 0x202A, 0x202C, 0x202D, 0x2066, 0x2068, 0x2069}});

void check_all(const std::vector<written_row>& rows) {
    for (const auto& row : rows) {
        INFO("written: " << row.written);
        CHECK(answer(row.written) == row.expected);
    }
}

}  // namespace

TEST_CASE("a Japanese mobile number is taken in every way people write it", "[queue][numbering]") {
    check_all({
        {"09012345678", number},
        {"090-1234-5678", number},
        {"090 1234 5678", number},
        {"090.1234.5678", number},
        {"090-123-45678", number},
        {"(090)1234-5678", number},
        {"090(1234)5678", number},
        {"（090）1234-5678", number},
        {"090（1234）5678", number},
        {"(090 1234-5678", number},  // unbalanced
        {"090)1234-5678", number},
        {"((090 1234-5678", number},
        {"０９０１２３４５６７８", number},  // full width
        {"０９０－１２３４－５６７８", number},
        {"０9０-1２34ー5６78", number},  // mixed widths
        {"＋８１９０１２３４５６７８", number},
        {"＋81-90-1234-5678", number},
        {"+８１ 90 1234 5678", number},
        {"+81 90-1234-5678", number},
        {"+81(0)90-1234-5678", number},
        {"+81 (0)90 1234 5678", number},
        {"+8109012345678", number},
        {"(+81)90-1234-5678", number},
        {"(+81)090-1234-5678", number},
        {"+ 81 90 1234 5678", number},
        {"81-90-1234-5678", number},
        {"819012345678", number},
        {" 81 90 1234 5678", number},  // the plus became a space in a form
        {"81(0)90-1234-5678", number},
        {"8109012345678", number},
        {"010-81-90-1234-5678", number},
        {"010-81-090-1234-5678", number},
        {"0081-90-1234-5678", number},
        {"0081-090-1234-5678", number},
        {"tel:+81-90-1234-5678", number},
        {"tel:09012345678", number},
        {"TEL:09012345678", number},
        {"TeL:090-1234-5678", number},
        {"  tel:09012345678  ", number},
        {"　090-1234-5678　", number},  // U+3000 around it
    });
}

TEST_CASE("every separator of the rule may stand between digits, around them, and in a row",
          "[queue][numbering]") {
    for (const char32_t c : separators) {
        INFO("U+" << std::hex << static_cast<unsigned>(c));
        const std::string s = utf8(c);
        CHECK(answer("090" + s + "1234" + s + "5678") == number);
        CHECK(answer(s + "090" + s + s + "12345678" + s) == number);
        CHECK(answer("+81" + s + "90" + s + "12345678") == number);
    }
}

TEST_CASE("invisible marks are dropped wherever they stand", "[queue][numbering]") {
    for (const char32_t c : invisible) {
        INFO("U+" << std::hex << static_cast<unsigned>(c));
        const std::string m = utf8(c);
        CHECK(answer(m + "090" + m + "12345678" + m) == number);
        CHECK(answer(m + "+" + m + "819012345678") == number);
        CHECK(answer("t" + m + "el:09012345678") == number);
        CHECK(answer(m) == "empty");
    }
}

TEST_CASE("no other character below U+3100 or among the full-width forms is tolerated",
          "[queue][numbering]") {
    // The whole walk, so that an added separator is a decision and not an accident.
    const auto known = [](char32_t c) {
        const auto in = [=](const std::vector<char32_t>& all) {
            return std::find(all.begin(), all.end(), c) != all.end();
        };
        return in(separators) || in(invisible) || (c >= U'0' && c <= U'9') ||
               (c >= 0xFF10 && c <= 0xFF19);
    };
    for (const char32_t c : joined({range(0, 0x30FF), range(0xFE00, 0xFFFF)})) {
        if (known(c)) continue;
        INFO("U+" << std::hex << static_cast<unsigned>(c));
        CHECK(answer("090" + utf8(c) + "12345678") == "invalid_characters");
    }
}

TEST_CASE("control characters are refused wherever they stand", "[queue][numbering]") {
    std::vector<char32_t> controls = range(0x00, 0x1F);  // NUL, TAB, LF, CR, Ctrl-Z, ESC ...
    for (const char32_t c : joined({range(0x7F, 0x9F), {0x2028, 0x2029}})) controls.push_back(c);
    for (const char32_t c : controls) {
        INFO("U+" << std::hex << static_cast<unsigned>(c));
        const std::string k = utf8(c);
        CHECK(answer(k + "09012345678") == "invalid_characters");
        CHECK(answer("090" + k + "12345678") == "invalid_characters");
        CHECK(answer("09012345678" + k) == "invalid_characters");
        CHECK(answer(k) == "invalid_characters");
    }
}

TEST_CASE("right-to-left marks that can show another number are refused", "[queue][numbering]") {
    for (const char32_t c : {char32_t{0x202B}, char32_t{0x202E}, char32_t{0x2067}})
        CHECK(answer("090" + utf8(c) + "12345678") == "invalid_characters");
}

TEST_CASE("digits of other scripts and of other kinds are no digits", "[queue][numbering]") {
    check_all({
        {"٠٩٠١٢٣٤٥٦٧٨", "invalid_characters"},                    // Arabic-Indic
        {"۰۹۰۱۲۳۴۵۶۷۸", "invalid_characters"},                    // extended Arabic-Indic
        {"०९०१२३४५६७८", "invalid_characters"},                    // Devanagari
        {"๐๙๐๑๒๓๔๕๖๗๘", "invalid_characters"},                    // Thai
        {"𝟎𝟗𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "invalid_characters"},                    // mathematical bold
        {"⓪⑨⓪①②③④⑤⑥⑦⑧", "invalid_characters"},                    // circled
        {"⁰⁹⁰¹²³⁴⁵⁶⁷⁸", "invalid_characters"},                    // superscript
        {"〇九〇一二三四五六七八", "invalid_characters"},         // kanji
        {"0️⃣9️⃣0️⃣12345678", "invalid_characters"},  // keycap emoji
        {"O9012345678", "invalid_characters"},                    // the letter O
        {"O90-1234-5678", "invalid_characters"},
        {"090l2345678", "invalid_characters"},             // the letter l
        {"090-1234-567８\xCC\x81", "invalid_characters"},  // a combining mark
        {"090📱12345678", "invalid_characters"},
    });
}

TEST_CASE("text and marks around a number are refused", "[queue][numbering]") {
    check_all({
        {"自宅 090-1234-5678", "invalid_characters"},
        {"090-1234-5678 自宅", "invalid_characters"},
        {"TEL.090-1234-5678", "invalid_characters"},
        {"TEL 090-1234-5678", "invalid_characters"},
        {"Taro 09012345678", "invalid_characters"},
        {"tel:tel:09012345678", "invalid_characters"},  // dropped once
        {"ｔｅｌ：09012345678", "invalid_characters"},
        {"sms:09012345678", "invalid_characters"},
        {"tel:+81-90-1234-5678;ext=1", "invalid_characters"},
        {"tel:90-1234-5678;phone-context=+81", "invalid_characters"},
        {"tel:09012345678;isub=1", "invalid_characters"},
        {"09012345678x12", "invalid_characters"},
        {"09012345678,,12", "invalid_characters"},
        {"09012345678#12", "invalid_characters"},
        {"09012345678内線12", "invalid_characters"},
        {"'09012345678", "invalid_characters"},
        {"=\"09012345678\"", "invalid_characters"},
        {"\"09012345678\"", "invalid_characters"},
        {"[090]12345678", "invalid_characters"},
        {"【090】12345678", "invalid_characters"},
        {"「09012345678」", "invalid_characters"},
        {"090/1234/5678", "invalid_characters"},
        {"090,1234,5678", "invalid_characters"},
        {"090;1234;5678", "invalid_characters"},
        {"090:1234:5678", "invalid_characters"},
        {"090_1234_5678", "invalid_characters"},
        {"090~1234~5678", "invalid_characters"},
        {"090〜1234〜5678", "invalid_characters"},  // wave dash
        {"090～1234～5678", "invalid_characters"},  // full-width tilde
        {"090¯1234¯5678", "invalid_characters"},    // macron
        {"090一1234一5678", "invalid_characters"},  // the kanji one
        {"090*12345678", "invalid_characters"},
        {"090／1234／5678", "invalid_characters"},
        {"090，1234，5678", "invalid_characters"},
        {"090；1234；5678", "invalid_characters"},
        {"090：1234：5678", "invalid_characters"},
        {"090＿1234＿5678", "invalid_characters"},
        {"090＝12345678", "invalid_characters"},
        {"090＃12345678", "invalid_characters"},
        {"090＊12345678", "invalid_characters"},
        {"［090］12345678", "invalid_characters"},
        {"＂09012345678＂", "invalid_characters"},
        {"＇09012345678", "invalid_characters"},
        {"9.01235E+09", "invalid_characters"},  // a spreadsheet's way
        {"#7119", "invalid_characters"},
        {"#8000", "invalid_characters"},
        {"#9110", "invalid_characters"},
        {"*21*09012345678#", "invalid_characters"},
    });
}

TEST_CASE("there is one plus, in front of the first digit", "[queue][numbering]") {
    check_all({
        {"++819012345678", "invalid_characters"},
        {"+(+81)9012345678", "invalid_characters"},
        {"+＋819012345678", "invalid_characters"},
        {"81+9012345678", "invalid_characters"},
        {"819012345678+", "invalid_characters"},
        {"0+9012345678", "invalid_characters"},
    });
}

TEST_CASE("nothing is empty, and marks without a digit are no number", "[queue][numbering]") {
    check_all({
        {"", "empty"},
        {" ", "empty"},
        {"　\xC2\xA0 ", "empty"},
        {"-", "not_a_number"},
        {"+", "not_a_number"},
        {"()", "not_a_number"},
        {"ー・．", "not_a_number"},
        {"tel:", "not_a_number"},
        {"tel: +", "not_a_number"},
        {"hello", "invalid_characters"},  // the characters are looked at first
    });
}

TEST_CASE("what is over 64 characters is too long before anything else", "[queue][numbering]") {
    CHECK(answer("09012345678" + std::string(53, ' ')) == number);
    CHECK(answer("09012345678" + std::string(54, ' ')) == "too_long");
    CHECK(answer(std::string(64, ' ')) == "empty");
    CHECK(answer(std::string(65, ' ')) == "too_long");
    CHECK(answer(std::string(65, 'x')) == "too_long");
    CHECK(answer(std::string(1'000'000, '0')) == "too_long");
    std::string wide;  // characters are counted, not octets
    for (int i = 0; i < 53; ++i) wide += "　";
    CHECK(answer("09012345678" + wide) == number);
    CHECK(answer("09012345678" + wide + "　") == "too_long");
    std::string marks;  // invisible ones count, too
    for (int i = 0; i < 54; ++i) marks += utf8(0x200B);
    CHECK(answer("09012345678" + marks) == "too_long");
}

TEST_CASE("octets that are no UTF-8 are invalid characters", "[queue][numbering]") {
    for (const std::string octets : {"\xFF", "\xC0\xB0", "\xE3\x80", "\xED\xA0\x80", "\x80",
                                     "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80"})
        CHECK(answer("09012345678" + octets) == "invalid_characters");
    CHECK(answer(std::string("090\0", 4) + "12345678") == "invalid_characters");
}

TEST_CASE("what a refusal says holds no digit", "[queue][numbering]") {
    using hayauma::queue::refusal;
    for (const auto r :
         {refusal::empty, refusal::not_a_number, refusal::too_short, refusal::too_long,
          refusal::invalid_characters, refusal::invalid_prefix, refusal::country_not_allowed,
          refusal::not_sms_capable, refusal::emergency}) {
        const std::string said = std::string(name(r)) + text(r);
        CHECK(said.find("unknown") == std::string::npos);
        CHECK(said.find_first_of("0123456789") == std::string::npos);
    }
    CHECK_THROWS_AS(hayauma::queue::normalise("03-1234-5678", {}).value(), std::logic_error);
}
