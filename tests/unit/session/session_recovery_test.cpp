#include "tests/unit/session/session_scene.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::testing;
using namespace std::chrono_literals;

TEST_CASE("a fault of the line climbs the ladder and never pauses long", "[session][recovery]") {
    scene s;
    s.bring_up();
    const auto barred = rejected{{sms::error_family::cms, 8}, sms::fault_class::modem};

    // First the radio, off and on ...
    CHECK(s.done(barred) == transmitting("AT+CFUN=4"));
    CHECK(s.status().state == modem_state::recovering);
    CHECK_FALSE(s.status().can_send);
    CHECK(s.status().reason.find("operator_determined_barring") != std::string::npos);
    CHECK(s.tell(ok()) == session_action(rest{s.now + 3s}));
    s.now += 3s;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CFUN=1"));
    CHECK(s.tell(ok()) == session_action(synchronise{}));
    s.answer_all(s.tell(in_step{}));
    CHECK(s.status().can_send);
    CHECK(s.status().doubted);

    // ... too soon for more: a rest, and everything is looked at again ...
    CHECK(s.done(barred) == session_action(rest{s.now + 10s}));
    CHECK(s.status().state == modem_state::failed);
    s.now += 10s;
    CHECK(s.tell(rest_over{}) == session_action(synchronise{}));
    s.answer_all(s.tell(in_step{}));
    CHECK(s.status().can_send);

    // ... then its own reset, with the port closed at once.
    s.now += 1min;
    CHECK(s.done(barred) == transmitting(generic_profile().reset.c_str()));
    CHECK(s.tell(ok()) == session_action(open_port{2s}));
    s.tell(port_opened{"/dev/ttyUSB5"});
    s.answer_all(s.tell(in_step{}));
    s.done(accepted{7});
    CHECK_FALSE(s.status().doubted);
}

TEST_CASE("each step of recovery is told with its cause and its result", "[session][recovery]") {
    scene s;
    s.bring_up();
    while (s.machine.take_notice()) {}
    s.now += 10s;
    s.tell(rest_over{});
    s.tell(unanswered{});
    CHECK((s.machine.take_notice() ==
           notice(recovery_began{recovery_kind::resync, "it does not answer"})));
    CHECK_FALSE(s.machine.take_notice());
    s.tell(deaf{});
    CHECK((s.machine.take_notice() == notice(recovery_ended{"no help"})));
    CHECK((s.machine.take_notice() ==
           notice(recovery_began{recovery_kind::reopen, "it answers nothing"})));
    s.tell(port_opened{"/dev/ttyUSB2"});
    s.answer_all(s.tell(in_step{}));
    CHECK((s.machine.take_notice() == notice(recovery_ended{"it works again"})));
}

TEST_CASE("a deaf modem has its USB device reset, and why that cannot be done is told",
          "[session][recovery]") {
    scene s;
    s.tell(session_started{});
    for (const auto pause : {2s, 4s}) {
        s.tell(port_opened{"x"});
        CHECK(s.tell(deaf{}) == session_action(open_port{pause}));
    }
    s.tell(port_opened{"x"});
    CHECK(s.tell(deaf{}) == session_action(reset_usb{}));
    while (s.machine.take_notice()) {}
    CHECK(s.tell(usb_was_reset{"no permission"}) == session_action(open_port{2s}));
    CHECK((s.machine.take_notice() == notice(recovery_ended{"not possible: no permission"})));
    s.tell(port_opened{"x"});
    CHECK(s.tell(deaf{}) == session_action(open_port{5s}));
}

TEST_CASE("without a network the radio is switched off and on after a while",
          "[session][recovery]") {
    scene s;
    s.answers["AT+CREG?"] = ok({"+CREG: 2,0"});
    s.answers["AT+CEREG?"] = ok({"+CEREG: 2,0"});
    s.bring_up();
    CHECK(s.status().state == modem_state::registering);
    CHECK_FALSE(s.status().can_send);
    for (int i = 0; i < 14; ++i) {
        s.now += 2s;
        s.answer_all(s.tell(rest_over{}));
    }
    CHECK(s.status().state == modem_state::registering);
    s.now += 4s;
    const session_action next = s.answer_all(s.tell(rest_over{}));
    CHECK(s.count("AT+CFUN=4") == 1);
    CHECK(std::holds_alternative<rest>(next));
    CHECK(s.status().state == modem_state::recovering);
}

TEST_CASE("a SIM that is missed for a minute gets one radio cycle and one reset",
          "[session][recovery]") {
    scene s;
    s.answers["AT+CPIN?"] = cme(10);
    s.bring_up();
    for (int i = 0; i < 600; ++i) {
        s.now += 2s;
        session_action next = s.answer_all(s.tell(rest_over{}));
        if (std::holds_alternative<open_port>(next)) next = s.tell(port_opened{"x"});
        if (std::holds_alternative<synchronise>(next)) s.answer_all(s.tell(in_step{}));
    }
    CHECK(s.count("AT+CFUN=4") == 1);
    CHECK(s.count(generic_profile().reset.c_str()) == 1);
    CHECK(s.status().reason.find("SIM") != std::string::npos);
}

TEST_CASE("an operator's reset goes out at once, however often", "[session][recovery]") {
    scene s;
    s.bring_up();
    for (int i = 0; i < 10; ++i) {
        s.machine.ask_reset();
        CHECK(s.tell(rest_over{}) == transmitting(generic_profile().reset.c_str()));
        CHECK(s.tell(ok()) == session_action(open_port{2s}));
        s.tell(port_opened{"x"});
        s.answer_all(s.tell(in_step{}));
    }
}

TEST_CASE("a line without an end brings the channel back into step", "[session][recovery]") {
    scene s;
    s.bring_up();
    CHECK(s.tell(line_overflowed{}) == session_action(synchronise{}));
    CHECK(std::holds_alternative<rest>(s.answer_all(s.tell(in_step{}))));
}

TEST_CASE("one permission writes a PIN once, whatever noise comes in between", "[session][pin]") {
    scene s;
    s.answers["AT+CPIN?"] = ok({"+CPIN: SIM PIN"});
    s.answers["AT+CCID"] = ok({"+CCID: 8981100000000000007"});
    s.bring_up();
    CHECK(s.tell(pin_permission{config::secret("1234"), {}}) == transmitting("AT+CPIN=\"1234\""));
    CHECK(s.tell(line_overflowed{}) == session_action(synchronise{}));
    const session_action next = s.answer_all(s.tell(in_step{}));
    CHECK(s.count("AT+CPIN=\"1234\"") == 0);  // asked for anew
    CHECK(std::holds_alternative<ask_pin_permission>(next));
}

TEST_CASE("a port that is lost before it is of any use is opened with a pause",
          "[session][recovery]") {
    scene s;
    s.tell(session_started{});
    s.tell(port_opened{"tcp://10.0.0.5:4001"});
    CHECK(s.tell(port_lost{}) == session_action(open_port{2s}));
    s.tell(port_opened{"tcp://10.0.0.5:4001"});
    s.answer_all(s.tell(in_step{}));
    CHECK(s.tell(port_lost{}) == session_action(open_port{0ms}));
}

TEST_CASE("after a bug in its shell a session forgets the submission it was at",
          "[session][recovery]") {
    scene s;
    s.bring_up();
    s.machine.submission_started(s.now);
    s.machine.submission_overdue();
    s.bring_up();
    CHECK(s.status().state == modem_state::ready);
    CHECK(s.status().can_send);
}

TEST_CASE("a modem that leaves a network without short messages is asked where it is now",
          "[session][registration]") {
    scene s;
    s.answers["AT+CREG?"] = ok({"+CREG: 2,0"});
    s.answers["AT+COPS?"] = ok({"+COPS: 0,2,\"44053\",7"});
    s.bring_up();
    CHECK_FALSE(s.status().can_send);
    const auto wait = [&s](mono_time::duration how_long) {
        for (const mono_time until = s.now + how_long; s.now < until; s.now += 2s)
            s.answer_all(s.tell(rest_over{}));
    };
    SECTION("through a search") {
        s.answers["AT+CEREG?"] = ok({"+CEREG: 2,2"});
        wait(10s);
        s.answers["AT+CEREG?"] = ok({"+CEREG: 2,1"});
    }
    SECTION("without a word of it") {}
    s.answers["AT+COPS?"] = ok({"+COPS: 0,2,\"44011\",7"});
    wait(2min);
    CHECK(s.status().operator_plmn == "44011");
    CHECK(s.status().can_send);
    CHECK(s.count("AT+CFUN=4") == 0);
}
