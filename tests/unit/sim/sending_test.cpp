#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

sim_options slow() {
    sim_options options = bench::quick();
    options.radio_time = 2500ms;
    return options;
}

/// The one message that a handset has.
inbox_message only_message(const bench& b, const char* number) {
    const handset* phone = b.network.find_handset(number);
    REQUIRE(phone);
    REQUIRE(phone->inbox().size() == 1);
    return phone->inbox().front();
}

const std::string ctrl_z = "\x1A";
const std::string escape = "\x1B";
const std::string pdu(sample_pdu);

}  // namespace

TEST_CASE("a PDU reaches the handset, and the modem says its reference", "[sim][sending]") {
    bench b;
    b.set_up();
    CHECK(b.ask("AT+CMGS=31") == prompt);
    CHECK(b.type(pdu + ctrl_z) == with_ok("+CMGS: 193"));

    const inbox_message message = only_message(b, sample_number);
    CHECK(message.text == "Your code is 123456");
    CHECK(message.from == b.modem.who().number);
    CHECK(message.to == sample_number);
    CHECK(message.parts == 1);
    CHECK(message.alphabet == hayauma::sms::alphabet::gsm7);
    CHECK(message.validity == 300s);
    CHECK(message.received_at == b.wall);
    CHECK(message.pdus == std::vector{pdu});
}

TEST_CASE("references count up and wrap at 256", "[sim][sending]") {
    bench b;
    b.set_up();
    std::string answer;
    for (int turn = 0; turn < 64; ++turn) {
        b.ask("AT+CMGS=31");
        answer = b.type(pdu + ctrl_z);
    }
    CHECK(answer == with_ok("+CMGS: 0"));
}

TEST_CASE("the result comes after the radio time, and the message not before", "[sim][sending]") {
    bench b(slow());
    b.set_up().ask("AT+CMGS=31");
    CHECK(b.type(pdu + ctrl_z) == "");
    CHECK(b.modem.next_event() == b.now + 2500ms);
    CHECK(b.wait(2499ms) == "");
    CHECK(b.network.find_handset(sample_number) == nullptr);
    CHECK(b.wait(1ms) == with_ok("+CMGS: 193"));
    CHECK(b.network.find_handset(sample_number) != nullptr);
    CHECK(b.modem.next_event() == b.now + 5000ms);  // the report
}

TEST_CASE("what is typed while a message is on the air waits for its result", "[sim][sending]") {
    bench b(slow());
    b.set_up().ask("AT+CMGS=31");
    b.type(pdu + ctrl_z);
    CHECK(b.ask("AT+CSQ") == "");
    CHECK(b.wait(2500ms) == with_ok("+CMGS: 193") + with_ok("+CSQ: 21,99"));
}

TEST_CASE("two messages typed at once go one after the other", "[sim][sending]") {
    bench b(slow());
    b.set_up().ask("AT+CMGS=31");
    b.type(pdu + ctrl_z + "AT+CMGS=31\r" + pdu + ctrl_z + "AT\r");
    CHECK(b.wait(2500ms) == with_ok("+CMGS: 193") + prompt);
    CHECK(b.wait(2500ms) == with_ok("+CMGS: 194") + ok);
    CHECK(b.network.arrived() == 2);
}

TEST_CASE("ESC at the prompt sends nothing and answers OK alone", "[sim][sending]") {
    bench b;
    b.set_up().ask("AT+CMGS=31");
    CHECK(b.type(pdu + escape) == ok);
    CHECK(b.network.arrived() == 0);
    CHECK(b.ask("AT") == ok);
    CHECK(b.type(escape + "\rAT\r") == ok);  // Outside the prompt it is noise.
}

TEST_CASE("with the echo on the prompt follows the echo, and the PDU comes back",
          "[sim][sending]") {
    bench b;
    CHECK(b.ask("AT+CMGS=31") == "AT+CMGS=31\r" + prompt);
    CHECK(b.type(pdu + ctrl_z) == pdu + with_ok("+CMGS: 193"));
}

TEST_CASE("a payload that is no SUBMIT of the length announced gets 304", "[sim][sending]") {
    struct {
        const char* name;
        int         length;
        std::string payload;
    } const rows[] = {
        {"one octet less than announced", 32, pdu},
        {"one octet more than announced", 30, pdu},
        {"nothing", 31, ""},
        {"half an octet missing", 31, pdu.substr(0, pdu.size() - 1)},
        {"an octet missing", 31, pdu.substr(0, pdu.size() - 2)},
        {"not hexadecimal", 31, "X" + pdu.substr(1)},
        {"a line feed from the command line", 31, "\n" + pdu},
        {"a DELIVER", 31, "0030" + pdu.substr(4)},
        {"an SMSC field longer than the PDU", 31, "7F" + pdu.substr(2)},
        {"a user data length beyond the octets", 31,
         "0031000C91180921436587000000A0D9775D0E1ABFC965507A0E8AC966B49A0D"},
        {"an alphanumeric destination", 20, "0031000ED0D637396C7EBBCB000000020000"},
        {"too long", 31, std::string(3000, '0')},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        bench b;
        b.set_up();
        REQUIRE(b.ask("AT+CMGS=" + std::to_string(row.length)) == prompt);
        CHECK(b.type(row.payload + ctrl_z) == framed("+CMS ERROR: 304"));
        CHECK(b.network.arrived() == 0);
        CHECK(b.ask("AT") == ok);
    }
}

TEST_CASE("lower case hexadecimal digits are as good", "[sim][sending]") {
    bench       b;
    std::string lower = pdu;
    for (char& c : lower) c = static_cast<char>(std::tolower(c));
    b.set_up().ask("AT+CMGS=31");
    CHECK(b.type(lower + ctrl_z) == with_ok("+CMGS: 193"));
}

TEST_CASE("a number that does not exist is refused by the network", "[sim][sending]") {
    bench b;
    b.set_up().ask("AT+CMGF=1");
    for (const char* number : {"110", "12345", "+123", "3456789"}) {
        INFO(number);
        b.ask(std::string("AT+CMGS=\"") + number + "\"");
        CHECK(b.type("x" + ctrl_z) == framed("+CMS ERROR: 1"));
    }
    CHECK(b.network.arrived() == 0);
}

TEST_CASE("without a service centre nothing can be sent", "[sim][sending]") {
    sim_options options = bench::quick();
    options.smsc.clear();
    bench b(options);
    b.set_up().ask("AT+CMGS=31");
    CHECK(b.type(pdu + ctrl_z) == framed("+CMS ERROR: 330"));
    CHECK(b.ask("AT+CSCA?") == with_ok("+CSCA: \"\",129"));
    b.ask("AT+CSCA=\"819000\",145");
    b.ask("AT+CMGS=31");
    CHECK(b.type(pdu + ctrl_z) == with_ok("+CMGS: 193"));
}

TEST_CASE("a report follows with the reference and both times, when asked for", "[sim][sending]") {
    sim_options options = bench::quick();
    options.report_delay = 5000ms;
    bench b(options);
    b.set_up().ask("AT+CNMI=2,1,0,1,0");
    b.ask("AT+CMGS=31");
    CHECK(b.type(pdu + ctrl_z) == with_ok("+CMGS: 193"));
    CHECK(b.wait(4999ms) == "");
    // TP-MR C1, TP-RA as it was written, TP-SCTS 16:31:21 and TP-DT 16:31:26 in +09:00, TP-ST 00.
    CHECK(b.wait(1ms) ==
          framed("+CDS: 25\r\n07911809000000F106C10C91180921436587621122611312636211226113626300"));
    CHECK(b.modem.next_event() == std::nullopt);
}

TEST_CASE("no report comes where none was asked for", "[sim][sending]") {
    bench       b;
    std::string quiet = pdu;
    quiet.replace(2, 2, "11");
    b.set_up().ask("AT+CNMI=2,1,0,1,0");
    b.ask("AT+CMGS=31");
    CHECK(b.type(quiet + ctrl_z) == with_ok("+CMGS: 193"));
    CHECK(b.wait(1h) == "");
}

TEST_CASE("text mode sends text", "[sim][sending]") {
    bench b;
    b.set_up().ask("AT+CMGF=1;+CSCS=\"IRA\"");
    CHECK(b.ask("AT+CMGS=\"+819012345678\"") == prompt);
    CHECK(b.type("code @ 613142\rbye" + ctrl_z) == "\r\n> " + with_ok("+CMGS: 193"));
    const inbox_message message = only_message(b, sample_number);
    CHECK(message.text == "code @ 613142\rbye");
    CHECK(message.validity == 24h);  // +CSMP's 167
}

TEST_CASE("text mode takes national numbers and the alphabets of +CSCS", "[sim][sending]") {
    struct {
        const char* set_up;
        std::string address;
        std::string payload;
        const char* text;
    } const rows[] = {
        {"+CSCS=\"GSM\"", "09012345678", std::string("a\0b", 3), "a@b"},
        {"+CSCS=\"IRA\"", "09012345678", "[x]", "[x]"},
        {"+CSCS=\"UCS2\"", "+819012345678", "00E90031", "é1"},
        {"+CSCS=\"UCS2\"", "00300039003000310032003300340035003600370038", "0041", "A"},
        {"+CSMP=17,0,0,8", "+819012345678", "8A8D8A3C", "認証"},
    };
    for (const auto& row : rows) {
        INFO(row.set_up << " " << row.text);
        bench b;
        b.set_up().ask("AT+CMGF=1");
        b.ask(std::string("AT") + row.set_up);
        REQUIRE(b.ask("AT+CMGS=\"" + row.address + "\"") == prompt);
        CHECK(b.type(row.payload + ctrl_z) == with_ok("+CMGS: 193"));
        CHECK(only_message(b, sample_number).text == row.text);
    }
}

TEST_CASE("a text that does not fit one message gets 305", "[sim][sending]") {
    bench b;
    b.set_up().ask("AT+CMGF=1;+CSCS=\"IRA\"");
    b.ask("AT+CMGS=\"+819012345678\"");
    CHECK(b.type(std::string(160, 'x') + ctrl_z) == with_ok("+CMGS: 193"));
    b.ask("AT+CMGS=\"+819012345678\"");
    CHECK(b.type(std::string(161, 'x') + ctrl_z) == framed("+CMS ERROR: 305"));
    b.ask("AT+CMGS=\"+819012345678\"");
    CHECK(b.type("\xC3\xA9" + ctrl_z) == framed("+CMS ERROR: 305"));
}

TEST_CASE("a message can be written first and sent from its place", "[sim][sending]") {
    bench b(slow());
    b.set_up();
    CHECK(b.ask("AT+CMGW=31") == prompt);
    CHECK(b.type(pdu + ctrl_z) == with_ok("+CMGW: 1"));
    CHECK(b.ask("AT+CMGL=2") == with_ok("+CMGL: 1,2,,31\r\n" + pdu));
    CHECK(b.ask("AT+CMSS=1") == "");
    CHECK(b.wait(2500ms) == with_ok("+CMSS: 193"));
    CHECK(b.ask("AT+CMGR=1") == with_ok("+CMGR: 3,,31\r\n" + pdu));
    CHECK(only_message(b, sample_number).text == "Your code is 123456");
    CHECK(b.ask("AT+CMGW=31,1") == prompt);
    CHECK(b.type(pdu + ctrl_z) == framed("+CMS ERROR: 304"));  // A SUBMIT was not received.
}
