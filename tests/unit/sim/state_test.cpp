#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

sim_options locked(sim_lock lock) {
    sim_options options = bench::quick();
    options.lock = lock;
    return options;
}

}  // namespace

TEST_CASE("a SIM that is not ready says why, in the family of each command", "[sim][state]") {
    struct {
        sim_lock    lock;
        const char* asked;
        const char* cme;
        const char* cms;
    } const rows[] = {
        {sim_lock::pin, "+CPIN: SIM PIN", "+CME ERROR: 11", "+CMS ERROR: 311"},
        {sim_lock::puk, "+CPIN: SIM PUK", "+CME ERROR: 12", "+CMS ERROR: 316"},
        {sim_lock::absent, "+CME ERROR: 10", "+CME ERROR: 10", "+CMS ERROR: 310"},
        {sim_lock::failure, "+CME ERROR: 13", "+CME ERROR: 13", "+CMS ERROR: 313"},
        {sim_lock::busy, "+CME ERROR: 14", "+CME ERROR: 14", "+CMS ERROR: 314"},
    };
    for (const auto& row : rows) {
        INFO(row.asked);
        bench b(locked(row.lock));
        b.set_up();
        const std::string answer = b.ask("AT+CPIN?");
        CHECK(answer.starts_with(framed(row.asked)));
        CHECK(b.ask("AT+CIMI") == framed(row.cme));
        CHECK(b.ask("AT+CMGS=31") == framed(row.cms));
        CHECK(b.ask("AT+CSCA?") == framed(row.cms));
        CHECK(b.ask("AT+CREG?") == with_ok("+CREG: 0,0"));
        CHECK(b.ask("AT+CGSN") == with_ok(b.modem.who().imei));
        CHECK(b.ask("AT+CMGF=0") == ok);
    }
}

TEST_CASE("the right PIN opens the SIM, and the modem registers", "[sim][state]") {
    sim_options options = locked(sim_lock::pin);
    options.registration_time = 3s;
    bench b(options);
    b.set_up().ask("AT+CREG=1");
    CHECK(b.ask("AT+CPIN=\"1234\"") == ok + framed("+CREG: 2"));
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: READY"));
    CHECK(b.modem.next_event() == b.now + 3s);
    CHECK(b.wait(3s) == framed("+CREG: 1"));
    CHECK(b.ask("AT+CPIN=\"1234\"") == framed("+CME ERROR: 3"));
}

TEST_CASE("three wrong PINs ask for the PUK, and ten wrong PUKs end the card", "[sim][state]") {
    bench b(locked(sim_lock::pin));
    b.set_up();
    CHECK(b.ask("AT+CPIN=\"12\"") == framed("+CME ERROR: 50"));  // No PIN, so no try.
    CHECK(b.ask("AT+CPIN=\"0000\"") == framed("+CME ERROR: 16"));
    CHECK(b.ask("AT+CPINR=\"SIM PIN\"") == with_ok("+CPINR: SIM PIN,2,3"));
    CHECK(b.ask("AT+CPIN=\"0000\"") == framed("+CME ERROR: 16"));
    CHECK(b.ask("AT+CPIN=\"0000\"") == framed("+CME ERROR: 12"));
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: SIM PUK"));
    CHECK(b.ask("AT+CPIN=\"1234\"") == framed("+CME ERROR: 12"));

    for (int turn = 0; turn < 9; ++turn) {
        CHECK(b.ask("AT+CPIN=\"11111111\",\"9999\"") == framed("+CME ERROR: 16"));
    }
    CHECK(b.ask("AT+CPIN=\"11111111\",\"9999\"") == framed("+CME ERROR: 13"));
    CHECK(b.ask("AT+CPIN?") == framed("+CME ERROR: 13"));
}

TEST_CASE("the PUK sets a new PIN", "[sim][state]") {
    bench b(locked(sim_lock::puk));
    b.set_up();
    CHECK(b.ask("AT+CPIN=\"12345678\",\"9999\"") == ok);
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: READY"));
    CHECK(b.ask("AT+CPINR") == with_ok("+CPINR: SIM PIN,3,3\r\n+CPINR: SIM PUK,10,10"));
    CHECK(b.ask("AT+CLCK=\"SC\",1,\"9999\"") == ok);
}

TEST_CASE("the wrong tries outlive a restart", "[sim][state]") {
    bench b(locked(sim_lock::pin));
    b.set_up().ask("AT+CPIN=\"0000\"");
    b.ask("AT+CFUN=1,1");
    b.wait(2s);
    b.set_up();
    CHECK(b.ask("AT+CPINR=\"SIM PIN\"") == with_ok("+CPINR: SIM PIN,2,3"));
    CHECK(b.ask("AT+CPIN=\"1234\"") == ok);
    CHECK(b.ask("AT+CPINR=\"SIM PIN\"") == with_ok("+CPINR: SIM PIN,3,3"));
}

TEST_CASE("a restart is deaf, says its boot lines, and forgets its settings", "[sim][state]") {
    bench b(locked(sim_lock::pin));
    b.set_up().ask("AT+CPIN=\"1234\"");
    CHECK(b.ask("AT+CFUN=1,1") == ok);
    CHECK(b.ask("AT") == "");
    CHECK(b.wait(2s) == framed("RDY") + framed("+CPIN: SIM PIN"));
    CHECK(b.ask("AT+CMEE?") == "AT+CMEE?\r" + with_ok("+CMEE: 0"));  // The echo is back.
}

TEST_CASE("stored messages outlive a restart", "[sim][state]") {
    bench b;
    b.set_up().ask("AT+CMGW=31");
    b.type(std::string(sample_pdu) + "\x1A");
    b.ask("AT+CFUN=1,1");
    CHECK(b.wait(2s) == framed("RDY") + framed("+CPIN: READY"));
    b.set_up();
    CHECK(b.ask("AT+CPMS?") == with_ok("+CPMS: \"ME\",1,100,\"ME\",1,100,\"ME\",1,100"));
}

TEST_CASE("registration is said as set, and a change is told as asked", "[sim][state]") {
    bench            b;
    radio_conditions denied;
    denied.creg = 3;
    denied.cgreg = 4;
    denied.cereg = 5;
    b.set_up().ask("AT+CREG=1;+CEREG=2");
    b.modem.set_radio(denied, b.now);
    CHECK(b.modem.take_output() ==
          framed("+CREG: 3") + framed("+CEREG: 5,\"1A2B\",\"0100C80A\",7"));
    CHECK(b.ask("AT+CREG?") == with_ok("+CREG: 1,3"));
    CHECK(b.ask("AT+CGREG?") == with_ok("+CGREG: 0,4"));
    CHECK(b.ask("AT+CEREG?") == with_ok("+CEREG: 2,5,\"1A2B\",\"0100C80A\",7"));
}

TEST_CASE("without service the PDU is refused with 331, at once", "[sim][state]") {
    for (const int stat : {0, 2, 3, 4, 8, 11}) {
        INFO(stat);
        sim_options options = bench::quick();
        options.radio_time = 2500ms;
        options.radio.creg = options.radio.cereg = stat;
        bench b(options);
        b.set_up();
        CHECK(b.ask("AT+COPS?") == with_ok("+COPS: 0"));
        CHECK(b.ask("AT+CMGS=31") == prompt);
        CHECK(b.type(std::string(sample_pdu) + "\x1A") == framed("+CMS ERROR: 331"));
    }
}

TEST_CASE("CREG 1, 5, 6, 7, 9 and 10 and CEREG 1 and 5 can send", "[sim][state]") {
    const auto sends = [](int creg, int cereg) {
        sim_options options = bench::quick();
        options.radio.creg = creg;
        options.radio.cereg = cereg;
        bench b(options);
        b.set_up().ask("AT+CMGS=31");
        return b.type(std::string(sample_pdu) + "\x1A") == with_ok("+CMGS: 193");
    };
    for (const int creg : {1, 5, 6, 7, 9, 10}) CHECK(sends(creg, 0));
    for (const int cereg : {1, 5}) CHECK(sends(2, cereg));
    for (const int cereg : {6, 7}) CHECK_FALSE(sends(2, cereg));  // CREG's only
}

TEST_CASE("radio off is off the network, and on again it searches", "[sim][state]") {
    sim_options options = bench::quick();
    options.registration_time = 4s;
    bench b(options);
    b.set_up().ask("AT+CREG=1");
    CHECK(b.ask("AT+CFUN=4") == ok + framed("+CREG: 0"));
    CHECK(b.ask("AT+CSQ") == with_ok("+CSQ: 99,99"));
    CHECK(b.ask("AT+CFUN=1") == ok + framed("+CREG: 2"));
    CHECK(b.wait(4s) == framed("+CREG: 1"));
    CHECK(b.ask("AT+COPS=2") == ok + framed("+CREG: 0"));
    CHECK(b.ask("AT+COPS=0") == ok + framed("+CREG: 2"));
    CHECK(b.wait(4s) == framed("+CREG: 1"));
}

TEST_CASE("minimum functionality takes the card's power, radio off does not", "[sim][state]") {
    bench b(locked(sim_lock::pin));
    b.set_up().ask("AT+CPIN=\"1234\"");
    b.ask("AT+CFUN=4");
    b.ask("AT+CFUN=1");
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: READY"));
    b.ask("AT+CFUN=0");
    b.ask("AT+CFUN=1");
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: SIM PIN"));
}

TEST_CASE("a signal that is not known is not made up", "[sim][state]") {
    sim_options options = bench::quick();
    options.radio.rssi_dbm.reset();
    options.radio.rsrp_dbm.reset();
    options.radio.rsrq_db.reset();
    bench b(options);
    b.set_up();
    CHECK(b.ask("AT+CSQ") == with_ok("+CSQ: 99,99"));
    CHECK(b.ask("AT+CESQ") == with_ok("+CESQ: 99,99,255,255,255,255"));
}

TEST_CASE("the owner is told when something changed behind its back", "[sim][state]") {
    bench b;
    int   rung = 0;
    b.set_up();
    b.modem.on_change([&rung] { ++rung; });
    b.modem.set_lock(sim_lock::pin, b.now);
    CHECK(rung == 1);
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: SIM PIN"));
    b.modem.on_change({});
    b.modem.set_lock(sim_lock::none, b.now);
    CHECK(rung == 1);
}
