#include "modem/at/parse_ussd.hpp"
#include "tests/unit/session/session_scene.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::testing;
using namespace std::chrono_literals;

TEST_CASE("a paused modem is looked after and sends nothing", "[session]") {
    scene s;
    s.bring_up();
    s.work_waits = true;
    s.machine.pause(true);
    CHECK(s.status().state == modem_state::paused);
    CHECK_FALSE(s.status().can_send);
    CHECK(s.status().reason == "paused by an operator");
    s.now += 10s;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CREG?"));
    CHECK(std::holds_alternative<rest>(s.answer_all(transmitting("AT+CREG?"))));
    s.machine.pause(false);
    CHECK(s.tell(rest_over{}) == session_action(carry_out{}));
}

TEST_CASE("a call is hung up on before anything else, and counted", "[session]") {
    scene s;
    s.bring_up();
    s.work_waits = true;
    s.news("RING");
    s.news("+CLIP: \"0312345678\",129");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CHUP"));
    CHECK(s.tell(ok()) == session_action(carry_out{}));
    s.news("RING");
    CHECK(s.status().calls_refused == 1);
}

TEST_CASE("a second port asks only while a submission takes long", "[session]") {
    scene s;
    s.bring_up();
    s.now += 20s;
    CHECK_FALSE(s.machine.due_beside(s.now));
    s.machine.submission_started(s.now);
    CHECK_FALSE(s.machine.due_beside(s.now + 4s));
    s.now += 5s;
    REQUIRE(s.machine.due_beside(s.now) == probe::creg);
    s.machine.on_beside(probe::creg, ok({"+CREG: 2,3"}), s.now);
    CHECK(s.status().registration.creg == 3);
    CHECK(s.status().state == modem_state::sending);
}

TEST_CASE("a full store is read, then emptied, and not in a loop", "[session][storage]") {
    scene s;
    s.bring_up();
    const auto full = rejected{{sms::error_family::cms, 322}, sms::fault_class::maintenance};
    s.done(full);
    s.now += 100ms;
    CHECK(s.tell(rest_over{}) == transmitting("AT+CMGL=4"));
    CHECK(s.tell(ok({"+CMGL: 1,0,,25", sample_report})) == transmitting("AT+CMGD=1,4"));
    const auto told = s.machine.take_notice();
    REQUIRE(told);
    CHECK(std::holds_alternative<report_received>(*told));
    s.tell(ok());
    s.done(full);
    s.now += 100ms;
    CHECK(std::holds_alternative<rest>(s.tell(rest_over{})));
}

TEST_CASE("how a modem lists its store is remembered", "[session][storage]") {
    scene s;
    s.bring_up();
    s.sent.clear();
    s.answers["AT+CMGL=4"] = cms(303);
    const auto full = rejected{{sms::error_family::cms, 322}, sms::fault_class::maintenance};
    for (int i = 0; i < 2; ++i) {
        s.done(full);
        s.now += 2min;
        s.answer_all(s.tell(rest_over{}));
    }
    CHECK(s.count("AT+CMGL=4") == 1);
    CHECK(s.count("AT+CMGL=\"ALL\"") == 2);
}

TEST_CASE("what is stored is read, handed on and deleted", "[session][storage]") {
    scene s;
    s.bring_up();
    s.news("+CMTI: \"ME\",15");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CMGR=15"));
    CHECK(s.tell(ok({"+CMGR: 0,,24", sample_deliver})) == transmitting("AT+CMGD=15"));
    const auto told = s.machine.take_notice();
    REQUIRE(told);
    CHECK(std::holds_alternative<message_received>(*told));

    s.tell(ok());
    s.news("+CDSI: \"ME\",1");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CMGR=1"));
    CHECK(s.tell(ok()) == transmitting("AT+CMGD=1"));  // an empty slot answers plain OK
    CHECK_FALSE(s.machine.take_notice());
}

TEST_CASE("a message that is pushed is handed on", "[session][storage]") {
    scene s;
    s.bring_up();
    s.news("+CMT: ,24", sample_deliver);
    const auto told = s.machine.take_notice();
    REQUIRE(told);
    CHECK(std::holds_alternative<message_received>(*told));
}

TEST_CASE("a report in a store of its own is read there, and the store chosen back",
          "[session][storage]") {
    scene s;
    s.bring_up();
    s.news("+CDSI: \"SR\",8");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CPMS=\"SR\""));
    CHECK(s.tell(ok()) == transmitting("AT+CMGR=8"));
    CHECK(s.tell(ok({"+CMGR: 0,,25", sample_report})) == transmitting("AT+CMGD=8"));
    CHECK(s.tell(ok()) == transmitting("AT+CPMS=\"ME\",\"ME\",\"ME\""));
    REQUIRE(s.machine.take_notice());
}

TEST_CASE("a report that is not where it should be costs one clean-up and no fault",
          "[session][storage]") {
    scene s;
    s.bring_up();
    s.sent.clear();
    s.answers["AT+CMGR=8"] = cms(321);
    for (int i = 0; i < 3; ++i) {
        s.news("+CDSI: \"SR\",8");
        s.answer_all(s.tell(rest_over{}));
    }
    CHECK(s.count("AT+CMGD=1,4") == 1);
    CHECK(s.sent.back() != "AT+CPMS=\"SR\"");
    CHECK(s.status().can_send);
    CHECK_FALSE(s.status().doubted);
}

TEST_CASE("where stored reports get lost, pushed ones are asked for", "[session][storage]") {
    scene s;
    for (const char* rung : {"AT+CNMI=2,1,0,1,0", "AT+CNMI=1,1,0,1,0", "AT+CNMI=3,1,0,1,1"})
        s.answers[rung] = cme(4);
    s.bring_up();
    s.news("+CDSI: \"ME\",0");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CMGR=0"));
    s.sent.clear();
    s.answer_all(s.tell(ok()));
    CHECK(s.sent == std::vector<std::string>{"AT+CMGD=0", "AT+CNMI=2,1,0,1,0"});
}

TEST_CASE("an open USSD menu is closed before another code goes out", "[session][ussd]") {
    scene s;
    s.bring_up();
    s.machine.ask_ussd("*100#");
    CHECK(s.tell(rest_over{}) == session_action(transmit{*at::make_ussd("*100#")}));
    s.tell(ok());
    s.news("+CUSD: 1,\"1 balance 2 plan\",15");
    s.machine.ask_ussd("*101#");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CUSD=2"));
    CHECK(s.tell(ok()) == session_action(transmit{*at::make_ussd("*101#")}));
}

TEST_CASE("a modem that is silent at one way of hanging up is told in another", "[session]") {
    scene s;
    s.bring_up();
    s.news("RING");
    CHECK(s.tell(rest_over{}) == transmitting("AT+CHUP"));
    CHECK(s.tell(unanswered{}) == session_action(synchronise{}));
    CHECK(s.tell(in_step{}) == transmitting("ATH"));
}

TEST_CASE("what a second port says of SIM and network does not disturb the submission",
          "[session]") {
    scene s;
    s.bring_up();
    s.machine.submission_started(s.now);
    for (int i = 0; i < 100; ++i) {
        s.now += 2s;
        s.machine.on_beside(probe::creg, ok({"+CREG: 2,0"}), s.now);
        s.machine.on_beside(probe::cereg, ok({"+CEREG: 2,0"}), s.now);
        s.machine.on_beside(probe::sim, cme(10), s.now);
    }
    CHECK(s.status().state == modem_state::sending);
    CHECK(s.done(accepted{7}) != session_action(synchronise{}));
    CHECK_FALSE(s.status().doubted);
}
