#include "modem/at/parse_ussd.hpp"

#include <ostream>

#include "tests/support/catch.hpp"

using namespace hayauma::at;

namespace hayauma::at {
std::ostream& operator<<(std::ostream& out, const ussd_message& m) {
    return out << m.state << " \"" << m.text << "\"";
}
}  // namespace hayauma::at

TEST_CASE("+CUSD in the forms that modems write", "[at][ussd]") {
    constexpr bool packed = true;
    struct {
        const char*  name;
        std::string  line;
        ussd_message expected;
        bool         packed = false;
    } const cases[] = {
        {"text", "+CUSD: 0,\"Balance: 12.50\",15", {0, "Balance: 12.50"}},
        {"no coding named", "+CUSD: 1,\"Menu\"", {1, "Menu"}},
        {"a space before the coding", "+CUSD: 0,\"ok\", 15", {0, "ok"}},
        {"no space at all", "+CUSD:0,\"ok\",15", {0, "ok"}},
        {"state alone", "+CUSD: 4", {4, ""}},
        {"empty text", "+CUSD: 2,\"\",15", {2, ""}},
        {"several lines", "+CUSD: 1,\"1. A\n2. B\",15", {1, "1. A\n2. B"}},
        {"quotes inside", "+CUSD: 0,\"plan \"L\", 5 GB\",15", {0, "plan \"L\", 5 GB"}},
        {"an open quote", "+CUSD: 0,\"cut off", {0, "cut off"}},
        {"UCS-2", "+CUSD: 0,\"6B8B9AD8003A0031003000305186\",72", {0, "残高:100円"}},
        {"UCS-2, lower case", "+CUSD: 0,\"6b8b9ad8\",72", {0, "残高"}},
        {"UCS-2 with language", "+CUSD: 0,\"B2DC6B8B9AD8\",17", {0, "残高"}},
        {"UCS-2 by the character set", "+CUSD: 0,\"004F006B00210020\",15", {0, "Ok! "}},
        {"UCS-2 promised, text sent", "+CUSD: 0,\"Hello!\",72", {0, "Hello!"}},
        {"digits are no hex of UCS-2", "+CUSD: 0,\"12345678\",15", {0, "12345678"}},
        {"UTF-8", "+CUSD: 0,\"残高\",15", {0, "残高"}},
        {"not UTF-8", "+CUSD: 0,\"a\xFF\",15", {0, "a\xEF\xBF\xBD"}},
        {"GSM below the letters", "+CUSD: 0,\"5\x02 a\x11z\",15", {0, "5$ a_z"}},
        {"GSM extension", "+CUSD: 0,\"\x1B\x65\",15", {0, "€"}},
        {"hex that is text", "+CUSD: 0,\"ABBA\",15", {0, "ABBA"}},
        {"packed", "+CUSD: 0,\"C8329BFD06\",15", {0, "Hello"}, packed},
        {"packed, CR as padding", "+CUSD: 0,\"E8329BFD36BF1B\",15", {0, "hellofo"}, packed},
        {"packed, zeros as padding", "+CUSD: 0,\"E8329BFD36BF01\",15", {0, "hellofo"}, packed},
        {"packed, no padding", "+CUSD: 0,\"E8329BFD36BFDF\",15", {0, "hellofoo"}, packed},
        {"packed, no quotes", "+CUSD: 0,C8329BFD06,15", {0, "Hello"}, packed},
        {"UCS-2 is not packed", "+CUSD: 0,\"6B8B9AD8\",72", {0, "残高"}, packed},
        {"packed promised, text sent", "+CUSD: 0,\"Hello\",15", {0, "Hello"}, packed},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto got = parse_cusd(c.line, c.packed);
        REQUIRE(got);
        CHECK(*got == c.expected);
    }
}

TEST_CASE("what is no +CUSD", "[at][ussd]") {
    for (const char* line : {"", "+CUSD:", "+CUSD: ", "+CUSD: x", "+CUSD: -1", "+CUSD: 6",
                             "+CUSD: (0-2)", "+CSQ: 1,2", "CUSD: 0"}) {
        INFO(line);
        CHECK(parse_cusd(line).error() == errc::malformed_reply);
    }
}

TEST_CASE("a code is asked as text or as packed septets", "[at][ussd]") {
    const auto plain = make_ussd("*100#");
    REQUIRE(plain);
    CHECK(plain->text == "AT+CUSD=1,\"*100#\",15");
    CHECK(plain->limit == std::chrono::seconds(60));
    CHECK(plain->prefixes.empty());  // the text is news, before the OK or long after it
    CHECK(make_ussd("*100#", true)->text == "AT+CUSD=1,\"AA180C3602\",15");
    // Seven spare bits would read as '@': CR fills them (3GPP TS 23.038 §6.1.2.3.1).
    CHECK(make_ussd("*12345#", true)->text == "AT+CUSD=1,\"AA986C46AB8D1A\",15");
    CHECK(make_ussd(std::string(182, '1')));
}

TEST_CASE("nothing but a code reaches the modem", "[at][ussd]") {
    for (const std::string code :
         {"", "*100#\r", "*1\"#", "\x1A", "a\x1B", "*100#;AT", "\xE6\xAE\x8B", "$", "@"}) {
        INFO(code);
        CHECK_FALSE(make_ussd(code));
    }
    CHECK_FALSE(make_ussd(std::string(183, '1')));
}
