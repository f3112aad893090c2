#include "modem/at/classify.hpp"

#include "tests/unit/at/printing.hpp"

using namespace hayauma::at;

namespace {

meaning during(const char* command_text, const char* line, const char* payload = "") {
    const command what = make_command(command_text);
    return classify(line, {.what = &what, .payload = payload, .numeric = false});
}

meaning idle(const char* line) { return classify(line, {}); }

}  // namespace

TEST_CASE("every line has one meaning, found in a fixed order", "[at][classify]") {
    const meaning is_echo = echo{};
    const meaning unknown = unknown_line{};
    struct {
        const char* during;
        const char* line;
        meaning     expected;
    } cases[] = {
        // 1. echo of what we wrote
        {"AT+CSQ", "AT+CSQ", is_echo},
        {"AT+CSQ", "at+csq", is_echo},
        {"AT+CSQ", "AT+CREG?", unknown},
        // 2. final results
        {"AT+CSQ", "OK", final_result{verdict::ok, {}}},
        {"AT+CSQ", "+CME ERROR: 14", final_result{verdict::cme_error, 14}},
        {"AT+CSQ", "NO CARRIER", unsolicited{"NO CARRIER", ""}},
        {"ATD1;", "NO CARRIER", final_result{verdict::no_carrier, {}}},
        // 3. what was asked
        {"AT+CSQ", "+CSQ: 28,99", information{"+CSQ: 28,99"}},
        {"AT+CREG?", "+CREG: 2,5,\"8BE3\",\"2BAF\"", information{"+CREG: 2,5,\"8BE3\",\"2BAF\""}},
        {"AT+CREG?", "+CREG: 5", unsolicited{"+CREG: 5", ""}},
        {"AT+CREG?", "+CREG: 5,\"25FF\",\"825E\"", unsolicited{"+CREG: 5,\"25FF\",\"825E\"", ""}},
        {"AT+CREG=2", "+CREG: 5,\"25FF\",\"825E\"", unsolicited{"+CREG: 5,\"25FF\",\"825E\"", ""}},
        {"AT+CPIN?", "+CPIN: READY", information{"+CPIN: READY"}},
        // 4. news
        {"AT+CSQ", "^RSSI:26", unsolicited{"^RSSI:26", ""}},
        {"AT+CSQ", "^HCSQ:\"LTE\",60,52,106,24", unsolicited{"^HCSQ:\"LTE\",60,52,106,24", ""}},
        {"AT+CGMM", "+CREG: 1", unsolicited{"+CREG: 1", ""}},
        {"AT+CGMM", "RING", unsolicited{"RING", ""}},
        // 5. free text, and nothing
        {"AT+CGMM", "EC25", information{"EC25"}},
        {"AT+CGMR", "+CGMR: EC25EFAR06A10", information{"+CGMR: EC25EFAR06A10"}},
        {"AT+CGMM", "AT+CGMI", unknown},
        {"AT+CSQ", "EC25", unknown},
        {"AT+CSQ", "0", unknown},
    };
    for (const auto& c : cases) {
        INFO(c.during << " <- " << c.line);
        CHECK(during(c.during, c.line) == c.expected);
    }
}

TEST_CASE("the echo of a PDU is an echo in every shape", "[at][classify]") {
    const char* pdu = "0031000C911809214365870000";
    for (const char* line : {"0031000C911809214365870000", "0031000c911809214365870000",
                             "0031000C911809214365870000\x1A", "> 0031000C911809214365870000"}) {
        INFO(line);
        CHECK(during("AT+CMGS=12", line, pdu) == meaning(echo{}));
    }
    CHECK(during("AT+CMGS=12", "0031000C911809214365870000") == meaning(unknown_line{}));
}

TEST_CASE("without a command nothing is an answer", "[at][classify]") {
    CHECK(idle("+CSQ: 28,99") == meaning(unsolicited{"+CSQ: 28,99", ""}));
    CHECK(idle("EC25") == meaning(unknown_line{}));
    CHECK(idle("AT") == meaning(unknown_line{}));
}

TEST_CASE("lines of words are news where the profile lists them", "[at][classify]") {
    const std::vector<std::string> news{"SMS DONE", "RDY"};
    const command                  model = make_command("AT+CGMM");
    const in_flight written{.what = &model, .payload = {}, .numeric = false, .plain_news = news};
    CHECK(classify("SMS DONE", written) == meaning(unsolicited{"SMS DONE", ""}));
    CHECK(classify("RDY", written) == meaning(unsolicited{"RDY", ""}));
    CHECK(classify("PB DONE", written) == meaning(information{"PB DONE"}));
}

TEST_CASE("two-line results are known by their header", "[at][classify]") {
    CHECK(heads_two_lines("+CMT: ,25"));
    CHECK(heads_two_lines("+CMT: \"+8190\",,\"26/11/22,16:31:21+36\""));
    CHECK(heads_two_lines("+CDS: 25"));
    CHECK(heads_two_lines("+CDS:25"));
    CHECK(heads_two_lines("+CBM: 88"));
    CHECK_FALSE(heads_two_lines("+CDS: 6,5,\"+8190\",145,\"26/11/22\",\"26/11/22\",0"));
    CHECK_FALSE(heads_two_lines("+CMTI: \"ME\",3"));
    CHECK_FALSE(heads_two_lines("+CDSI: \"SM\",0"));
}

TEST_CASE("a body matches its header by hex and length", "[at][classify]") {
    struct {
        const char* name;
        const char* header;
        const char* body;
        bool        expected;
    } cases[] = {
        {"SMSC field of 7 octets", "+CDS: 2", "0791180900000010ABCD", true},
        {"SMSC field of one zero", "+CDS: 2", "00ABCD", true},
        {"without the SMSC field", "+CDS: 2", "ABCD", true},
        {"too short", "+CDS: 3", "ABCD", false},
        {"odd", "+CDS: 2", "ABC", false},
        {"no hex", "+CDS: 1", "OK", false},
        {"empty", "+CDS: 0", "", false},
        {"sender in front", "+CMT: \"\",2", "00ABCD", true},
        {"text mode", "+CMT: \"+8190\",,\"26/11/22,16:31:21+36\"", "any text", true},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(matches_header(c.header, c.body) == c.expected);
    }
}

TEST_CASE("somebody calls", "[at][classify]") {
    for (const char* line : {"RING", "+CRING: VOICE", "+CLIP: \"+819012345678\",145,,,,0"}) {
        INFO(line);
        CHECK(is_incoming_call(line));
        CHECK(looks_unsolicited(line));
    }
    for (const char* line : {"RINGING", "MO RING", "+CLCC: 1,1,4,0,0", "NO CARRIER", ""}) {
        INFO(line);
        CHECK_FALSE(is_incoming_call(line));
    }
}

TEST_CASE("how calls go on is news, also while free text is awaited", "[at][classify]") {
    const command model = make_command("AT+CGMM");
    for (const char* line : {"VOICE CALL: BEGIN", "VOICE CALL: END: 000041", "MO RING",
                             "MO CONNECTED", "HANGUP: 1", "NO CARRIER", "BUSY"}) {
        INFO(line);
        const meaning expected = unsolicited{line, ""};
        CHECK(classify(line, {.what = &model, .payload = {}}) == expected);
    }
}

TEST_CASE("the late echo of another command is no free text", "[at][classify]") {
    const command model = make_command("AT+CGMM");
    for (const char* line : {"AT+CSQ", "AT^SYSINFO", "AT&F", "AT#CCID"}) {
        INFO(line);
        const meaning expected = unknown_line{};
        CHECK(classify(line, {.what = &model, .payload = {}}) == expected);
    }
    const meaning expected = information{"ATLAS 4G"};
    CHECK(classify("ATLAS 4G", {.what = &model, .payload = {}}) == expected);
}
