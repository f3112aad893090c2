#include "modem/at/mask.hpp"

#include "tests/support/catch.hpp"

using hayauma::at::conversation_mask;
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

TEST_CASE("a message in text mode is hidden, line by line", "[at][mask]") {
    const struct {
        const char *said, *shown;
    } lines[] = {
        {"+CMGR: \"REC UNREAD\",\"+819012345678\",,\"26/11/22,16:31:21+36\"\r\n",
         "+CMGR: \"REC UNREAD\",\"+8190******78\",,\"26/11/22,16:31:21+36\"\r\n"},
        {"Your code is\r\n", "<text>\r\n"},
        {"\r\n", "\r\n"},
        {"613142\r\n", "<text>\r\n"},
        {"\r\n", "\r\n"},
        {"OK\r\n", "OK\r\n"},
        {"+CMGL: 1,\"REC READ\",\"Bank\"\r\n", "+CMGL: 1,\"REC READ\",\"Bank\"\r\n"},
        {"code 613142", "<text>"},
        {"+CMGL: 2,\"REC READ\",\"Bank\"\r\n", "+CMGL: 2,\"REC READ\",\"Bank\"\r\n"},
        {"613142\r\n", "<text>\r\n"},
        {"+CMS ERROR: 321\r\n", "+CMS ERROR: 321\r\n"},
        {"+CSQ: 20,99\r\n", "+CSQ: 20,99\r\n"},
        {"+CMT: ,25\r\n", "+CMT: ,25\r\n"},
        {"079118090000001006070C91180921436587\r\n", "<pdu: 18 octets>\r\n"},
        {"RING\r\n", "RING\r\n"},
    };
    conversation_mask mask;
    for (const auto& line : lines) CHECK(mask.of_modem(line.said) == line.shown);
}
