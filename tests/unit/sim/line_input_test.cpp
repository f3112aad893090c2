#include "modem/sim/line_input.hpp"

#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

using namespace hayauma::sim;

namespace {

struct terminal {
    std::vector<typed> type(std::string_view octets) {
        std::vector<typed> events;
        for (const char octet : octets) {
            if (auto event = input.feed(octet, settings, echo)) events.push_back(*event);
        }
        return events;
    }

    line_input     input;
    input_settings settings;
    std::string    echo;
};

using events = std::vector<typed>;

}  // namespace

TEST_CASE("a line is what stands between AT and the line's end", "[sim][line_input]") {
    terminal t;
    CHECK(t.type("AT\r") == events{line_typed{""}});
    CHECK(t.type("at+csq\r") == events{line_typed{"+csq"}});
    CHECK(t.type("noise AAT&F\r") == events{line_typed{"&F"}});
    CHECK(t.type("\r\n\rAT\r\nATE0\r\n") == events{line_typed{""}, line_typed{"E0"}});
    CHECK(t.type("hello\r") == events{});
}

TEST_CASE("A/ needs no line end", "[sim][line_input]") {
    terminal t;
    CHECK(t.type("A/") == events{repeat_typed{}});
    CHECK(t.type("a/AT\r") == events{repeat_typed{}, line_typed{""}});
}

TEST_CASE("backspace takes back a character, never the prefix", "[sim][line_input]") {
    terminal t;
    CHECK(t.type("AT+CSR\bQ\r") == events{line_typed{"+CSQ"}});
    CHECK(t.type("ATX\b\b\bE0\r") == events{line_typed{"E0"}});
    t.settings.backspace = 'x';
    CHECK(t.type("ATE1x0\r") == events{line_typed{"E0"}});
}

TEST_CASE("everything typed is echoed, unless the echo is off", "[sim][line_input]") {
    terminal t;
    t.type("AT\r");
    CHECK(t.echo == "AT\r");
    t.echo.clear();
    t.settings.echo = false;
    t.type("AT+CSQ\r\n");
    CHECK(t.echo.empty());
}

TEST_CASE("S3 says what ends a line", "[sim][line_input]") {
    terminal t;
    t.settings.line_end = '!';
    CHECK(t.type("ATE0\rE1!") == events{line_typed{"E0E1"}});
}

TEST_CASE("a payload goes to Ctrl-Z, or nowhere with ESC", "[sim][line_input]") {
    terminal t;
    t.input.expect_payload(payload_kind::pdu);
    CHECK(t.type("00AT\x1A") == events{payload_typed{"00AT", false}});
    CHECK_FALSE(t.input.in_payload());

    t.input.expect_payload(payload_kind::pdu);
    CHECK(t.type("0011\x1B"
                 "AT\r") == events{payload_dropped{}, line_typed{""}});
}

TEST_CASE("a line feed after the command is part of the PDU, as on real modems",
          "[sim][line_input]") {
    terminal t;
    t.input.expect_payload(payload_kind::pdu);
    CHECK(t.type("\n00\x1A") == events{payload_typed{"\n00", false}});
}

TEST_CASE("in text mode every line brings the prompt again", "[sim][line_input]") {
    terminal t;
    t.settings.echo = false;
    t.input.expect_payload(payload_kind::text);
    CHECK(t.type("one\rtwx\bo\x1A") == events{payload_typed{"one\rtwo", false}});
    CHECK(t.echo == "\r\n> ");
}

TEST_CASE("lines and payloads have limits", "[sim][line_input]") {
    terminal          t;
    const std::string line(line_input::line_octets_max, 'x');
    CHECK(t.type("AT" + line + "\r") == events{line_typed{line}});
    CHECK(t.type("AT" + line + "y\r") == events{line_too_long{}});
    CHECK(t.type("ATE0\r") == events{line_typed{"E0"}});

    t.input.expect_payload(payload_kind::pdu);
    const std::string payload(line_input::payload_octets_max, '0');
    CHECK(t.type(payload + "0\x1A") == events{payload_typed{payload, true}});
}
