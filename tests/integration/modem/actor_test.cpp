#include "modem/io/modem_actor.hpp"

#include <algorithm>
#include <sstream>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "tests/integration/modem/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_pin.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;
using modem::modem_state;

namespace {

std::vector<modem_state> states(const recorder& owner) {
    std::vector<modem_state> seen;
    for (const auto& status : owner.statuses)
        if (seen.empty() || seen.back() != status.state) seen.push_back(status.state);
    return seen;
}

/// Everything that is logged while it lives, down to the wire.
class captured_log {
public:
    captured_log() : before_(spdlog::default_logger()) {
        auto sink = std::make_shared<spdlog::sinks::ostream_sink_st>(text_);
        auto logger = std::make_shared<spdlog::logger>("captured", std::move(sink));
        logger->set_level(spdlog::level::trace);
        spdlog::set_default_logger(std::move(logger));
    }
    ~captured_log() { spdlog::set_default_logger(before_); }
    captured_log(const captured_log&) = delete;
    captured_log& operator=(const captured_log&) = delete;

    std::string text() const { return text_.str(); }

private:
    std::ostringstream              text_;
    std::shared_ptr<spdlog::logger> before_;
};

}  // namespace

TEST_CASE("an actor takes a modem from nothing to ready", "[modem][actor]") {
    bench b;
    CHECK_FALSE(b.actor->free());
    b.start();
    REQUIRE(b.ready());
    CHECK(states(b.owner) == std::vector<modem_state>{modem_state::absent, modem_state::probing,
                                                      modem_state::sim, modem_state::registering,
                                                      modem_state::ready});
    const auto& status = b.actor->status();
    CHECK(status.device == "/dev/scripted");
    CHECK(status.imei == "490154203237518");
    CHECK(status.iccid == "8981100000000000007");
    CHECK(status.manufacturer == "Hayauma");
}

TEST_CASE("a port that does not exist yet is taken when it appears", "[modem][actor]") {
    bench b;
    b.modem.present = false;
    b.start();
    CHECK_FALSE(b.ready(60s));
    CHECK(b.actor->status().state == modem_state::absent);
    CHECK(b.actor->status().reason == "/dev/scripted: No such file or directory");
    b.modem.present = true;
    CHECK(b.ready(4s));
    CHECK(b.actor->status().reason.empty());
}

TEST_CASE("a submission starts at once and ends with its reference", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    const auto before = b.modem.written.size();
    b.time.advance(b.context, 3s);
    const mono_time asked = b.time.now();
    b.submit();
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }));
    CHECK(words(b.outcomes[0]) == "accepted 1");
    CHECK(b.modem.written[before].octets == "AT+CMGS=31\r");
    CHECK(b.modem.written[before].at == asked);
    CHECK(b.modem.written[before + 1].octets == std::string(sample_pdu) + "\x1A");
    CHECK(b.ended_at[0] - asked == 2500ms);
}

TEST_CASE("while a part is on the air no other is taken", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.submit();
    b.submit();
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 2; }));
    CHECK(words(b.outcomes[0]) == "not_sent modem 9");  // the second, at once
    CHECK(words(b.outcomes[1]) == "accepted 1");
}

TEST_CASE("under full load the modem is busy all the time", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    constexpr int   parts = 200;
    const mono_time begun = b.time.now();
    for (int i = 1; i <= parts; ++i) {
        b.submit();
        REQUIRE(b.run_until([&] { return b.outcomes.size() == static_cast<std::size_t>(i); }));
    }
    const auto elapsed = b.ended_at.back() - begun;
    CHECK(elapsed == parts * 2500ms);  // in simulated time nothing else takes any
    for (const auto& outcome : b.outcomes) CHECK(std::holds_alternative<modem::accepted>(outcome));
}

TEST_CASE("an idle modem costs little", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    const auto before = b.modem.written.size();
    b.time.advance(b.context, 1h);
    // Five questions each 10 s, three more each 30 s, one each 5 min, and the store once.
    CHECK(b.modem.written.size() - before <= 360 * 5 + 120 * 3 + 12 + 2);
    CHECK(b.actor->status().state == modem_state::ready);
}

TEST_CASE("nothing is submitted before the modem is ready or after stop", "[modem][actor]") {
    bench b;
    b.modem.answers["AT+CREG?"] = {"\r\n+CREG: 2,3\r\n\r\nOK\r\n"};
    b.modem.answers["AT+CEREG?"] = {"\r\n+CEREG: 2,2\r\n\r\nOK\r\n"};
    b.start();
    CHECK_FALSE(b.ready(60s));
    CHECK(b.actor->status().state == modem_state::registering);
    b.submit();
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 1s));
    CHECK(words(b.outcomes[0]) == "not_sent modem 9");

    b.stop(10s);
    REQUIRE(b.run_until([&] { return b.stop_ended; }, 1s));
    CHECK(b.run_ended);
    CHECK_FALSE(b.actor->free());
}

TEST_CASE("work that waits for a modem which falls silent is given back", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.time.advance(b.context, 9s);
    b.modem.answers["AT+CREG?"] = {""};
    const int before = b.modem.count("AT+CREG?\r");
    REQUIRE(b.run_until([&] { return b.modem.count("AT+CREG?\r") > before; }));
    b.submit();
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 4s));
    CHECK(words(b.outcomes[0]) == "not_sent modem 9");
    CHECK(b.modem.count("AT+CMGS=31\r") == 0);
}

TEST_CASE("a submission that hangs stays alone on the line", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.modem.radio = 1h;
    b.submit();
    b.time.advance(b.context, 19s);
    CHECK(b.actor->status().can_send);
    CHECK(b.actor->status().state == modem_state::sending);
    b.time.advance(b.context, 2s);
    CHECK_FALSE(b.actor->status().can_send);
    CHECK(b.owner.statuses.back().reason == "a submission is overdue");
    CHECK(b.owner.events == std::vector<std::string>{"overdue 42"});
    const auto written = b.modem.written.size();
    b.time.advance(b.context, 158s);
    CHECK(b.modem.written.size() == written);
    CHECK(b.outcomes.empty());
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 2s));
    CHECK(words(b.outcomes[0]) == "unknown modem 2");
    CHECK(b.ready(10s));
    CHECK(b.modem.texts_since(written).at(0) == "\x1B");
}

TEST_CASE("a report for the part on the air ends it, and comes after its outcome",
          "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.modem.radio = 1h;
    b.submit();
    b.modem.say(std::string("\r\n+CDS: 25\r\n") + sample_report + "\r\n", 4s);
    REQUIRE(b.run_until([&] { return b.owner.events.size() == 2; }, 60s));
    CHECK(b.owner.events == std::vector<std::string>{"outcome accepted 7", "report 7"});
}

TEST_CASE("a report for another destination goes on at once", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    modem::transmission part = sample_part(b.time.now(), b.time.wall_now());
    part.destination = number("819087654321");
    b.modem.radio = 30s;
    b.submit(part);
    b.modem.say(std::string("\r\n+CDS: 25\r\n") + sample_report + "\r\n", 4s);
    REQUIRE(b.run_until([&] { return !b.owner.events.empty(); }, 5s));
    CHECK(b.owner.events[0] == "report 7");
    CHECK(b.outcomes.empty());
}

TEST_CASE("a boot line ends what is on the air, and the modem is set up anew", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.modem.radio = 1h;
    b.submit();
    b.modem.line("^BOOT:20751822,0,0,0,6", 3s);  // periodic on Huawei: ends nothing
    b.time.advance(b.context, 4s);
    CHECK(b.outcomes.empty());
    b.modem.line("RDY");
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 1s));
    CHECK(words(b.outcomes[0]) == "unknown modem 4");
    const auto before = b.modem.count("ATE0V1Q0\r");
    CHECK(b.ready());
    CHECK(b.modem.count("ATE0V1Q0\r") == before + 1);
}

TEST_CASE("a boot line in an idle moment or behind an answer sets the modem up anew",
          "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    SECTION("idle") { b.modem.line("RDY", 3s); }
    SECTION("behind an answer") {
        b.modem.answers["AT+CREG?"] = {"\r\n+CREG: 2,1\r\n\r\nOK\r\n\r\nRDY\r\n",
                                       "\r\n+CREG: 2,1\r\n\r\nOK\r\n"};
    }
    SECTION("in place of an answer") {
        b.modem.answers["AT+CREG?"] = {"\r\nRDY\r\n", "\r\n+CREG: 2,1\r\n\r\nOK\r\n"};
    }
    b.time.advance(b.context, 30s);
    CHECK(b.modem.count("ATE0V1Q0\r") == 2);
    CHECK(b.actor->status().state == modem_state::ready);
}

TEST_CASE("an unplugged modem is opened again and its part is unknown", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.modem.radio = 1h;
    b.submit();
    b.modem.hang_up(2s);
    b.modem.present = false;
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 10s));
    CHECK(words(b.outcomes[0]) == "unknown modem 3");
    b.time.advance(b.context, 10s);
    CHECK(b.actor->status().state == modem_state::absent);
    b.modem.present = true;
    CHECK(b.ready(10s));
}

TEST_CASE("a mute modem is opened again and again, and back within 15 s", "[modem][actor]") {
    bench b;
    b.modem.answers["AT"] = {""};
    b.start();
    CHECK_FALSE(b.ready(120s));
    CHECK_FALSE(b.actor->status().can_send);
    CHECK(b.modem.opened >= 120 / 10);
    CHECK(b.modem.opened <= 120 / 5);
    b.modem.answers.clear();
    CHECK(b.ready(15s));
}

TEST_CASE("stopping waits for the part on the air", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.submit();
    b.time.advance(b.context, 1s);
    b.stop(10s);
    b.submit();  // taken no more
    REQUIRE(b.run_until([&] { return b.stop_ended; }, 10s));
    CHECK(b.run_ended);
    CHECK(b.owner.events ==
          std::vector<std::string>{"outcome not_sent modem 9", "outcome accepted 1"});
}

TEST_CASE("stopping waits no longer than its grace", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    SECTION("on the air") {
        b.modem.radio = 1h;
        b.submit();
        b.time.advance(b.context, 1s);
        b.stop(5s);
        REQUIRE(b.run_until([&] { return b.stop_ended; }, 6s));
        CHECK(words(b.outcomes.at(0)) == "unknown modem 8");
    }
    SECTION("at the prompt, which is left with ESC") {
        b.modem.answers["AT+CMGS=31"] = {""};
        b.submit();
        b.time.advance(b.context, 1s);
        b.stop(5s);
        REQUIRE(b.run_until([&] { return b.stop_ended; }, 6s));
        CHECK(words(b.outcomes.at(0)) == "not_sent modem 8");
        CHECK(b.modem.written.back().octets == "\x1B");
    }
    SECTION("in an idle moment") {
        b.stop(5s);
        REQUIRE(b.run_until([&] { return b.stop_ended; }, 1s));
    }
    CHECK(b.run_ended);
}

TEST_CASE("stopping ends the wait for an absent port", "[modem][actor]") {
    bench b;
    b.modem.present = false;
    b.start();
    b.time.advance(b.context, 5s);
    b.stop(10s);
    CHECK(b.run_until([&] { return b.stop_ended; }, 1s));
    CHECK(b.run_ended);
}

TEST_CASE("a PIN is entered only where the owner allows it", "[modem][actor]") {
    const temporary_pin    pin("1234\n");
    config::modem_settings settings;
    settings.pin_file = pin.path();
    bench b(settings);
    b.modem.answers["AT+CPIN?"] = {"\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n"};
    b.modem.answers["AT+CPIN=\"1234\""] = {"\r\n+CME ERROR: 16\r\n"};
    SECTION("allowed, refused by the SIM: never again") {
        b.start();
        b.run_until([&] { return b.actor->status().state == modem_state::failed; }, 60s);
        b.owner.pin_allowed = false;  // the record now says that it was tried
        b.time.advance(b.context, 10min);
        CHECK(b.modem.count("AT+CPIN=\"1234\"\r") == 1);
        CHECK(b.actor->status().reason == "the PIN was tried before and is not tried again");
    }
    SECTION("not allowed") {
        b.owner.pin_allowed = false;
        b.start();
        b.time.advance(b.context, 10min);
        CHECK(b.modem.count("AT+CPIN=\"1234\"\r") == 0);
    }
    CHECK(b.owner.pin_asked_for.at(0) == "8981100000000000007");
    CHECK(b.actor->status().state == modem_state::failed);
}

TEST_CASE("without a pin_file a locked SIM is told, not touched", "[modem][actor]") {
    bench b;
    b.modem.answers["AT+CPIN?"] = {"\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n"};
    b.start();
    b.time.advance(b.context, 30s);
    CHECK(b.actor->status().reason == "the SIM asks for a PIN and no pin_file is configured");
    CHECK(b.owner.pin_asked_for.empty());
}

TEST_CASE("no log line holds a number, a PDU or a PIN", "[modem][actor]") {
    const captured_log     log;
    const temporary_pin    pin("7391\n");
    config::modem_settings settings;
    settings.pin_file = pin.path();
    bench b(settings);
    b.modem.answers["AT+CPIN?"] = {"\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n",
                                   "\r\n+CPIN: READY\r\n\r\nOK\r\n"};
    b.start();
    REQUIRE(b.ready());
    b.submit();
    b.modem.say(std::string("\r\n+CDS: 25\r\n") + sample_report + "\r\n", 4s);
    b.time.advance(b.context, 10s);
    REQUIRE(b.outcomes.size() == 1);

    const std::string text = log.text();
    CHECK(text.find("AT+CMGS=31") != std::string::npos);  // the wire is there, masked
    for (const char* secret : {"7391", "819012345678", "819011112222", "9118092143658700000013D9",
                               "91180921436587621122"}) {
        INFO(secret);
        CHECK(text.find(secret) == std::string::npos);
    }
}

TEST_CASE("the owner hears when the modem is free again", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.submit();
    b.time.advance(b.context, 1s);
    CHECK(b.owner.statuses.back().state == modem_state::sending);
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }));
    b.time.settle(b.context);
    CHECK(b.owner.statuses.back().state == modem_state::ready);
    CHECK(b.actor->free());
}

TEST_CASE("what recovery does is told step by step", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.modem.answers["AT"] = {""};
    b.modem.answers["AT+CREG?"] = {""};
    REQUIRE(b.run_until([&] { return b.modem.usb_resets == 1; }, 2min));
    b.modem.answers.clear();
    REQUIRE(b.ready(20s));
    REQUIRE(b.owner.recoveries.size() == 4);
    CHECK(b.owner.recoveries.front().step == modem::recovery_kind::resync);
    CHECK(b.owner.recoveries.front().cause == "it does not answer");
    CHECK(b.owner.recoveries.back().step == modem::recovery_kind::usb_reset);
    CHECK(b.owner.recoveries.back().result == "it works again");
    CHECK(b.owner.statuses.back().recovery.last == b.owner.recoveries.back());
    CHECK(b.owner.statuses.back().recovery.counts[3] == 0);  // it could not hear a reset
    CHECK(b.owner.statuses.back().recovery.counts[4] == 1);
}

TEST_CASE("a port that comes is taken at once, not at the next look", "[modem][actor]") {
    bench b;
    b.modem.present = false;
    b.start();
    b.time.advance(b.context, 100ms);
    b.modem.present = true;
    b.actor->look_again();
    CHECK(b.run_until([&] { return b.modem.opened == 1; }, 1s));
}

TEST_CASE("a USSD code is answered through the modem", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    const auto asked = b.ask("*100#");
    REQUIRE(b.run_until([&] { return b.modem.count("AT+CUSD=1,\"*100#\",15\r") == 1; }, 10s));
    b.modem.line("+CUSD: 0,\"Balance: 1000 yen\",15");
    REQUIRE(b.run_until([&] { return asked->has_value(); }, 10s));
    CHECK((*asked)->text == "Balance: 1000 yen");
    CHECK((*asked)->error.empty());
}

TEST_CASE("a USSD code that nobody answers ends after a minute", "[modem][actor]") {
    bench b;
    b.start();
    const auto too_early = b.ask("*100#");
    REQUIRE(b.run_until([&] { return too_early->has_value(); }, 10s));
    CHECK((*too_early)->error.find("not ready") != std::string::npos);
    REQUIRE(b.ready());
    const auto asked = b.ask("*100#");
    const auto second = b.ask("*101#");
    REQUIRE(b.run_until([&] { return asked->has_value(); }, 61s));
    CHECK((*asked)->error.find("60 s") != std::string::npos);
    CHECK((*second)->error.find("under way") != std::string::npos);
    CHECK(b.run_until([&] { return b.modem.count("AT+CUSD=2\r") == 1; }, 10s));
}

TEST_CASE("while a submission takes long its second port tells of the network", "[modem][actor]") {
    bench b;
    b.modem.second = std::make_shared<scripted_modem>(b.context.get_executor());
    b.modem.second->answers["AT+CREG?"] = {"\r\n+CREG: 2,3\r\n\r\nOK\r\n"};
    b.modem.radio = 100s;
    b.start();
    REQUIRE(b.ready());
    b.submit();
    REQUIRE(b.run_until([&] { return b.actor->status().registration.creg == 3; }, 60s));
    CHECK(b.outcomes.empty());
    CHECK(b.modem.second->opened == 1);
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 100s));
    CHECK(words(b.outcomes.front()).starts_with("accepted"));
}

TEST_CASE("a paused modem takes no work until it is resumed", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.actor->pause();
    CHECK_FALSE(b.actor->free());
    CHECK(b.owner.statuses.back().state == modem_state::paused);
    b.actor->resume();
    CHECK(b.actor->free());
}

TEST_CASE("a PDU whose port takes nothing was not sent", "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.modem.takes_payload = false;
    b.submit();
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 60s));
    CHECK(words(b.outcomes.front()) == "not_sent modem 3");
}

TEST_CASE("a call is hung up on and a message read when they are told, not at the next look",
          "[modem][actor]") {
    bench b;
    b.start();
    REQUIRE(b.ready());
    b.time.advance(b.context, 1s);
    b.modem.line("RING");
    b.modem.line("+CMTI: \"ME\",3");
    b.time.advance(b.context, 500ms);
    CHECK(b.modem.count("AT+CHUP\r") == 1);
    CHECK(b.modem.count("AT+CMGR=3\r") == 1);
}

TEST_CASE("a report on the second port takes nothing from the submission", "[modem][actor]") {
    bench b;
    b.modem.second = std::make_shared<scripted_modem>(b.context.get_executor());
    b.modem.radio = 30s;
    b.start();
    REQUIRE(b.ready());
    b.submit();
    b.time.advance(b.context, 20s);
    REQUIRE(b.modem.second->opened == 1);
    b.modem.second->line("+CDS: 25");
    b.modem.second->line(sample_report);
    REQUIRE(b.run_until([&] { return b.outcomes.size() == 1; }, 60s));
    CHECK(words(b.outcomes.front()) == "accepted 1");
}

TEST_CASE("a device is reset only when nobody uses its second port", "[modem][actor]") {
    bench b;
    b.modem.second = std::make_shared<scripted_modem>(b.context.get_executor());
    b.modem.second->answers["AT+CREG?"] = {""};
    b.modem.radio = 21s;
    b.start();
    REQUIRE(b.ready());
    b.submit();
    b.time.advance(b.context, 20s);
    REQUIRE(b.modem.second->opened >= 1);
    b.modem.answers["AT"] = {""};
    b.modem.answers["AT+CREG?"] = {""};
    REQUIRE(b.run_until([&] { return b.modem.usb_resets == 1; }, 2min));
    b.modem.answers.clear();
    CHECK(b.ready(30s));
}
