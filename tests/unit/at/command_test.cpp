#include "modem/at/command.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::at;
using namespace std::chrono_literals;

TEST_CASE("a command knows its time and the shape of its answer", "[at][command]") {
    using list = std::vector<std::string>;
    struct {
        const char*               text;
        std::chrono::milliseconds limit;
        list                      prefixes;
        bool                      free_text;
    } cases[] = {
        {"AT", 3s, {}, false},
        {"ATE0V1Q0", 3s, {}, false},
        {"ATZ", 5s, {}, false},
        {"AT+CSQ", 3s, {"+CSQ:"}, false},
        {"AT+CREG?", 3s, {"+CREG:"}, false},
        {"AT+CREG=2", 3s, {}, false},  // "+CREG: 5" after it is news
        {"AT+CPIN?", 10s, {"+CPIN:"}, false},
        {"AT+CPIN=\"0000\"", 30s, {}, false},
        {"AT+COPS?", 30s, {"+COPS:"}, false},
        {"AT+COPS=3,2", 30s, {}, false},
        {"AT+CFUN=1", 30s, {}, false},
        {"AT+CPMS=\"SM\"", 20s, {"+CPMS:"}, false},
        {"AT+CMGD=1,4", 25s, {}, false},
        {"AT+CNMA", 10s, {"+CNMA:"}, false},
        {"AT+CGMI", 3s, {"+CGMI:"}, true},
        {"AT+CGSN", 3s, {"+CGSN:"}, true},
        {"AT+CGSN=1", 3s, {"+CGSN:"}, true},
        {"AT^ICCID?", 3s, {"^ICCID:"}, false},
        {"AT+CMGL=4", 60s, {"+CMGL:"}, true},
        {"AT+QCFG=\"ims\"", 3s, {"+QCFG:"}, false},
        {"AT^SPIC=\"SC\"", 3s, {"^SPIC:"}, false},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        const command made = make_command(c.text);
        CHECK(made.text == c.text);
        CHECK(made.limit == c.limit);
        CHECK(made.prefixes == c.prefixes);
        CHECK(made.free_text == c.free_text);
        CHECK(made.kind == command_kind::ordinary);
    }
}

TEST_CASE("AT+CMGS waits 10 s for its prompt and 180 s for its result", "[at][command]") {
    const command made = make_cmgs(31);
    CHECK(made.text == "AT+CMGS=31");
    CHECK(made.limit == 10s);
    CHECK(made.kind == command_kind::payload);
    CHECK(made.prefixes == std::vector<std::string>{"+CMGS:"});
    CHECK(submit_result_limit >= 180s);
}

TEST_CASE("dialling and answering are calls", "[at][command]") {
    CHECK(make_command("ATD0312345678;").kind == command_kind::call);
    CHECK(make_command("ATA").kind == command_kind::call);
    CHECK(make_command("AT+CLCC").kind == command_kind::ordinary);
}
