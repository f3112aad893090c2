#include "modem/at/mask.hpp"

#include "tests/support/catch.hpp"

using hayauma::at::masked;

TEST_CASE("a masked line shows no PIN, no PDU and no number", "[at][mask]") {
    CHECK(masked("AT+CPIN=\"1234\"") == "AT+CPIN=<pin>");
    CHECK(masked("at+cpin=1234\r") == "AT+CPIN=<pin>");
    CHECK(masked("AT+CPIN?") == "AT+CPIN?");
    CHECK(masked("0031000C9118092143658700000013D9775D0E1A") == "<pdu: 20 octets>");
    CHECK(masked("+CSCA: \"+819011112222\",145") == "+CSCA: \"+8190******22\",145");
    CHECK(masked("a819011112222") == "a8190******22");
    CHECK(masked("+CREG: 2,5,\"8BE3\",\"2BAF\"") == "+CREG: 2,5,\"8BE3\",\"2BAF\"");
    CHECK(masked("AT+CMGS=31\r") == "AT+CMGS=31\r");
    CHECK(masked("").empty());
}
