#include "modem/at/token_reader.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace hayauma::at;

namespace {

// "line" as it is, the prompt as "<prompt>".
std::vector<std::string> taken(token_reader& reader, bool awaiting_prompt = false) {
    std::vector<std::string> tokens;
    while (const auto next = reader.next(awaiting_prompt)) {
        const auto* text = std::get_if<line>(&*next);
        tokens.push_back(text ? std::string(text->text) : "<prompt>");
    }
    return tokens;
}

std::vector<std::string> read(std::string_view octets, bool awaiting_prompt = false) {
    token_reader reader;
    CHECK(reader.feed(octets));
    return taken(reader, awaiting_prompt);
}

std::vector<std::string> read_octet_by_octet(std::string_view octets, bool awaiting_prompt) {
    token_reader             reader;
    std::vector<std::string> tokens;
    for (const char octet : octets) {
        CHECK(reader.feed(std::string_view(&octet, 1)));
        for (auto& token : taken(reader, awaiting_prompt)) tokens.push_back(std::move(token));
    }
    return tokens;
}

using tokens = std::vector<std::string>;

}  // namespace

TEST_CASE("the stream is cut into lines wherever a read ends", "[at][token_reader]") {
    using namespace std::string_literals;
    struct {
        const char* name;
        std::string octets;
        tokens      expected;
    } cases[] = {
        {"plain answer", "\r\n+CSQ: 20,99\r\n\r\nOK\r\n", {"+CSQ: 20,99", "OK"}},
        {"echo without LF", "AT+CMGS=19\r\r\n+CSQ: 1\r\n", {"AT+CMGS=19", "+CSQ: 1"}},
        {"doubled CR (SIMCom)", "\r\r\n+RXDTMF: #\r\r\n", {"+RXDTMF: #"}},
        {"LF alone", "OK\nERROR\n", {"OK", "ERROR"}},
        {"leading NULs after power-up", "\0\0\0RDY\r\n"s, {"RDY"}},
        {"NULs after a line end, and before one", "\r\n\0OK\0\r\n\0"s, {"OK"}},
        {"a NUL inside is no end", "+COPS: 0,0,\"A\0B\"\r\n"s, {"+COPS: 0,0,\"A\0B\""s}},
        {"trailing spaces", "+CSQ: 20,99   \r\n", {"+CSQ: 20,99"}},
        {"nothing but line ends", "\r\n\r\n\n\r", {}},
        {"unfinished", "+CSQ: 20", {}},
        {"ATV0 without echo", "0\r", {"0"}},
        {"ATV0 after an echo", "AT\r0\r", {"AT", "0"}},
        {"ATV0: information, then the result", "+CSQ: 20,99\r\n0\r", {"+CSQ: 20,99", "0"}},
        {"ATV0: RING, then a result", "2\r0\r", {"2", "0"}},
        {"a number of two digits is no result", "12\r3", {}},
        {"a digit on a whole line is one line", "\r\n4\r\n", {"4"}},
        {"a digit at the end of a line is no result",
         "AT+CFUN=\r\n+CFUN: 0\r\n",
         {"AT+CFUN=", "+CFUN: 0"}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(read(c.octets) == c.expected);
        CHECK(read_octet_by_octet(c.octets, false) == c.expected);
    }
}

TEST_CASE("the prompt is a token while a payload is awaited", "[at][token_reader]") {
    struct {
        const char* name;
        std::string octets;
        tokens      expected;
    } cases[] = {
        {"as the standard has it", "\r\n> ", {"<prompt>"}},
        {"without a space (BG95)", "\r\n>", {"<prompt>"}},
        {"after an echo (E1750)", "AT+CMGS=31\r\r\n> ", {"AT+CMGS=31", "<prompt>"}},
        {"without line end before it", "> ", {"<prompt>"}},
        {"after NULs", std::string("\r\n\0> ", 5), {"<prompt>"}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(read(c.octets, true) == c.expected);
        CHECK(read_octet_by_octet(c.octets, true) == c.expected);
        CHECK(read(c.octets, false).size() == c.expected.size() - 1);
    }
}

TEST_CASE("a prompt with a line end behind it is still one", "[at][token_reader]") {
    CHECK(read("\r\n> \r\n", true) == tokens{"<prompt>"});
    CHECK(read("\r\n>\r\n", true) == tokens{"<prompt>"});
    CHECK(read("AT+CMGS=31\r\r\n> \r\n\r\n^RSSI:20\r\n", true) ==
          tokens{"AT+CMGS=31", "<prompt>", "^RSSI:20"});
    CHECK(read("\r\n> \r\n", false) == tokens{">"});

    // Octet by octet the prompt is taken at its sign, and the rest is an empty line.
    token_reader reader;
    REQUIRE(reader.feed("\r\n>"));
    CHECK(taken(reader, true) == tokens{"<prompt>"});
    REQUIRE(reader.feed(" \r\n\r\n+CMGS: 7\r\n"));
    CHECK(taken(reader) == tokens{"+CMGS: 7"});
}

TEST_CASE("a line that begins or ends like a prompt is a line", "[at][token_reader]") {
    CHECK(read("\r\n> is no prompt\r\n", true) == tokens{"> is no prompt"});
    CHECK(read("+COPS: 0,0,\"Net > ", true).empty());
    CHECK(read("\r\n>>\r\n", true) == tokens{">>"});
}

TEST_CASE("the space after a prompt does not reach the line behind it", "[at][token_reader]") {
    token_reader reader;
    REQUIRE(reader.feed("\r\n>"));
    CHECK(taken(reader, true) == tokens{"<prompt>"});
    REQUIRE(reader.feed(" 0031\r\n"));
    CHECK(taken(reader) == tokens{"0031"});
}

TEST_CASE("a line without an end costs a bounded buffer and itself", "[at][token_reader]") {
    token_reader reader;
    REQUIRE(reader.feed("OK\r\n"));
    const std::string piece(4096, 'x');
    int               refused = 0;
    for (int i = 0; i < 256; ++i) {  // 1 MiB
        if (!reader.feed(piece)) ++refused;
        CHECK(reader.held() <= line_octets_max + 3);  // "OK" and its end are not taken yet
    }
    CHECK(refused == 1);
    CHECK(taken(reader) == tokens{"OK"});
    REQUIRE(reader.feed("xxx\r\n+CSQ: 5,99\r\n"));
    CHECK(taken(reader) == tokens{"+CSQ: 5,99"});
}

TEST_CASE("the longest line is kept, one octet more is not", "[at][token_reader]") {
    const std::string longest(line_octets_max, 'A');
    token_reader      reader;
    REQUIRE(reader.feed(longest + "\r\n"));
    CHECK(taken(reader) == tokens{longest});
    CHECK(reader.feed(longest + "A\r\nOK\r\n").error() == errc::line_too_long);
    CHECK(taken(reader) == tokens{"OK"});
}

TEST_CASE("clear drops what was not taken", "[at][token_reader]") {
    token_reader reader;
    REQUIRE(reader.feed("OK\r\nhalf a li"));
    reader.clear();
    REQUIRE(reader.feed("ne\r\n"));
    CHECK(taken(reader) == tokens{"ne"});
}
