#include "tests/unit/session/session_scene.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::testing;
using namespace std::chrono_literals;

TEST_CASE("from nothing to ready", "[session]") {
    scene s;
    CHECK(s.status().state == modem_state::absent);
    CHECK(s.tell(session_started{}) == session_action(open_port{0ms}));
    CHECK(s.tell(port_opened{"/dev/ttyUSB2"}) == session_action(synchronise{}));
    CHECK(s.status().state == modem_state::probing);
    CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));

    const session_action calm = s.answer_all(transmitting("ATE0V1Q0"));
    CHECK(calm == session_action(rest{s.now + 10s}));
    CHECK(s.status().state == modem_state::ready);
    CHECK(s.status().can_send);
    CHECK(s.status().reason.empty());
    CHECK(s.status().device == "/dev/ttyUSB2");
    CHECK(s.status().operator_plmn == "44010");
    CHECK(s.status().access_technology == "lte");
    CHECK((s.status().registration == registration_stats{1, 4, 1, {}}));
    CHECK((s.status().signal == signal_quality{-73, -61, -10.0}));
}

TEST_CASE("a port that is not there is tried every 2 s, and the reason is told", "[session]") {
    scene s;
    s.tell(session_started{});
    CHECK(s.tell(port_absent{"/dev/ttyUSB2", "No such file or directory"}) ==
          session_action(open_port{2s}));
    CHECK(s.status().state == modem_state::absent);
    CHECK(s.status().reason == "No such file or directory");
    CHECK(s.tell(port_absent{"x", "Permission denied"}) == session_action(open_port{2s}));
    CHECK(s.status().reason == "Permission denied");
}

TEST_CASE("a modem silent for three deadlines is reopened, not trusted", "[session]") {
    scene s;
    s.bring_up();
    s.now += 10s;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
    CHECK(s.tell(unanswered{}) == session_action(synchronise{}));
    CHECK(s.status().state == modem_state::recovering);
    CHECK_FALSE(s.status().can_send);

    CHECK(s.tell(in_step{}) == transmitting("AT+CREG?"));
    CHECK(s.tell(unanswered{}) == session_action(synchronise{}));
    CHECK(s.tell(in_step{}) == transmitting("AT+CREG?"));
    CHECK(s.tell(unanswered{}) == session_action(open_port{2s}));
    CHECK(s.status().state == modem_state::recovering);
    CHECK(s.status().reason == "the modem does not answer");

    // And then everything is set up again.
    CHECK(s.tell(port_opened{"/dev/ttyUSB2"}) == session_action(synchronise{}));
    CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));
}

TEST_CASE("a deaf modem is reopened, each time later", "[session]") {
    scene s;
    s.tell(session_started{});
    s.tell(port_opened{"x"});
    CHECK(s.tell(deaf{}) == session_action(open_port{2s}));
    s.tell(port_opened{"x"});
    CHECK(s.tell(deaf{}) == session_action(open_port{4s}));
}

TEST_CASE("set-up goes on where a silence interrupted it", "[session]") {
    scene s;
    s.tell(session_started{});
    s.tell(port_opened{"x"});
    CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));
    CHECK(s.tell(ok()) == transmitting("AT+CMEE=1"));
    CHECK(s.tell(unanswered{}) == session_action(synchronise{}));
    CHECK(s.tell(in_step{}) == transmitting("AT+CMEE=1"));
}

TEST_CASE("work goes out at once, and never while the modem cannot send", "[session]") {
    scene s;
    s.work_waits = true;
    s.bring_up();
    CHECK(s.tell(rest_over{}) == session_action(carry_out{}));

    s.answers["AT+CREG?"] = ok({"+CREG: 2,2"});
    s.answers["AT+CEREG?"] = ok({"+CEREG: 2,3"});
    s.work_waits = false;
    s.now += 10s;
    s.answer_all(s.tell(rest_over{}));
    CHECK_FALSE(s.status().can_send);
    CHECK(s.status().state == modem_state::registering);
    CHECK(s.status().reason == "the modem was refused by the network");
}

TEST_CASE("work waits for one short command at most", "[session]") {
    scene s;
    s.bring_up();
    s.now += 10s;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));  // four questions are due now
    s.work_waits = true;
    CHECK(s.tell(s.answer_to("AT+CREG?")) == session_action(carry_out{}));
}

TEST_CASE("right after a submission the line is kept free for the next one", "[session]") {
    scene s;
    s.bring_up();
    s.now += 20s;  // questions are due
    s.work_waits = true;
    CHECK(s.tell(rest_over{}) == session_action(carry_out{}));
    s.work_waits = false;
    CHECK(s.done(accepted{1}) == session_action(rest{s.now + 100ms}));
    s.work_waits = true;
    CHECK(s.tell(rest_over{}) == session_action(carry_out{}));
    s.work_waits = false;
    s.done(accepted{2});
    s.now += 100ms;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
}

TEST_CASE("under full load health is still asked, one command between two submissions",
          "[session]") {
    scene s;
    s.bring_up();
    s.work_waits = true;
    int            asked = 0;
    session_action next = s.tell(rest_over{});
    for (int part = 0; part < 100; ++part) {
        if (std::holds_alternative<transmit>(next)) {
            ++asked;
            next = s.tell(s.answer_to(std::get<transmit>(next).what.text));
        }
        REQUIRE(next == session_action(carry_out{}));
        s.now += 2500ms;
        next = s.done(accepted{static_cast<std::uint8_t>(part)});
    }
    CHECK(asked == 4);  // in 250 s
}

TEST_CASE("a submission without a result is overdue, and the modem says so", "[session]") {
    scene s;
    s.bring_up();
    s.machine.submission_started(s.now);
    CHECK(s.status().state == modem_state::sending);
    CHECK(s.status().can_send);
    s.machine.submission_overdue();
    CHECK(s.status().state == modem_state::sending);
    CHECK_FALSE(s.status().can_send);
    CHECK(s.status().reason == "a submission is overdue");
    s.done(accepted{1});
    CHECK(s.status().state == modem_state::ready);
    CHECK(s.status().can_send);
}

TEST_CASE("how a submission left the channel decides what follows", "[session]") {
    scene s;
    s.bring_up();
    const submit_outcome lost = unknown{own(sms::modem_error::no_result)};
    SECTION("out of step: back into step, nothing is set up anew") {
        CHECK(s.done(lost, channel::out_of_step) == session_action(synchronise{}));
        CHECK(std::holds_alternative<rest>(s.tell(in_step{})));
    }
    SECTION("rebooted: everything anew") {
        CHECK(s.done(lost, channel::rebooted) == session_action(synchronise{}));
        CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));
    }
    SECTION("lost: open at once") {
        CHECK(s.done(lost, channel::lost) == session_action(open_port{0ms}));
        CHECK_FALSE(s.status().can_send);
    }
    const submit_outcome mute = not_sent{own(sms::modem_error::no_prompt)};
    SECTION("three without a prompt and without an answer between: the port is reopened") {
        for (int i = 0; i < 2; ++i) {
            CHECK(s.done(mute, channel::out_of_step) == session_action(synchronise{}));
            s.tell(in_step{});
        }
        CHECK(s.done(mute, channel::out_of_step) == session_action(open_port{2s}));
    }
    SECTION("three without a prompt though it answers: in step first, then stronger") {
        for (int i = 0; i < 3; ++i) {
            CHECK(s.done(mute, channel::out_of_step) == session_action(synchronise{}));
            if (i == 2) break;
            s.answer_all(s.tell(in_step{}));
            s.now += 1min;
            s.answer_all(s.tell(rest_over{}));
        }
        CHECK(s.tell(in_step{}) == transmitting("AT+CFUN=4"));
        CHECK(s.status().doubted);
    }
}

TEST_CASE("a fault of configuration sets the modem up once more, then it is out", "[session]") {
    scene s;
    s.bring_up();
    const auto wrong = rejected{{sms::error_family::cms, 302}, sms::fault_class::configuration};
    CHECK(s.done(wrong) == session_action(synchronise{}));
    s.answer_all(s.tell(in_step{}));
    CHECK(s.status().can_send);
    CHECK(s.done(wrong) == transmitting("AT+CFUN=4"));
    CHECK(s.status().state == modem_state::recovering);
}

TEST_CASE("a status report is handed on", "[session]") {
    scene s;
    s.bring_up();
    s.news("+CDS: 25", sample_report);
    const auto told = s.machine.take_notice();
    REQUIRE(told);
    const auto& report = std::get<report_received>(*told).report;
    CHECK(report.message_reference == 7);
    CHECK(report.recipient == "819012345678");
    CHECK(report.status == 0);
    CHECK_FALSE(s.machine.take_notice());
}

TEST_CASE("what does not decode as a report is dropped", "[session]") {
    scene s;
    s.bring_up();
    s.news("+CDS: 2", "00ABCD");
    CHECK_FALSE(s.machine.take_notice());
}

TEST_CASE("a report in text mode shows that PDU mode was lost", "[session]") {
    scene s;
    s.bring_up();
    s.news("+CDS: 6,5,\"+8190\",145,\"26/11/22\",\"26/11/22\",0");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CMGF=0"));
}

TEST_CASE("under service 1 direct results are acknowledged before anything else", "[session]") {
    scene s;
    s.answers["AT+CSMS?"] = ok({"+CSMS: 1,1,1,1"});
    s.answers["AT+CSMS=0"] = cme(3);
    s.bring_up();
    s.work_waits = true;
    s.news("+CDS: 25", sample_report);
    CHECK(s.tell(rest_over{}) == transmitting("AT+CNMA"));
    CHECK(s.tell({answered{{at::verdict::cms_error, 340}, {}}}) == session_action(carry_out{}));
}

TEST_CASE("a late reference goes to the attempt that it belongs to, once", "[session]") {
    scene s;
    s.bring_up();
    s.machine.observe(at::late_reference{7}, s.now);
    CHECK_FALSE(s.machine.take_notice());  // nothing is unresolved

    s.done(unknown{own(sms::modem_error::no_result)}, channel::out_of_step);
    while (s.machine.take_notice()) {}
    s.machine.observe(at::late_reference{7}, s.now);
    s.machine.observe(at::late_reference{8}, s.now);
    CHECK((s.machine.take_notice() == notice(late_acceptance{42, 7})));
    CHECK_FALSE(s.machine.take_notice());
    CHECK(s.machine.references().knows(7, number(), s.now));
}

TEST_CASE("a boot line means everything anew", "[session]") {
    scene s;
    s.bring_up();
    s.news("RDY");
    CHECK((s.machine.take_notice() == notice(boot_noticed{})));
    CHECK(s.tell(rebooted{}) == session_action(synchronise{}));
    CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));
}

TEST_CASE("the tail of a boot is no second boot", "[session]") {
    scene s;
    s.bring_up();
    s.now += 59s;
    s.news("PB DONE");
    CHECK_FALSE(s.machine.take_notice());
    s.now += 2s;
    s.news("SMS DONE");
    CHECK((s.machine.take_notice() == notice(boot_noticed{})));
}

TEST_CASE("a periodic line that looks like a boot is none", "[session]") {
    scene s;
    s.bring_up();
    s.news("^BOOT:20751822,0,0,0,6");
    CHECK_FALSE(s.machine.take_notice());
    CHECK(std::holds_alternative<rest>(s.tell(rest_over{})));
}

TEST_CASE("a boot line while coming into step sets the modem up anew", "[session]") {
    scene s;
    s.bring_up();
    s.now += 10s;
    s.tell(rest_over{});
    s.tell(unanswered{});
    s.news("RDY");
    CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));
}

TEST_CASE("an echo that was off means that the modem has restarted", "[session]") {
    scene s;
    s.bring_up();
    SECTION("seen at a question") {
        s.now += 10s;
        CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
        s.machine.observe(at::echoed{}, s.now);
        CHECK(s.tell(s.answer_to("AT+CREG?")) == session_action(synchronise{}));
    }
    SECTION("seen during a submission, which it does not end") {
        s.machine.submission_started(s.now);
        s.machine.observe(at::echoed{}, s.now);
        CHECK_FALSE(s.machine.take_notice());
        CHECK(s.done(accepted{1}) == session_action(synchronise{}));
    }
    CHECK(s.tell(in_step{}) == transmitting("ATE0V1Q0"));
}

TEST_CASE("a modem that always echoes is left in peace", "[session]") {
    scene s;
    s.tell(session_started{});
    s.tell(port_opened{"x"});
    session_action next = s.tell(in_step{});
    for (int i = 0; i < 100; ++i) {
        const auto* out = std::get_if<transmit>(&next);
        if (!out) break;
        s.machine.observe(at::echoed{}, s.now);
        next = s.tell(s.answer_to(out->what.text));
    }
    CHECK(std::holds_alternative<rest>(next));
    CHECK(s.status().can_send);
}

TEST_CASE("news of registration and SIM are hints: the modem is asked", "[session]") {
    scene s;
    s.bring_up();
    s.news("+CREG: 0");
    CHECK(s.status().can_send);
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
    s.answer_all(transmitting("AT+CREG?"));
    s.news("+CPIN: NOT READY");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CPIN?"));
    CHECK(s.tell(cme(10)) == session_action(synchronise{}));
    CHECK_FALSE(s.status().can_send);
}

TEST_CASE("a change of the cell alone asks nothing", "[session]") {
    scene s;
    s.bring_up();
    s.news("+CREG: 1,\"00A1\",\"00B3\",7");
    s.news("+CGREG: 4");
    CHECK(s.tell(rest_over{}) == session_action(rest{s.now + 10s}));
    s.news("+CREG: 2,1");  // of two forms: in doubt
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
}

TEST_CASE("a busy SIM says nothing about registration", "[session]") {
    scene s;
    s.bring_up();
    s.now += 10s;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
    s.tell(cme(14));
    CHECK(s.status().can_send);
}

TEST_CASE("indications that the modem has reset are set again", "[session]") {
    scene s;
    s.bring_up();
    s.now += 300s;
    s.answers["AT+CNMI?"] = ok({"+CNMI: 2,0,0,0,0"});
    s.sent.clear();
    s.answer_all(s.tell(rest_over{}));
    CHECK(std::count(s.sent.begin(), s.sent.end(), "AT+CNMI=2,1,0,1,0") == 1);
}

TEST_CASE("a lost port is opened again, and work is not taken meanwhile", "[session]") {
    scene s;
    s.bring_up();
    CHECK(s.tell(port_lost{}) == session_action(open_port{0ms}));
    CHECK_FALSE(s.status().can_send);
    CHECK((s.status().registration == registration_stats{}));
    CHECK(s.tell(port_absent{"x", "gone"}) == session_action(open_port{2s}));
}

TEST_CASE("a SIM without a permitted PIN fails with a reason, and is looked at again",
          "[session]") {
    scene s;
    s.answers["AT+CPIN?"] = ok({"+CPIN: SIM PIN"});
    s.answers["AT+CCID"] = ok({"+CCID: 8981100000000000007"});
    CHECK(s.bring_up() == session_action(ask_pin_permission{"8981100000000000007", ""}));
    CHECK(s.tell(pin_permission{{}, "no"}) == session_action(rest{s.now + 10s}));
    CHECK(s.status().state == modem_state::failed);
    CHECK(s.status().reason == "no");
}

TEST_CASE("an action describes itself without the PIN", "[session]") {
    CHECK(describe(transmit{at::make_command("AT+CPIN=\"1234\"")}) == "AT+CPIN=<pin>");
    CHECK(describe(open_port{2s}) == "open after 2000 ms");
}
