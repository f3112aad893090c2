#include "modem/at/identity.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::at;

TEST_CASE("the IMEI in every form", "[at][identity]") {
    const result<std::string> imei = std::string("490154203237518");
    for (const char* line :
         {"490154203237518", "\"490154203237518\"", "+CGSN: 490154203237518",
          "+CGSN: \"490154203237518\"", "IMEI: 490154203237518", "IMEI:490154203237518"}) {
        INFO(line);
        CHECK(parse_imei(line) == imei);
    }
    CHECK(parse_imei("4901542032375101") == imei);  // IMEISV: its own check digit is computed
    CHECK(parse_imei("49015420323751") == result<std::string>(errc::malformed_reply));
    CHECK(parse_imei("EC25") == result<std::string>(errc::malformed_reply));
    CHECK(parse_imei("") == result<std::string>(errc::malformed_reply));
}

TEST_CASE("the ICCID in every form", "[at][identity]") {
    const result<std::string> iccid = std::string("8981100000000000007");
    for (const char* line :
         {"+CCID: 8981100000000000007", "+QCCID: 8981100000000000007F", "8981100000000000007F",
          "+ICCID: \"8981100000000000007\"", "#CCID: 8981100000000000007",
          "+CICCID:8981100000000000007", "^ICCID: 981801000000000000F7"}) {
        INFO(line);
        CHECK(parse_iccid(line) == iccid);
    }
    const result<std::string> longest = std::string("89811000000000000072");
    CHECK(parse_iccid("+CCID: 89811000000000000072") == longest);
    CHECK(parse_iccid("+CCID: 1234567890123456789") == result<std::string>(errc::malformed_reply));
    CHECK(parse_iccid("+CCID: 8981") == result<std::string>(errc::malformed_reply));
    CHECK(parse_iccid("+CCID: ") == result<std::string>(errc::malformed_reply));
}

TEST_CASE("maker and model without what some modems put around them", "[at][identity]") {
    CHECK(parse_identity_text("Quectel", "+CGMI") == "Quectel");
    CHECK(parse_identity_text("+CGMI: \"Sierra Wireless\"", "+CGMI") == "Sierra Wireless");
    CHECK(parse_identity_text("+CGMR: EC25EFAR06A10", "+CGMR") == "EC25EFAR06A10");
    CHECK(parse_identity_text("Revision: 1.2", "+CGMR") == "Revision: 1.2");
}
