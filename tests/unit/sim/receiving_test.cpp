#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma::sim;
using namespace std::chrono_literals;
using hayauma::sms::phone_number;

namespace {

const auto friend_number = *phone_number::from_digits("818011112222");

/// A friend writes to the modem's SIM. @return what the modem says to that.
std::string receive(bench& b, std::string_view text) {
    const auto own = *phone_number::from_digits(b.modem.who().number);
    REQUIRE(b.network.send_text(friend_number, own, text, b.now));
    return b.wait(0ms);
}

// "hello" from +818011112222 at 16:31:21 in +09:00.
const std::string hello = "07911809000000F1040C91180811112222000062112261131263"
                          "05E8329BFD06";

}  // namespace

TEST_CASE("a message is stored, and told of as +CNMI asks", "[sim][receiving]") {
    struct {
        const char* cnmi;
        std::string told;
        bool        stored;
    } const rows[] = {
        {"0,0", "", true},
        {"0,1", "", true},  // buffered in the modem
        {"1,0", "", true},
        {"1,1", framed("+CMTI: \"ME\",1"), true},
        {"2,1", framed("+CMTI: \"ME\",1"), true},
        {"2,3", framed("+CMTI: \"ME\",1"), true},
        {"2,2", framed("+CMT: ,24\r\n" + hello), false},
    };
    for (const auto& row : rows) {
        INFO(row.cnmi);
        bench b;
        b.set_up().ask(std::string("AT+CNMI=") + row.cnmi);
        CHECK(receive(b, "hello") == row.told);
        CHECK((b.ask("AT+CMGL=4") != ok) == row.stored);
    }
}

TEST_CASE("what was buffered comes when <mode> leaves 0, or never with <bfr> 1",
          "[sim][receiving]") {
    bench b;
    b.set_up().ask("AT+CNMI=0,1");
    receive(b, "one");
    CHECK(b.ask("AT+CNMI=2,1,0,0,0") == ok + framed("+CMTI: \"ME\",1"));
    b.ask("AT+CNMI=0,1");
    receive(b, "two");
    CHECK(b.ask("AT+CNMI=2,1,0,0,1") == ok);
}

TEST_CASE("a message is read as a PDU, once as unread", "[sim][receiving]") {
    bench b;
    receive(b.set_up(), "hello");
    CHECK(b.ask("AT+CMGL") == with_ok("+CMGL: 1,0,,24\r\n" + hello));
    CHECK(b.ask("AT+CMGL") == ok);
    CHECK(b.ask("AT+CMGR=1") == with_ok("+CMGR: 1,,24\r\n" + hello));
    CHECK(b.ask("AT+CMGD=1") == ok);
    CHECK(b.ask("AT+CMGR=1") == framed("+CMS ERROR: 321"));
}

TEST_CASE("a message is read as text", "[sim][receiving]") {
    bench b;
    b.set_up().ask("AT+CMGF=1;+CNMI=2,1");
    CHECK(receive(b, "hello") == framed("+CMTI: \"ME\",1"));
    CHECK(b.ask("AT+CMGL=\"ALL\"") ==
          with_ok("+CMGL: 1,\"REC UNREAD\",\"+818011112222\",,\"26/11/22,16:31:21+36\"\r\nhello"));
    CHECK(b.ask("AT+CSDH=1;+CMGR=1") ==
          framed("+CMGR: \"REC READ\",\"+818011112222\",,\"26/11/22,16:31:21+36\",145,4,0,0,"
                 "\"+81900000001\",145,5\r\nhello") +
              ok);
    b.ask("AT+CSDH=0;+CNMI=2,2");
    CHECK(receive(b, "again") ==
          framed("+CMT: \"+818011112222\",,\"26/11/22,16:31:21+36\"\r\nagain"));
    CHECK(receive(b, "認") == framed("+CMT: \"+818011112222\",,\"26/11/22,16:31:21+36\"\r\n8A8D"));
}

TEST_CASE("a report is shown, stored or dropped as <ds> asks", "[sim][receiving]") {
    const std::string pdu(sample_pdu);
    const std::string report = "07911809000000F106C10C91180921436587621122611312636211226113126300";
    const auto        send = [&](bench& b) {
        b.ask("AT+CMGS=31");
        return b.type(pdu + "\x1A").substr(with_ok("+CMGS: 193").size());
    };
    bench shown;
    shown.set_up().ask("AT+CNMI=2,0,0,1");
    CHECK(send(shown) == framed("+CDS: 25\r\n" + report));

    bench stored;
    stored.set_up().ask("AT+CNMI=2,0,0,2");
    CHECK(send(stored) == framed("+CDSI: \"SR\",1"));
    CHECK(stored.ask("AT+CPMS=\"SR\"") == with_ok("+CPMS: 1,20,0,100,0,100"));
    CHECK(stored.ask("AT+CMGR=1") == with_ok("+CMGR: 0,,25\r\n" + report));
    CHECK(stored.ask("AT+CMGF=1;+CMGR=1") ==
          framed("+CMGR: \"REC READ\",6,193,\"+819012345678\",145,\"26/11/22,16:31:21+36\","
                 "\"26/11/22,16:31:21+36\",0") +
              ok);

    bench dropped;
    dropped.set_up().ask("AT+CNMI=2,1,0,0");
    CHECK(send(dropped) == "");
    CHECK(dropped.ask("AT+CPMS=\"SR\"") == with_ok("+CPMS: 0,20,0,100,0,100"));

    bench text;
    text.set_up().ask("AT+CNMI=2,0,0,1");
    text.ask("AT+CMGS=31");
    text.type("\x1B");
    text.ask("AT+CMGF=1;+CSMP=49,167,0,0");
    text.ask("AT+CMGS=\"+819012345678\"");
    CHECK(text.type("x\x1A") ==
          with_ok("+CMGS: 193") +
              framed("+CDS: 6,193,\"+819012345678\",145,\"26/11/22,16:31:21+36\","
                     "\"26/11/22,16:31:21+36\",0"));
}

TEST_CASE("nothing interrupts a payload, and what came is said after it", "[sim][receiving]") {
    bench b;
    b.set_up().ask("AT+CNMI=2,1,0,1;+CREG=1");
    b.ask("AT+CMGS=31");
    CHECK(receive(b, "hello") == "");
    auto searching = b.modem.state().radio.conditions;
    searching.creg = 2;
    b.modem.set_radio(searching, b.now);
    CHECK(b.modem.take_output() == "");
    CHECK(b.type("\x1B") == ok + framed("+CREG: 2") + framed("+CMTI: \"ME\",1"));
}

TEST_CASE("unsolicited results do come while a message is on the air", "[sim][receiving]") {
    sim_options options = bench::quick();
    options.radio_time = 2500ms;
    bench b(options);
    b.set_up().ask("AT+CNMI=2,1");
    b.ask("AT+CMGS=31");
    b.type(std::string(sample_pdu) + "\x1A");
    CHECK(receive(b, "hello") == framed("+CMTI: \"ME\",1"));
    CHECK(b.wait(2500ms) == with_ok("+CMGS: 193"));
}

TEST_CASE("with +CSMS=1 one message waits for +CNMA before the next", "[sim][receiving]") {
    bench b;
    b.set_up().ask("AT+CSMS=1;+CNMI=2,2");
    CHECK(receive(b, "hello") == framed("+CMT: ,24\r\n" + hello));
    CHECK(receive(b, "hello") == "");
    CHECK(b.ask("AT+CNMA") == ok + framed("+CMT: ,24\r\n" + hello));
    CHECK(b.ask("AT+CNMA=0") == ok);
    CHECK(b.ask("AT+CNMA") == framed("+CMS ERROR: 340"));
}

TEST_CASE("a missed +CNMA turns direct delivery off, and the message comes again",
          "[sim][receiving]") {
    bench b;
    b.set_up().ask("AT+CSMS=1;+CNMI=2,2,0,1");
    receive(b, "hello");
    CHECK(b.wait(15s) == "");
    CHECK(b.ask("AT+CNMI?") == with_ok("+CNMI: 2,0,0,0,0"));
    b.wait(10s);
    CHECK(b.ask("AT+CMGR=1") == with_ok("+CMGR: 0,,24\r\n" + hello));
}

TEST_CASE("a full storage keeps messages at the service centre until there is room",
          "[sim][receiving]") {
    sim_options options = bench::quick();
    options.me_slots = 1;
    bench b(options);
    b.set_up().ask("AT+CNMI=2,1");
    CHECK(receive(b, "one") == framed("+CMTI: \"ME\",1"));
    CHECK(receive(b, "two") == "");
    CHECK(b.ask("AT+CMGD=1") == ok);
    CHECK(b.wait(10s) == framed("+CMTI: \"ME\",1"));
    b.ask("AT+CMGW=31");
    CHECK(b.type(std::string(sample_pdu) + "\x1A") == framed("+CMS ERROR: 322"));
}

TEST_CASE("+CMGD clears by status", "[sim][receiving]") {
    const auto left = [](int flag) {
        bench b;
        b.set_up();
        receive(b, "read");
        b.ask("AT+CMGR=1");
        receive(b, "unread");
        for (const char* stat : {"3", "2"}) {
            b.ask(std::string("AT+CMGW=31,") + stat);
            b.type(std::string(sample_pdu) + "\x1A");
        }
        b.ask("AT+CMGD=1," + std::to_string(flag));
        return b.modem.state().storage.used(storage_kind::me);
    };
    CHECK(left(0) == 3);  // the one at place 1
    CHECK(left(1) == 3);
    CHECK(left(2) == 2);
    CHECK(left(3) == 1);
    CHECK(left(4) == 0);
}

TEST_CASE("messages go where +CPMS says", "[sim][receiving]") {
    bench b;
    b.set_up().ask("AT+CNMI=2,1;+CPMS=\"SM\",\"SM\",\"SM\"");
    CHECK(receive(b, "hello") == framed("+CMTI: \"SM\",1"));
    CHECK(b.ask("AT+CPMS?") == with_ok("+CPMS: \"SM\",1,20,\"SM\",1,20,\"SM\",1,20"));
}
