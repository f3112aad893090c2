#include "modem/at/parse.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::at;

TEST_CASE("parse_cmgs", "[at][parse]") {
    struct {
        const char*          name;
        const char*          line;
        result<std::uint8_t> expected;
    } cases[] = {
        {"plain", "+CMGS: 12", std::uint8_t{12}},
        {"no space (seen: ZTE)", "+CMGS:12", std::uint8_t{12}},
        {"with ack PDU", "+CMGS: 7,\"00\"", std::uint8_t{7}},
        {"with a time (seen: Telit)", "+CMGS: 7,\"26/11/22,16:31:21+36\"", std::uint8_t{7}},
        {"lowest reference", "+CMGS: 0", std::uint8_t{0}},
        {"highest reference", "+CMGS: 255", std::uint8_t{255}},
        {"one past the highest", "+CMGS: 256", errc::malformed_reply},
        {"negative", "+CMGS: -1", errc::malformed_reply},
        {"quoted", "+CMGS: \"7\"", errc::malformed_reply},
        {"another command's reply", "+CSQ: 12,99", errc::malformed_reply},
        {"empty number", "+CMGS: ", errc::malformed_reply},
        {"empty line", "", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_cmgs(c.line) == c.expected);
    }
}

TEST_CASE("parse_csq", "[at][parse]") {
    using dbm = std::optional<int>;
    struct {
        const char* line;
        result<dbm> expected;
    } cases[] = {
        {"+CSQ: 0,99", dbm{-113}},
        {"+CSQ: 28,99", dbm{-57}},
        {"+CSQ: 31,0", dbm{-51}},
        {"+CSQ:12,0", dbm{-89}},
        {"+CSQ: 99,99", dbm{}},
        {"+CSQ: 141,99", dbm{}},
        {"+CSQ: 199,99", dbm{}},
        {"+CSQ: 200,99", errc::malformed_reply},
        {"+CSQ: x", errc::malformed_reply},
        {"+CREG: 1", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.line);
        CHECK((parse_csq(c.line) == c.expected));
    }
}

TEST_CASE("parse_cesq", "[at][parse]") {
    struct {
        const char*             line;
        result<extended_signal> expected;
    } cases[] = {
        {"+CESQ: 99,99,255,255,20,80", extended_signal{-61, -10.0}},
        {"+CESQ: 99,99,255,255,0,0", extended_signal{-141, -20.0}},
        {"+CESQ: 99,99,255,255,34,97", extended_signal{-44, -3.0}},
        {"+CESQ: 30,0,255,255,255,255", extended_signal{{}, {}}},
        {"+CESQ: 99,99,255,255,255,255,66,80,60", extended_signal{-77, -10.5}},
        {"+CESQ: 99,99,255,255,20", errc::malformed_reply},
        {"+CESQ: 99,99,255,255,,", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.line);
        CHECK((parse_cesq(c.line) == c.expected));
    }
}

TEST_CASE("parse_registration: answers", "[at][parse]") {
    struct {
        const char* name;
        const char* line;
        result<int> expected;
    } cases[] = {
        {"plain", "+CREG: 1,3", 3},
        {"with cell", "+CREG: 2,5,\"8BE3\",\"2BAF\"", 5},
        {"SMS only (u-blox)", "+CREG: 2,6,\"8B37\",\"0A265185\",7", 6},
        {"Huawei E160G", "+CREG: 2,0,00,0", 0},
        {"zero padded (Iridium)", "+CREG:002,001,\"18d8\",\"ffff\"", 1},
        {"Samsung S8500", "+CREG: 2,1,000B,2816, B, C2816", 1},
        {"spaces inside hex (Gobi)", "+CREG: 2,1,  0 5, 2715", 1},
        {"with RAC", "+CEREG: 2,1, 1F00, 20 ,79D903 ,7", 1},
        {"packet domain", "+CGREG: 0,5", 5},
        {"5G", "+C5GREG: 2,1,\"000001\",\"1\",11", 1},
        {"empty fields (Novatel)", "+CREG: 2,,", errc::malformed_reply},
        {"news", "+CREG: 3", errc::malformed_reply},
        {"news with quoted cell", "+CREG: 5,\"8BE3\",\"2BAF\"", errc::malformed_reply},
        {"news with bare cell (Sierra)", "+CREG: 1,84CD,00D30156", errc::malformed_reply},
        {"stat out of range", "+CREG: 2,12", errc::malformed_reply},
        {"mode out of range", "+CREG: 6,1", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_registration(c.line) == c.expected);
    }
}

TEST_CASE("parse_registration_news: in doubt no value", "[at][parse]") {
    struct {
        const char* name;
        const char* line;
        result<int> expected;
    } cases[] = {
        {"plain", "+CREG: 3", 3},
        {"with cell", "+CREG: 5,\"8BE3\",\"2BAF\"", 5},
        {"with bare cell (Sierra): never n=1, stat=84", "+CREG: 1,84CD,00D30156", 1},
        {"bare cell of digits only", "+CREG: 1,8412,00D30156", 1},
        {"form of an answer (MD400)", "+CREG: 2,5,\"0502\",\"0404736D\"", 5},
        {"right after AT+CREG=2 (Wavecom)", "+CREG: 5,\"25FF\",\"825E\"", 5},
        {"CGREG", "+CGREG: 0", 0},
        {"two small numbers could be either", "+CREG: 2,5", errc::malformed_reply},
        {"small bare cell could be either", "+CREG: 2,5,12", errc::malformed_reply},
        {"empty fields", "+CREG: 2,,", errc::malformed_reply},
        {"stat out of range", "+CREG: 12", errc::malformed_reply},
        {"nothing", "+CREG:", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_registration_news(c.line) == c.expected);
    }
}

TEST_CASE("parse_cpin", "[at][parse]") {
    struct {
        const char*       line;
        result<sim_state> expected;
    } cases[] = {
        {"+CPIN: READY", sim_state::ready},         {"+CPIN:READY", sim_state::ready},
        {"+CPIN: SIM PIN", sim_state::pin},         {"+CPIN: SIM PUK", sim_state::puk},
        {"+CPIN: SIM PIN2", sim_state::ready},      {"+CPIN: SIM PUK2", sim_state::ready},
        {"+CPIN: PH-NET PIN", sim_state::locked},   {"+CPIN: NOT READY", sim_state::not_ready},
        {"+CPIN: NOT INSERTED", sim_state::absent}, {"+CPIN: ", errc::malformed_reply},
        {"READY", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.line);
        CHECK((parse_cpin(c.line) == c.expected));
    }
}

TEST_CASE("parse_cops", "[at][parse]") {
    struct {
        const char*              line;
        result<network_operator> expected;
    } cases[] = {
        {"+COPS: 0,2,\"44010\",7", network_operator{"44010", "lte"}},
        {"+COPS: 0,2,\"44011\",11", network_operator{"44011", "nr"}},
        {"+COPS: 0,2,\"44020\",2", network_operator{"44020", "utran"}},
        {"+COPS: 1,2,\"24001\"", network_operator{"24001", ""}},
        {"+COPS: 0,2,\"44010\",13", network_operator{"44010", "lte"}},
        {"+COPS: 0", network_operator{}},
        {"+COPS: 0,0,\"NTT DOCOMO, INC\",7", network_operator{}},
        {"+COPS: (2,\"x\")", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.line);
        CHECK((parse_cops(c.line) == c.expected));
    }
}

TEST_CASE("parse_csca", "[at][parse]") {
    struct {
        const char*         name;
        const char*         line;
        result<std::string> expected;
    } cases[] = {
        {"international", "+CSCA: \"+819011112222\",145", std::string("+819011112222")},
        {"without plus", "+CSCA: \"819011112222\",145", std::string("+819011112222")},
        {"national", "+CSCA: \"09011112222\",129", std::string("09011112222")},
        {"UCS-2 hex", "+CSCA: \"002B00380031\",145", std::string("+81")},
        {"not set", "+CSCA: \"\",129", std::string()},
        {"no number", "+CSCA: \"abc\",145", errc::malformed_reply},
        {"another line", "+CSQ: 1,1", errc::malformed_reply},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_csca(c.line) == c.expected);
    }
}

TEST_CASE("small answers", "[at][parse]") {
    CHECK(parse_cfun("+CFUN: 1") == result<int>(1));
    CHECK(parse_cfun("+CFUN: 4,0") == result<int>(4));
    CHECK(parse_cfun("+CFUN: ") == result<int>(errc::malformed_reply));
    CHECK(parse_csms("+CSMS: 0,1,1,1") == result<int>(0));
    CHECK(parse_csms("+CSMS: 1,1,1,1") == result<int>(1));
    CHECK(parse_csms("+CSMS: (0,128)") == result<int>(errc::malformed_reply));
    CHECK(parse_cnmi("+CNMI: 2,1,0,1,0") == result<std::string>("2,1,0,1,0"));
    CHECK(parse_cnmi("+CNMI: 2, 1, 0, 1, 0") == result<std::string>("2,1,0,1,0"));
    CHECK(parse_cnmi("+CNMI: (0-2),(0,1)") == result<std::string>(errc::malformed_reply));
    CHECK(parse_stored("+CMTI: \"ME\",15") == result<int>(15));
    CHECK(parse_stored("+CDSI: \"SM\",0") == result<int>(0));
    CHECK(parse_stored("+CMTI: \"ME\"") == result<int>(errc::malformed_reply));
    CHECK(parse_stored("+CSQ: 1,1") == result<int>(errc::malformed_reply));
    CHECK(name_of("+CREG: 5") == "+CREG");
    CHECK(name_of("RING").empty());
}
