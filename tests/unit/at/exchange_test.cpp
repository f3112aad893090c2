#include "modem/at/exchange.hpp"

#include <vector>

#include "tests/unit/at/printing.hpp"

using namespace hayauma;
using namespace hayauma::at;
using namespace std::chrono_literals;

namespace {

using events = std::vector<event>;

const finished ok{{verdict::ok, {}}};
const char*    pdu = "0031000C9118092143658700";
const char*    report = "00060107";  // five octets would be needed to decode it; nobody does here

/// Time that moves only when a test says so.
struct conversation {
    exchange  channel;
    mono_time now{1h};

    std::string begin(const char* text) { return channel.begin(make_command(text), now); }

    events hears(std::string_view octets) {
        CHECK(channel.feed(octets));
        events all;
        while (auto next = channel.next(now)) all.push_back(*std::move(next));
        return all;
    }

    events waits(std::chrono::milliseconds time) {
        now += time;
        return hears("");
    }

    void reaches_result_of_cmgs() {
        channel.begin(make_cmgs(12), now);
        REQUIRE(hears("\r\n> ") == events{prompted{}});
        channel.send(pdu, submit_result_limit, now);
    }
};

}  // namespace

TEST_CASE("a command is written with CR alone and ends at its final result", "[at][exchange]") {
    conversation c;
    CHECK(c.begin("AT+CSQ") == "AT+CSQ\r");
    CHECK(c.channel.busy());
    CHECK(c.hears("\r\n+CSQ: 28,99\r\n\r\nOK\r\n") == events{information{"+CSQ: 28,99"}, ok});
    CHECK_FALSE(c.channel.busy());
}

TEST_CASE("news between the lines of an answer stays news", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    CHECK(c.hears("\r\n^RSSI:26\r\n\r\n+CSQ: 28,99\r\n\r\n^BOOT:1,0\r\n\r\nOK\r\n") ==
          events{unsolicited{"^RSSI:26", ""}, information{"+CSQ: 28,99"},
                 unsolicited{"^BOOT:1,0", ""}, ok});
}

TEST_CASE("two-line news is one event, also across reads", "[at][exchange]") {
    conversation c;
    CHECK(c.hears("\r\n+CDS: 3\r\n").empty());
    CHECK(c.hears("00060").empty());
    CHECK(c.hears("107\r\n") == events{unsolicited{"+CDS: 3", report}});
}

TEST_CASE("the second line of news is never a result", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    CHECK(c.hears("+CMT: \"+8190\",,\"26/11/22,16:31:21+36\"\r\nOK\r\n") ==
          events{unsolicited{"+CMT: \"+8190\",,\"26/11/22,16:31:21+36\"", "OK"}});
    CHECK(c.channel.busy());
}

TEST_CASE("a header whose PDU is missing is dropped, the line after it is not", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    CHECK(c.hears("+CDS: 25\r\nOK\r\n") == events{ok});
}

TEST_CASE("a PDU of the wrong length is dropped with its header", "[at][exchange]") {
    conversation c;
    CHECK(c.hears("+CDS: 25\r\n0006010\r\n+CSQ: 1,1\r\n") == events{unsolicited{"+CSQ: 1,1", ""}});
}

TEST_CASE("echo ends nothing", "[at][exchange]") {
    conversation c;
    CHECK(c.channel.begin(make_cmgs(12), c.now) == "AT+CMGS=12\r");
    CHECK(c.hears("AT+CMGS=12\r\r\n> ") == events{echoed{}, prompted{}});
    CHECK(c.channel.send(pdu, 180s, c.now) == std::string(pdu) + "\x1A");
    CHECK(c.hears(std::string(pdu) + "\r\n\r\n+CMGS: 249\r\n\r\nOK\r\n") ==
          events{echoed{}, information{"+CMGS: 249"}, ok});
}

TEST_CASE("a prompt is heard only by the command that awaits one", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    CHECK(c.hears("\r\n> ").empty());
    CHECK(c.hears("\r\n+CSQ: 1,1\r\nOK\r\n") == events{information{"+CSQ: 1,1"}, ok});
}

TEST_CASE("a deadline ends the command, after what came in time", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    CHECK(c.waits(2999ms).empty());
    c.now += 1ms;
    CHECK(c.hears("\r\nOK\r\n") == events{ok});
    c.begin("AT+CSQ");
    CHECK(c.waits(3s) == events{deadline_passed{}});
    CHECK_FALSE(c.channel.busy());
    CHECK(c.waits(1h).empty());
}

TEST_CASE("a late answer is never credited to the next command", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    REQUIRE(c.waits(3s) == events{deadline_passed{}});
    CHECK(c.hears("\r\n+CSQ: 28,99\r\n") == events{unsolicited{"+CSQ: 28,99", ""}});
    c.begin("AT+CREG?");
    CHECK(c.hears("\r\n+CSQ: 28,99\r\n+CREG: 2,5\r\nOK\r\n") ==
          events{unsolicited{"+CSQ: 28,99", ""}, information{"+CREG: 2,5"}, ok});
}

TEST_CASE("a late +CMGS counts, and takes its OK with it", "[at][exchange]") {
    conversation c;
    c.reaches_result_of_cmgs();
    REQUIRE(c.waits(submit_result_limit) == events{deadline_passed{}});

    SECTION("while nothing is in flight") {
        CHECK(c.hears("\r\n+CMGS: 7\r\n\r\nOK\r\n") == events{late_reference{7}});
    }
    SECTION("during another command, whose own OK ends it") {
        c.begin("AT");
        CHECK(c.hears("\r\n+CMGS: 7\r\n\r\nOK\r\n") == events{late_reference{7}});
        CHECK(c.channel.busy());
        CHECK(c.hears("\r\nOK\r\n") == events{ok});
    }
    SECTION("while the next submission still waits for its prompt") {
        c.channel.begin(make_cmgs(12), c.now);
        CHECK(c.hears("\r\n+CMGS: 7\r\n\r\nOK\r\n\r\n> ") == events{late_reference{7}, prompted{}});
    }
    SECTION("unreadable, it counts for nothing") { CHECK(c.hears("\r\n+CMGS: x\r\n").empty()); }
}

TEST_CASE("after Ctrl-Z a +CMGS is the answer", "[at][exchange]") {
    conversation c;
    c.reaches_result_of_cmgs();
    CHECK(c.hears("\r\n+CMGS: 8\r\n") == events{information{"+CMGS: 8"}});
    CHECK(c.channel.busy());
}

TEST_CASE("leaving a prompt writes ESC and waits for OK", "[at][exchange]") {
    conversation c;
    c.channel.begin(make_cmgs(12), c.now);
    REQUIRE(c.hears("\r\n> ") == events{prompted{}});
    CHECK(c.channel.cancel(c.now) == "\x1B");
    CHECK(c.waits(4999ms).empty());
    CHECK(c.hears("\r\nOK\r\n") == events{ok});
}

TEST_CASE("digits are results until words are seen to work", "[at][exchange]") {
    conversation c;
    c.begin("AT");
    CHECK(c.hears("AT\r0\r") == events{echoed{}, ok});
    c.begin("ATE0V1Q0");
    CHECK(c.hears("\r\nOK\r\n") == events{ok});
    c.begin("AT");
    CHECK(c.hears("\r\n0\r\n").empty());
    c.channel.reset();
    c.begin("AT");
    CHECK(c.hears("0\r") == events{ok});
}

TEST_CASE("a line that is too long is reported and the exchange goes on", "[at][exchange]") {
    conversation c;
    c.begin("AT+CSQ");
    CHECK(c.channel.feed(std::string(5000, 'x')).error() == errc::line_too_long);
    CHECK(c.hears("\r\n+CSQ: 3,0\r\nOK\r\n") == events{information{"+CSQ: 3,0"}, ok});
}

TEST_CASE("a line of 1 MiB without an end is reported once and costs a bounded buffer",
          "[at][exchange]") {
    conversation      c;
    const std::string piece(4096, '+');
    c.begin("AT+CSQ");
    int dropped = 0;
    for (int i = 0; i < 256; ++i) {
        if (!c.channel.feed(piece)) ++dropped;
        CHECK_FALSE(c.channel.next(c.now));
        CHECK(c.channel.held() <= line_octets_max);
    }
    CHECK(dropped == 1);
    c.channel.reset();
    CHECK(c.channel.held() == 0);
}

TEST_CASE("reset forgets half a line and half a result", "[at][exchange]") {
    conversation c;
    CHECK(c.hears("+CDS: 3\r\n+CRE").empty());
    c.channel.reset();
    CHECK(c.hears("00060107\r\nG: 1\r\n").empty());
}

TEST_CASE("an ESC that nobody answers has an end", "[at][exchange]") {
    conversation c;
    c.channel.begin(make_cmgs(12), c.now);
    CHECK(c.waits(prompt_limit) == events{deadline_passed{}});
    CHECK(c.channel.cancel(c.now) == "\x1B");
    CHECK(c.waits(closing_ok_limit - 1ms).empty());
    CHECK(c.waits(1ms) == events{deadline_passed{}});
}

TEST_CASE("news between a late +CMGS and its OK does not free that OK for another command",
          "[at][exchange]") {
    conversation c;
    c.channel.begin(make_cmgs(12), c.now);
    CHECK(c.hears("\r\n+CMGS: 7\r\n\r\n^RSSI:20\r\n\r\nOK\r\n") ==
          events{late_reference{7}, unsolicited{"^RSSI:20", ""}});
    CHECK(c.hears("\r\n> ") == events{prompted{}});
}

TEST_CASE("the PDU of a stored report comes with its answer", "[at][exchange]") {
    conversation c;
    c.begin("AT+CMGR=3");
    CHECK(c.hears("\r\n+CMGR: 0,,25\r\n00060107\r\n\r\nOK\r\n") ==
          events{information{"+CMGR: 0,,25"}, information{"00060107"}, ok});
}

TEST_CASE("a USSD text of several lines is one event", "[at][exchange]") {
    conversation c;
    CHECK(c.hears("\r\n+CUSD: 1,\"1. Balance\r\n2. \"My\" plan\r\n").empty());
    CHECK(c.hears("OK\r\n\r\n9. Back\",15\r\n") ==
          events{unsolicited{"+CUSD: 1,\"1. Balance\n2. \"My\" plan\nOK\n9. Back\",15", ""}});
    CHECK(c.hears("\r\n+CUSD: 2\r\n") == events{unsolicited{"+CUSD: 2", ""}});
    CHECK(c.hears("\r\n+CUSD: 0,\"one line\", 15\r\n") ==
          events{unsolicited{"+CUSD: 0,\"one line\", 15", ""}});

    c.begin("AT+CUSD=1,\"*100#\",15");
    CHECK(c.hears("\r\n+CUSD: 0,\"a\r\nb\"\r\n\r\nOK\r\n") ==
          events{unsolicited{"+CUSD: 0,\"a\nb\"", ""}, ok});
}

TEST_CASE("a USSD text that is never closed takes nothing else with it", "[at][exchange]") {
    conversation c;
    SECTION("not the result of a submission") {
        c.reaches_result_of_cmgs();
        CHECK(c.hears("\r\n+CUSD: 0,\"a\r\nb\r\n\r\n+CMGS: 9\r\n\r\nOK\r\n") ==
              events{information{"+CMGS: 9"}, ok});
    }
    SECTION("not the result of a command") {
        c.begin("AT");
        CHECK(c.hears("\r\n+CUSD: 0,\"a\r\n\r\nOK\r\n") == events{ok});
    }
    SECTION("not a report") {
        CHECK(c.hears("\r\n+CUSD: 0,\"a\r\n\r\n+CDS: 3\r\n00060107\r\n") ==
              events{unsolicited{"+CDS: 3", report}});
    }
    SECTION("and no more room than a line has") {
        CHECK(c.hears("\r\n+CUSD: 0,\"a\r\n").empty());
        for (int i = 0; i < 100; ++i) {
            CHECK(c.hears(std::string(100, 'x') + "\r\n").empty());
            CHECK(c.channel.held() <= line_octets_max);
        }
        CHECK(c.hears("\r\n+CSQ: 1,1\r\n") == events{unsolicited{"+CSQ: 1,1", ""}});
    }
}

TEST_CASE("a prompt that a line end follows is heard", "[at][exchange]") {
    conversation c;
    c.channel.begin(make_cmgs(12), c.now);
    CHECK(c.hears("\r\n> \r\n") == events{prompted{}});
}

TEST_CASE("a list of stored messages comes whole, and news within it stay news", "[at][exchange]") {
    conversation c;
    c.begin("AT+CMGL=4");
    CHECK(c.hears("\r\n+CMGL: 0,1,,5\r\n00060107\r\n^RSSI:26\r\n+CMGL: 3,0,\"\",5\r\n00060108\r\n"
                  "\r\n+CMTI: \"SM\",4\r\n\r\nOK\r\n") ==
          events{information{"+CMGL: 0,1,,5"}, information{"00060107"}, unsolicited{"^RSSI:26", ""},
                 information{"+CMGL: 3,0,\"\",5"}, information{"00060108"},
                 unsolicited{"+CMTI: \"SM\",4", ""}, ok});
}
