#include "modem/at/parse_sim.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::at;

TEST_CASE("parse_pin_tries", "[at][parse]") {
    struct {
        const char* name;
        const char* line;
        result<int> expected;
    } cases[] = {
        {"3GPP", "+CPINR: SIM PIN,3,3", 3},
        {"3GPP, quoted", "+CPINR: \"SIM PIN\",1,3", 1},
        {"3GPP, no default", "+CPINR: SIM PIN,2", 2},
        {"3GPP, another code", "+CPINR: SIM PIN2,3,3", errc::malformed_reply},
        {"3GPP, the PUK", "+CPINR: SIM PUK,10,10", errc::malformed_reply},
        {"Quectel", "+QPINC: \"SC\",3,10", 3},
        {"Quectel, PIN2", "+QPINC: \"P2\",3,10", errc::malformed_reply},
        {"Huawei", "^CPIN: SIM PIN,2,10,2,10,3", 2},
        {"Huawei, the PUK is wanted", "^CPIN: SIM PUK,10,10,0,10,3", 0},
        {"Huawei, short", "^CPIN: READY", errc::malformed_reply},
        {"SIMCom", "+SPIC: 3,10,0,10", 3},
        {"SIMCom A76xx", "+SPIC: 1", 1},
        {"Cinterion", "^SPIC: 3", 3},
        {"Telit", "#PCT: 3", 3},
        {"u-blox", "+UPINCNT: 2,3,10,10", 2},
        {"no number", "+SPIC: x", errc::malformed_reply},
        {"another command's", "+CPIN: SIM PIN", errc::malformed_reply},
        {"empty", "", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_pin_tries(c.line) == c.expected);
    }
}

TEST_CASE("parse_cmgl_index", "[at][parse]") {
    CHECK(parse_cmgl_index("+CMGL: 0,1,,24") == 0);
    CHECK(parse_cmgl_index("+CMGL: 15,0,\"\",25") == 15);
    CHECK(parse_cmgl_index("079118090000001006") == errc::malformed_reply);
    CHECK(parse_cmgl_index("+CMGR: 1,,25") == errc::malformed_reply);
}

TEST_CASE("how a modem attaches and sends", "[at][parse]") {
    CHECK(parse_cemode("+CEMODE: 2") == 2);
    CHECK(parse_cemode("+CEMODE: 4") == errc::malformed_reply);
    CHECK(parse_cgsms("+CGSMS: 3") == 3);
    CHECK(parse_cgsms("+CGSMS: (0-3)") == errc::malformed_reply);
}

TEST_CASE("parse_sms_over_ims", "[at][parse]") {
    struct {
        const char*  name;
        const char*  line;
        result<bool> expected;
    } cases[] = {
        {"registered, SMS and voice", "+CIREG: 0,1,5", true},
        {"registered, SMS alone", "+CIREG: 2,1,4", true},
        {"registered, in hex", "+CIREG: 2,1,F", true},
        {"registered, quoted", "+CIREG: 2,1,\"0004\"", true},
        {"registered, voice alone", "+CIREG: 0,1,1", false},
        {"registered, for what is not said", "+CIREG: 0,1", false},
        {"not registered", "+CIREG: 0,0", false},
        {"Quectel, on", "+QCFG: \"ims\",1,1", true},
        {"Quectel, off", "+QCFG: \"ims\",0,0", false},
        {"Quectel, switched on, not registered", "+QCFG: \"ims\",1,0", false},
        {"Quectel, another setting", "+QCFG: \"nwscanmode\",0,1", errc::malformed_reply},
        {"news", "+CIREGU: 1", errc::malformed_reply},
        {"cut off", "+CIREG: 0", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_sms_over_ims(c.line) == c.expected);
    }
}
