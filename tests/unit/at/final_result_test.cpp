#include "modem/at/final_result.hpp"

#include "tests/unit/at/printing.hpp"

using namespace hayauma::at;

using maybe = std::optional<final_result>;

TEST_CASE("the lines that end a command", "[at][final_result]") {
    struct {
        const char* line;
        maybe       expected;
    } cases[] = {
        {"OK", final_result{verdict::ok, {}}},
        {"ERROR", final_result{verdict::error, {}}},
        {"CONNECT", final_result{verdict::connect, {}}},
        {"CONNECT 115200", final_result{verdict::connect, {}}},
        {"+CMS ERROR: 38", final_result{verdict::cms_error, 38}},
        {"+CMS ERROR:38", final_result{verdict::cms_error, 38}},
        {"+CME ERROR: 14", final_result{verdict::cme_error, 14}},
        {"+CME ERROR: SIM failure", final_result{verdict::cme_error, 13}},
        {"+CME ERROR: sim FAILURE", final_result{verdict::cme_error, 13}},
        {"+CME ERROR: SIM not inserted", final_result{verdict::cme_error, 10}},
        {"+CMS ERROR: Unknown error", final_result{verdict::cms_error, 500}},
        {"+CMS ERROR: network timeout", final_result{verdict::cms_error, 332}},
        {"+CMS ERROR: in a tongue of its own", final_result{verdict::cms_error, {}}},
        {"+EXT ERROR: 7", final_result{verdict::error, {}}},
        {"MODEM ERROR: 3", final_result{verdict::error, {}}},
        {"COMMAND NOT SUPPORT", final_result{verdict::error, {}}},
        {"TOO MANY PARAMETERS", final_result{verdict::error, {}}},
        {"NA", final_result{verdict::error, {}}},
        {"ERROR+CNUM: \"\",\"\",129", final_result{verdict::error, {}}},
        {"ABORTED", final_result{verdict::aborted, {}}},
        {"OKAY", {}},
        {"ERRORS", {}},
        {"^CONNECT 1", {}},
        {"+CSQ: 20,99", {}},
        {"NAME", {}},
        {"0", {}},
        {"", {}},
    };
    for (const auto& c : cases) {
        INFO(c.line);
        CHECK(parse_final_result(c.line, {}) == c.expected);
    }
}

TEST_CASE("the results of a call end only a call", "[at][final_result]") {
    struct {
        const char* line;
        verdict     what;
    } cases[] = {
        {"NO CARRIER", verdict::no_carrier},    {"BUSY", verdict::busy},
        {"NO ANSWER", verdict::no_answer},      {"NO DIALTONE", verdict::no_dialtone},
        {"NO DIAL TONE", verdict::no_dialtone},
    };
    for (const auto& c : cases) {
        INFO(c.line);
        CHECK(parse_final_result(c.line, {}) == std::nullopt);
        CHECK(parse_final_result(c.line, {.call = true}) == maybe(final_result{c.what, {}}));
    }
}

TEST_CASE("digits are results while the modem may be in ATV0", "[at][final_result]") {
    const result_context numeric{.call = false, .numeric = true};
    const result_context call{.call = true, .numeric = true};
    CHECK(parse_final_result("0", numeric) == maybe(final_result{verdict::ok, {}}));
    CHECK(parse_final_result("4", numeric) == maybe(final_result{verdict::error, {}}));
    CHECK(parse_final_result("3", numeric) == std::nullopt);
    CHECK(parse_final_result("3", call) == maybe(final_result{verdict::no_carrier, {}}));
    CHECK(parse_final_result("7", call) == maybe(final_result{verdict::busy, {}}));
    CHECK(parse_final_result("1", numeric) == std::nullopt);
    CHECK(parse_final_result("1", call) == maybe(final_result{verdict::connect, {}}));
    CHECK(parse_final_result("2", call) == std::nullopt);  // RING
    CHECK(parse_final_result("6", call) == maybe(final_result{verdict::no_dialtone, {}}));
    CHECK(parse_final_result("8", call) == maybe(final_result{verdict::no_answer, {}}));
    CHECK(parse_final_result("00", numeric) == std::nullopt);
}

TEST_CASE("error texts map to their numbers whatever their case", "[at][final_result]") {
    CHECK(cms_number("Operator Determined Barring") == 8);
    CHECK(cms_number("SMSC address unknown") == 330);
    CHECK(cms_number("(U)SIM busy") == 314);
    CHECK(cme_number("incorrect password") == 16);
    CHECK(cme_number("SIM PUK required") == 12);
    CHECK(cme_number("Network not allowed - emergency calls only") == 32);
    CHECK(cme_number("") == std::nullopt);
    CHECK(cms_number("38") == std::nullopt);
}
