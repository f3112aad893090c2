// What each fault does to a modem, and that it is over when it is over.
#include <algorithm>

#include "modem/sim/fault_script.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

const std::string payload = std::string(sample_pdu) + "\x1A";
const std::string escape = "\x1B";
const std::string sent = with_ok("+CMGS: 193");

/// A modem set up, with a radio that takes 2 s.
struct faulty : bench {
    explicit faulty(sim_options options = slow()) : bench(std::move(options)) { set_up(); }

    static sim_options slow() {
        sim_options options = quick();
        options.radio_time = 2s;
        return options;
    }

    void inject(std::string_view spec) { modem.inject(parse_fault(spec).value(), now); }
    void clear() { modem.clear_faults(now); }

    /// A message as far as its Ctrl-Z.
    void submit() {
        REQUIRE(ask("AT+CMGS=31") == prompt);
        REQUIRE(type(payload) == "");
    }

    std::size_t arrived() const { return network.arrived(); }

    std::string read() { return modem.take_output(); }
};

}  // namespace

TEST_CASE("an error comes instead of the result, with the message sent or not", "[sim][fault]") {
    struct {
        const char* spec;
        const char* answer;
        std::size_t arrived;
    } cases[] = {
        {"cms", "+CMS ERROR: 500", 0},
        {"cms code=38", "+CMS ERROR: 38", 0},
        {"cms code=500 sent=yes", "+CMS ERROR: 500", 1},
        {"cms text=\"Unknown error\"", "+CMS ERROR: Unknown error", 0},
        {"cme code=30", "+CME ERROR: 30", 0},
        {"cme text=\"SIM failure\"", "+CME ERROR: SIM failure", 0},
        {"error", "ERROR", 0},
        {"error sent=yes", "ERROR", 1},
        {"ok-alone", "OK", 0},
        {"limit", "+CMS ERROR: 21", 0},
        {"limit code=28", "+CMS ERROR: 28", 0},
    };
    for (const auto& c : cases) {
        INFO(c.spec);
        faulty b;
        b.inject(c.spec);
        b.submit();
        CHECK(b.wait(1999ms) == "");
        CHECK(b.wait(1ms) == framed(c.answer));
        CHECK(b.arrived() == c.arrived);
        CHECK(b.modem.faults().empty());
        b.submit();
        CHECK(b.wait(2s).find("+CMGS: ") != std::string::npos);
    }
}

TEST_CASE("an error may come long after the payload", "[sim][fault]") {
    faulty b;
    b.inject("cms code=350 delay=133s");
    b.submit();
    CHECK(b.wait(134s) == "");
    CHECK(b.wait(1s) == framed("+CMS ERROR: 350"));
}

TEST_CASE("an error in the place of the prompt, or behind it, ends the submission",
          "[sim][fault]") {
    for (const std::string moment : {"before-prompt", "after-prompt"}) {
        for (const std::string kind : {"cms code=302", "cme code=14", "error", "ok-alone"}) {
            INFO(kind << " " << moment);
            faulty            b;
            const std::string before = moment == "after-prompt" ? prompt : "";
            b.inject(kind + " moment=" + moment);
            const std::string said = b.ask("AT+CMGS=31");
            CHECK(said.starts_with(before + "\r\n"));
            CHECK(said != prompt);
            CHECK(b.type(payload) == "");  // No command line: nobody listens.
            b.wait(5s);
            CHECK(b.arrived() == 0);
            CHECK(b.ask("AT") == ok);
        }
    }
}

TEST_CASE("a command fails as often as it is told to, and only that one", "[sim][fault]") {
    faulty b;
    b.inject("cme code=14 moment=command command=+CSCA times=2");
    CHECK(b.ask("AT") == ok);
    CHECK(b.ask("AT+CSCA?") == framed("+CME ERROR: 14"));
    CHECK(b.ask("AT+CSCA?") == framed("+CME ERROR: 14"));
    CHECK(b.ask("AT+CSCA?") == with_ok("+CSCA: \"+81900000001\",145"));
}

TEST_CASE("a command's answer may not come, or come late", "[sim][fault]") {
    faulty b;
    b.inject("unanswered moment=command");
    CHECK(b.ask("AT+CSQ") == "");
    CHECK(b.wait(1min) == "");
    b.inject("late moment=command delay=4s");
    CHECK(b.ask("AT+CSQ") == "");
    CHECK(b.ask("AT") == ok);
    CHECK(b.wait(4s) == with_ok("+CSQ: 21,99"));
}

TEST_CASE("no prompt comes, and the next command is heard", "[sim][fault]") {
    faulty b;
    b.inject("no-prompt");
    CHECK(b.ask("AT+CMGS=31") == "");
    CHECK(b.type(escape) == "");
    CHECK(b.ask("AT") == ok);
    b.inject("bare-prompt");
    CHECK(b.ask("AT+CMGS=31") == "\r\n>");
    CHECK(b.type(escape) == ok);
}

TEST_CASE("a message without an answer is sent or not, and the modem hears on", "[sim][fault]") {
    for (const bool goes : {false, true}) {
        faulty b;
        b.inject(goes ? "unanswered sent=yes" : "unanswered");
        b.submit();
        CHECK(b.wait(3min) == "");
        CHECK(b.arrived() == (goes ? 1 : 0));
        CHECK(b.ask("AT") == ok);
    }
    faulty b;
    b.inject("unanswered sent=yes");
    b.submit();
    CHECK(b.ask("AT") == ok);  // It does not wait for the radio either.
    CHECK(b.wait(2s) == "");
    CHECK(b.arrived() == 1);
}

TEST_CASE("a result comes late", "[sim][fault]") {
    faulty b;
    b.inject("late delay=200s");
    b.submit();
    CHECK(b.wait(2s) == "");
    CHECK(b.arrived() == 1);  // The message itself is not.
    CHECK(b.wait(199s) == "");
    CHECK(b.wait(1s) == sent);
}

TEST_CASE("a result comes after its exchange was given up, by itself and without OK",
          "[sim][fault]") {
    faulty b;
    b.inject("late delay=200s");
    b.submit();
    b.wait(180s);
    CHECK(b.type(escape + "\rAT\r") == ok);
    CHECK(b.wait(21s) == "");
    CHECK(b.wait(1s) == framed("+CMGS: 193"));
    CHECK(b.arrived() == 1);
    CHECK(b.wait(1h) == "");
}

TEST_CASE("a second message does not wait for the first one's result", "[sim][fault]") {
    faulty b;
    b.inject("late delay=1m");
    b.submit();
    b.submit();
    CHECK(b.wait(2s) == sent.substr(0, 0) + with_ok("+CMGS: 194"));
    CHECK(b.wait(1min) == framed("+CMGS: 193"));
    CHECK(b.arrived() == 2);
}

TEST_CASE("the OK behind +CMGS is lost, or late", "[sim][fault]") {
    faulty b;
    b.inject("unanswered moment=before-ok");
    b.submit();
    CHECK(b.wait(2s) == framed("+CMGS: 193"));
    CHECK(b.ask("AT") == ok);
    b.inject("late moment=before-ok delay=7s");
    b.submit();
    CHECK(b.wait(2s) == framed("+CMGS: 194"));
    CHECK(b.wait(7s) == ok);
}

TEST_CASE("the network takes so many messages and no more", "[sim][fault]") {
    faulty b;
    b.inject("limit after=2 times=all");
    for (const char* answer : {"+CMGS: 193", "+CMGS: 194"}) {
        b.submit();
        CHECK(b.wait(2s) == with_ok(answer));
    }
    for (int turn = 0; turn < 3; ++turn) {
        b.submit();
        CHECK(b.wait(2s) == framed("+CMS ERROR: 21"));
    }
    b.clear();
    b.submit();
    CHECK(b.wait(2s) == with_ok("+CMGS: 195"));
}

TEST_CASE("an unsolicited line comes in the middle of an answer", "[sim][fault]") {
    faulty b;
    b.inject("urc");
    CHECK(b.ask("AT+CSQ") == framed("+CSQ: 21,99") + framed("^RSSI:26") + ok);
    CHECK(b.ask("AT+CSQ") == with_ok("+CSQ: 21,99"));
}

TEST_CASE("an unsolicited line comes at every moment of a submission", "[sim][fault]") {
    const std::string line = framed("RING");
    faulty            b;
    b.inject("urc text=RING moment=idle");
    CHECK(b.read() == line);
    b.inject("urc text=RING moment=before-prompt");
    b.inject("urc text=RING moment=after-prompt");
    b.inject("urc text=RING moment=after-ctrl-z");
    b.inject("urc text=RING moment=before-ok");
    CHECK(b.ask("AT+CMGS=31") == line + prompt + line);
    CHECK(b.type(payload) == line);
    CHECK(b.wait(2s) == framed("+CMGS: 193") + line + ok);
    CHECK(b.arrived() == 1);
}

TEST_CASE("a line with its payload is written as one", "[sim][fault]") {
    faulty b;
    b.inject(R"(urc moment=idle text="+CDS: 2\n0791")");
    CHECK(b.read() == "\r\n+CDS: 2\r\n0791\r\n");
}

TEST_CASE("noise comes before the prompt and spoils nothing", "[sim][fault]") {
    faulty b;
    b.inject("garbage code=100 moment=before-prompt");
    const std::string said = b.ask("AT+CMGS=31");
    CHECK(said.size() == 100 + prompt.size());
    CHECK(said.ends_with(prompt));
    faulty other;
    other.inject("garbage code=100 moment=before-prompt");
    CHECK(other.ask("AT+CMGS=31") == said);  // by seed
}

TEST_CASE("a line of 1 MiB has no end", "[sim][fault]") {
    faulty b;
    b.inject("endless-line");
    const std::string said = b.ask("AT");
    CHECK(said.size() == (1 << 20) + ok.size());
    CHECK(said.find('\n') == (1 << 20) + 1);
    CHECK(b.ask("AT") == ok);
}

TEST_CASE("a flood of lines goes on whatever happens, until it is over", "[sim][fault]") {
    faulty b;
    b.inject("flood text=+ZPASR delay=100ms for=1s");
    std::string said = b.ask("AT+CMGS=31");
    said += b.type(payload);
    said += b.wait(1s);
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = said.find("+ZPASR", at)) != std::string::npos; ++at) ++lines;
    CHECK(lines == 10);
    CHECK(b.wait(1s) == sent);
}

TEST_CASE("a trickle gives one octet each time", "[sim][fault]") {
    faulty b;
    b.inject("trickle");
    CHECK(b.ask("AT") == "\r");
    std::string rest;
    while (b.modem.has_output()) {
        const std::string one = b.read();
        REQUIRE(one.size() == 1);
        rest += one;
    }
    CHECK("\r" + rest == ok);

    b.clear();
    b.inject("trickle delay=10ms");
    CHECK(b.ask("AT") == "\r");
    CHECK_FALSE(b.modem.has_output());
    CHECK(b.modem.next_event() == b.now + 10ms);
    CHECK(b.wait(9ms) == "");
    CHECK(b.wait(1ms) == "\n");
    b.clear();
    CHECK(b.read() == "OK\r\n");
}

TEST_CASE("a silent modem hears nothing and says nothing until it is over", "[sim][fault]") {
    faulty b;
    b.inject("silence for=30s");
    CHECK(b.ask("AT") == "");
    b.inject("urc moment=idle");
    CHECK(b.wait(29s) == "");
    CHECK(b.ask("AT") == "");
    b.wait(1s);
    CHECK(b.ask("AT") == ok);
    CHECK(b.ask("AT+CMEE?") == with_ok("+CMEE: 1"));  // It has not started anew.
}

TEST_CASE("a modem falls silent at any moment of a submission", "[sim][fault]") {
    struct {
        const char* moment;
        bool        goes;
        std::size_t arrived;
    } cases[] = {{"before-prompt", true, 0},
                 {"after-prompt", true, 0},
                 {"after-ctrl-z", false, 0},
                 {"after-ctrl-z", true, 1},
                 {"before-ok", false, 1}};
    for (const auto& c : cases) {
        INFO(c.moment);
        faulty b;
        b.inject(std::string("silence for=10s moment=") + c.moment + (c.goes ? " sent=yes" : ""));
        b.ask("AT+CMGS=31");
        b.type(payload);
        b.wait(3s);
        CHECK(b.ask("AT") == "");
        CHECK(b.arrived() == c.arrived);
        b.wait(10s);
        CHECK(b.type(escape + "\rAT\r").ends_with(ok));
        CHECK(b.arrived() == c.arrived);
    }
}

TEST_CASE("what arrived during a silence is not lost", "[sim][fault]") {
    faulty b;
    b.ask("AT+CNMI=2,1,0,1,0");
    b.submit();
    b.wait(2s);
    b.inject("silence for=1m");
    CHECK(b.wait(59s) == "");
    CHECK(b.wait(1s).find("+CDS: ") != std::string::npos);
}

TEST_CASE("a dead modem lives again when its USB device is reset", "[sim][fault]") {
    faulty b;
    b.inject("dead");
    const unsigned port = b.modem.port_number();
    CHECK(b.ask("AT+CFUN=1,1") == "");
    CHECK(b.wait(1h) == "");
    b.modem.reset_usb(b.now);
    CHECK(b.modem.port_number() != port);
    CHECK(b.wait(2s) == framed("RDY") + framed("+CPIN: READY"));
    CHECK(b.modem.faults().empty());
    CHECK(b.ask("AT") == "AT\r" + ok);
}

TEST_CASE("a reset of a sound modem's device only loses the port", "[sim][fault]") {
    faulty         b;
    const unsigned port = b.modem.port_number();
    b.modem.reset_usb(b.now);
    CHECK(b.modem.port_number() != port);
    CHECK(b.ask("AT+CMEE?") == with_ok("+CMEE: 1"));
}

TEST_CASE("the echo comes back on", "[sim][fault]") {
    faulty b;
    b.inject("echo-on moment=before-prompt");
    CHECK(b.ask("AT+CMGS=31") == prompt);
    CHECK(b.type(payload) == std::string(sample_pdu));
}

TEST_CASE("a prompt that somebody left is open, and Ctrl-Z would send a text", "[sim][fault]") {
    faulty b;
    b.inject("stuck-prompt");
    CHECK(b.ask("AT") == "\r\n> ");
    CHECK(b.type(escape) == ok);
    CHECK(b.ask("AT") == ok);
    CHECK(b.arrived() == 0);

    b.inject("stuck-prompt");
    b.type("\x1A");
    b.wait(2s);
    CHECK(b.arrived() == 1);
}

TEST_CASE("a modem reboots at any moment, and what was on the air went out or not",
          "[sim][fault]") {
    struct {
        const char* moment;
        bool        goes;
        std::size_t arrived;
    } cases[] = {{"command", false, 0},      {"before-prompt", true, 0}, {"after-prompt", true, 0},
                 {"after-ctrl-z", false, 0}, {"after-ctrl-z", true, 1},  {"before-ok", false, 1}};
    for (const auto& c : cases) {
        INFO(c.moment);
        faulty b;
        b.inject(std::string("reboot moment=") + c.moment + (c.goes ? " sent=yes" : ""));
        b.ask("AT");
        b.ask("AT+CMGS=31");
        b.type(payload);
        const std::string said = b.wait(4s);
        CHECK(said.ends_with(framed("RDY") + framed("+CPIN: READY")));
        CHECK(said.find("OK") == std::string::npos);
        CHECK(b.ask("AT") == "AT\r" + ok);  // Settings lost: the echo is on.
        CHECK(b.arrived() == c.arrived);
    }
}

TEST_CASE("an idle modem reboots at once, as often as it is told to", "[sim][fault]") {
    faulty b;
    b.inject("reboot times=3");
    const std::string said = b.wait(10s);
    std::size_t       boots = 0;
    for (std::size_t at = 0; (at = said.find("RDY", at)) != std::string::npos; ++at) ++boots;
    CHECK(boots == 3);
}

TEST_CASE("an unplugged modem has no port, and comes back as a new one", "[sim][fault]") {
    faulty         b;
    const unsigned port = b.modem.port_number();
    b.inject("unplug for=5s as=%-2");
    CHECK_FALSE(b.modem.plugged());
    CHECK(b.modem.port_number() != port);
    CHECK(b.modem.port_name("/tmp/x/modem0") == "/tmp/x/modem0");
    CHECK(b.ask("AT") == "");
    CHECK(b.modem.next_event() == b.now + 5s);
    b.wait(5s);
    CHECK(b.modem.plugged());
    CHECK(b.modem.port_name("/tmp/x/modem0") == "/tmp/x/modem0-2");
    CHECK(b.modem.port_name("simulated:sim-1") == "simulated:sim-1-2");
    CHECK(b.modem.port_name("a") == "a-2");
    CHECK(b.ask("AT") == "");  // It boots.
    CHECK(b.wait(2s) == framed("RDY") + framed("+CPIN: READY"));
    CHECK(b.ask("AT") == "AT\r" + ok);

    b.inject("unplug for=1s");
    b.wait(1s);
    CHECK(b.modem.port_name("modem0") == "modem0");
}

TEST_CASE("unplugged in the middle of sending, a message went out or not", "[sim][fault]") {
    for (const bool goes : {false, true}) {
        faulty b;
        b.inject(std::string("unplug moment=after-ctrl-z for=1s sent=") + (goes ? "yes" : "no"));
        b.ask("AT+CMGS=31");
        CHECK(b.type(payload) == "");
        CHECK_FALSE(b.modem.plugged());
        b.wait(10s);
        CHECK(b.arrived() == (goes ? 1 : 0));
    }
}

TEST_CASE("a cable is pulled whatever goes on", "[sim][fault]") {
    for (const bool goes : {false, true}) {
        faulty b;
        b.submit();
        b.inject(std::string("unplug for=1s sent=") + (goes ? "yes" : "no"));
        CHECK_FALSE(b.modem.plugged());
        b.wait(10s);
        CHECK(b.arrived() == (goes ? 1 : 0));
    }
    faulty b;
    b.inject("reboot");
    b.inject("unplug");
    CHECK_FALSE(b.modem.plugged());
}

TEST_CASE("without an end a modem stays away until the fault is cleared", "[sim][fault]") {
    faulty b;
    b.inject("unplug");
    CHECK(b.wait(24h) == "");
    CHECK_FALSE(b.modem.plugged());
    b.clear();
    CHECK(b.modem.plugged());
    CHECK(b.wait(2s).find("RDY") != std::string::npos);
}

TEST_CASE("a card that is taken out comes back", "[sim][fault]") {
    faulty b;
    b.ask("AT+CREG=1");
    b.inject("sim-removed for=20s");
    CHECK(b.read() == framed("+CPIN: NOT READY") + framed("+CREG: 0"));
    CHECK(b.ask("AT+CPIN?") == framed("+CME ERROR: 10"));
    CHECK(b.ask("AT+CMGS=31") == framed("+CMS ERROR: 310"));
    CHECK(b.wait(20s) == framed("+CPIN: READY") + framed("+CREG: 1"));
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: READY"));
}

TEST_CASE("a card that is taken out asks for its PIN when it is back, if it does", "[sim][fault]") {
    sim_options options = faulty::slow();
    options.lock = sim_lock::pin;
    faulty b(options);
    b.ask("AT+CPIN=1234");
    b.inject("sim-removed for=20s");
    b.wait(20s);
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: SIM PIN"));
}

TEST_CASE("a card that was to ask for its PIN twice asks no more once both are over",
          "[sim][fault]") {
    faulty f;
    f.inject("pin for=20s");
    f.wait(10s);
    f.inject("pin for=20s");
    f.wait(25s);
    CHECK(f.ask("AT+CPIN?").find("+CPIN: READY") != std::string::npos);
}

TEST_CASE("a card asks for its PIN, also after a reboot, until it is over", "[sim][fault]") {
    faulty b;
    b.inject("pin for=1m");
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: SIM PIN"));
    CHECK(b.ask("AT+CPIN=1234") == ok);
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: READY"));
    b.ask("AT+CFUN=1,1");
    CHECK(b.wait(2s) == framed("RDY") + framed("+CPIN: SIM PIN"));
    b.wait(1min);
    CHECK(b.ask("AT+CPIN?").find("+CPIN: READY") != std::string::npos);
    b.ask("AT+CFUN=1,1");
    CHECK(b.wait(2s) == framed("RDY") + framed("+CPIN: READY"));
}

TEST_CASE("a full memory takes nothing until something is deleted", "[sim][fault]") {
    faulty b;
    b.ask("AT+CNMI=2,1,0,0,0");
    b.inject("memory-full");
    CHECK(b.ask("AT+CPMS?") == with_ok("+CPMS: \"ME\",100,100,\"ME\",100,100,\"ME\",100,100"));
    const auto own = *sms::phone_number::from_digits(b.modem.who().number);
    REQUIRE(b.network.send_text(own, own, "hello", b.now));
    CHECK(b.wait(10s) == "");
    CHECK(b.ask("AT+CMGD=1,4") == ok);
    CHECK(b.wait(10s) == framed("+CMTI: \"ME\",1"));
    b.clear();  // The message stays.
    CHECK(b.ask("AT+CPMS?") == with_ok("+CPMS: \"ME\",1,100,\"ME\",1,100,\"ME\",1,100"));
}

TEST_CASE("a full memory is empty again when it is over", "[sim][fault]") {
    faulty b;
    b.inject("memory-full for=10s");
    b.wait(10s);
    CHECK(b.ask("AT+CPMS=\"SM\",\"SM\",\"SM\"") == with_ok("+CPMS: 0,20,0,20,0,20"));
}

TEST_CASE("the network goes, for SMS or for all else, and comes back", "[sim][fault]") {
    struct {
        const char* spec;
        const char* creg;
        const char* cgreg;
        const char* cereg;
        bool        sends;
    } cases[] = {
        {"no-network for=1m", "0,2", "0,2", "0,2", false},
        {"no-network code=3 for=1m", "0,3", "0,3", "0,3", false},
        {"lte-only for=1m", "0,2", "0,2", "0,1", true},
        {"sms-only for=1m", "0,6", "0,6", "0,6", true},
    };
    for (const auto& c : cases) {
        INFO(c.spec);
        faulty b;
        b.inject(c.spec);
        CHECK(b.ask("AT+CREG?") == with_ok(std::string("+CREG: ") + c.creg));
        CHECK(b.ask("AT+CGREG?") == with_ok(std::string("+CGREG: ") + c.cgreg));
        CHECK(b.ask("AT+CEREG?") == with_ok(std::string("+CEREG: ") + c.cereg));
        b.ask("AT+CMGS=31");
        CHECK(b.type(payload) == (c.sends ? "" : framed("+CMS ERROR: 331")));
        b.wait(1min);
        CHECK(b.ask("AT+CREG?") == with_ok("+CREG: 0,1"));
    }
}

TEST_CASE("a report is late, lost, doubled or says that it failed", "[sim][fault]") {
    struct {
        const char* spec;
        std::size_t in_time;
        std::size_t later;
        const char* status;
    } cases[] = {
        {"report-late delay=1m", 0, 1, "00"}, {"report-lost", 0, 0, ""},
        {"report-doubled", 2, 2, "00"},       {"report-failed", 1, 1, "46"},
        {"report-failed code=0", 1, 1, "00"},
    };
    const auto count = [](const std::string& said) {
        std::size_t reports = 0;
        for (std::size_t at = 0; (at = said.find("+CDS: ", at)) != std::string::npos; ++at) {
            ++reports;
        }
        return reports;
    };
    for (const auto& c : cases) {
        INFO(c.spec);
        faulty b;
        b.ask("AT+CNMI=2,1,0,1,0");
        b.inject(c.spec);
        b.submit();
        CHECK(b.wait(2s) == sent);
        std::string said = b.wait(5s);
        CHECK(count(said) == c.in_time);
        said += b.wait(1min);
        CHECK(count(said) == c.later);
        if (c.later > 0) CHECK(said.ends_with(std::string(c.status) + "\r\n"));
    }
}

TEST_CASE("a call rings, blocks what is to be sent, and is hung up", "[sim][fault]") {
    faulty b;
    b.ask("AT+CLIP=1");
    b.inject("call text=0901234");
    CHECK(b.wait(0s) == framed("RING") + framed("+CLIP: \"0901234\",129"));
    CHECK(b.ask("AT+CPAS") == with_ok("+CPAS: 3"));
    CHECK(b.ask("AT+CLCC") == with_ok("+CLCC: 1,1,4,0,0,\"0901234\",129"));
    CHECK(b.ask("AT+CMGS=31") == framed("+CMS ERROR: 302"));
    CHECK(b.wait(5s).starts_with(framed("RING")));
    CHECK(b.ask("AT+CHUP") == ok);
    CHECK(b.wait(1min) == "");
    CHECK(b.modem.faults().empty());
    CHECK(b.ask("AT+CMGS=31") == prompt);
}

TEST_CASE("a caller gives up, or calls while a message is on the air", "[sim][fault]") {
    faulty b;
    b.inject("call for=7s");
    CHECK(b.wait(7s) == framed("RING") + framed("RING") + framed("NO CARRIER"));
    b.inject("call moment=after-ctrl-z");
    b.submit();
    CHECK(b.wait(2s) == framed("RING") + sent);
    CHECK(b.ask("ATH") == ok);
}

TEST_CASE("faults are listed until they are over", "[sim][fault]") {
    faulty b;
    b.inject("silence for=1s");
    b.inject("cms code=38 times=2");
    REQUIRE(b.modem.faults().size() == 2);
    CHECK(describe(b.modem.faults().front()) == "silence for=1s");
    b.wait(1s);
    REQUIRE(b.modem.faults().size() == 1);
    b.clear();
    CHECK(b.modem.faults().empty());
}

TEST_CASE("whoever watches a modem hears of a fault", "[sim][fault]") {
    faulty b;
    int    rings = 0;
    b.modem.on_change([&rings] { ++rings; });
    b.inject("urc moment=idle");
    CHECK(rings == 1);
    b.clear();
    CHECK(rings == 2);
}

TEST_CASE("after a day of drawn faults, and their end, the modem is sound", "[sim][fault]") {
    faulty        b;
    std::uint64_t state = 20261122;
    std::size_t   most = 0;
    for (int turn = 0; turn < 24 * 60 * 2; ++turn) {
        b.modem.inject(random_fault(state, 10s), b.now);
        for (int send = 0; send < 5; ++send) {
            std::string said = b.type(escape + "AT\rATE0;+CMEE=1\rAT+CMGS=31\r");
            said += b.type(payload);
            said += b.wait(6s);
            most = std::max(most, said.size());
        }
    }
    CHECK(most <= sim_modem::output_octets_max);
    b.clear();
    b.wait(15s);
    b.type(escape);
    b.ask("ATH;E0;+CMEE=1");
    CHECK(b.modem.plugged());
    CHECK(b.ask("AT+CPIN?") == with_ok("+CPIN: READY"));
    CHECK(b.ask("AT+CREG?") == with_ok("+CREG: 0,1"));
    CHECK(b.ask("AT+CMGS=31") == prompt);
    CHECK(b.type(payload) == "");
    CHECK(b.wait(2s).ends_with(ok));
    CHECK(b.wait(24h) == "");
}
