#include "modem/session/bring_up.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/session/set_up_scene.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

using scene = hayauma::modem::testing::set_up_scene;
using namespace hayauma::modem::testing;

TEST_CASE("a good modem is set up in this order", "[session][bring_up]") {
    scene s;
    CHECK(is_set_up(s.run()));
    CHECK(s.sent ==
          std::vector<std::string>{
              "ATE0V1Q0",       "AT+CMEE=1",   "AT+CGMI",           "AT+CGMM",
              "AT+CGMR",        "AT+CGSN",     "AT+CFUN?",          "AT+CPIN?",
              "AT+CCID",        "AT+CSCA?",    "AT+CMGF=0",         "AT+CSMS?",
              "AT+CPMS=\"SM\"", "AT+CMGL=4",   "AT+CMGD=1,4",       "AT+CPMS=\"ME\",\"ME\",\"ME\"",
              "AT+CMGL=4",      "AT+CMGD=1,4", "AT+CNMI=2,1,0,1,0", "AT+CEMODE?",
              "AT+CGSMS?",      "AT+CREG=2",   "AT+CGREG=2",        "AT+CEREG=2",
              "AT+C5GREG=2",    "AT+COPS=3,2", "AT+COPS?"});
    CHECK(s.now == mono_time{1h});  // nothing was waited for
    CHECK(s.status.manufacturer == "Maker");
    CHECK(s.status.model == "Model");
    CHECK(s.status.firmware == "1.0");
    CHECK(s.status.imei == "490154203237518");
    CHECK(s.status.iccid == "8981100000000000007");
    CHECK(s.status.smsc == "+819011112222");
    CHECK(s.status.operator_plmn == "44010");
    CHECK(s.status.access_technology == "lte");
    CHECK(s.machine.device() == generic_profile());
    CHECK(s.machine.take_stored().empty());
    CHECK(s.machine.indications() == "AT+CNMI=2,1,0,1,0");
    CHECK_FALSE(s.machine.acknowledges());
}

TEST_CASE("every refusal but those of the SIM and of PDU mode is tolerated",
          "[session][bring_up]") {
    for (const char* text :
         {"ATE0V1Q0", "AT+CMEE=1", "AT+CGMI", "AT+CGMM", "AT+CGMR", "AT+CGSN", "AT+CFUN?",
          "AT+CCID", "AT+CSCA?", "AT+CSMS?", "AT+CPMS=\"SM\"", "AT+CMGL=4", "AT+CMGD=1,4",
          "AT+CEMODE?", "AT+CGSMS?", "AT+CREG=2", "AT+C5GREG=2", "AT+COPS=3,2", "AT+COPS?"}) {
        INFO(text);
        scene s;
        s.answers[text] = {error()};
        CHECK(is_set_up(s.run()));
    }
    scene text_mode_only;
    text_mode_only.answers["AT+CMGF=0"] = {error()};
    CHECK(failure(text_mode_only.run()) == "the modem refuses PDU mode (AT+CMGF=0)");
}

TEST_CASE("where the combined command is refused each is sent alone", "[session][bring_up]") {
    scene s;
    s.answers["ATE0V1Q0"] = {error()};
    s.run();
    CHECK(s.count("ATE0") == 1);
    CHECK(s.count("ATV1") == 1);
    CHECK(s.count("ATQ0") == 1);
}

TEST_CASE("the radio is switched on where it is off", "[session][bring_up]") {
    scene s;
    s.answers["AT+CFUN?"] = {ok({"+CFUN: 0"})};
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CFUN=1") == 1);
}

TEST_CASE("the first accepted rung of a ladder counts", "[session][bring_up]") {
    scene s;
    s.answers["AT+CNMI=2,1,0,1,0"] = {error()};
    s.answers["AT+CCID"] = {error()};
    s.answers["AT+QCCID"] = {ok({"+QCCID: 8981100000000000007F"})};
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.indications() == "AT+CNMI=1,1,0,1,0");
    CHECK(s.status.iccid == "8981100000000000007");
    CHECK(s.count("AT+ICCID") == 0);
}

TEST_CASE("a SIM that is not ready is normal for a while", "[session][bring_up]") {
    scene s;
    s.answers["AT+CPIN?"] = {cme(13), cme(14), cme(10), cme(515), error(), ok({"+CPIN: READY"})};
    CHECK(is_set_up(s.run()));
    CHECK(s.now == mono_time{1h} + 5s);
}

TEST_CASE("without a SIM the modem is looked at now and then", "[session][bring_up]") {
    scene s;
    s.answers["AT+CPIN?"] = {cme(10)};
    CHECK(std::holds_alternative<wait_a_moment>(s.run(120s)));
    CHECK(s.machine.state() == modem_state::sim);
    CHECK(s.machine.waiting_for() == "SIM not inserted");
    CHECK(s.count("AT+CPIN?") == 67);  // each second for a minute, then each 10 s
    s.answers["AT+CPIN?"] = {ok({"+CPIN: READY"})};
    CHECK(is_set_up(s.run()));
}

TEST_CASE("the SIM's PIN is entered once, after asking", "[session][bring_up]") {
    scene s;
    s.pin = config::secret("1234");
    s.answers["AT+CPIN?"] = {ok({"+CPIN: SIM PIN"}), cme(14), ok({"+CPIN: READY"})};
    CHECK(is_set_up(s.run()));
    CHECK(s.pin_asked == 1);
    CHECK(s.count("AT+CPIN=\"1234\"") == 1);

    // This SIM took it: after a restart of the modem it costs no try.
    s.answers["AT+CPIN?"] = {cme(11), ok({"+CPIN: READY"})};
    s.machine.restart(s.now);
    CHECK(is_set_up(s.run()));
    CHECK(s.pin_asked == 1);
    CHECK(s.count("AT+CPIN=\"1234\"") == 2);
}

TEST_CASE("a PIN is asked for by ICCID, or by IMEI where there is none", "[session][bring_up]") {
    scene s;
    s.answers["AT+CPIN?"] = {ok({"+CPIN: SIM PIN"})};
    bool has_iccid = GENERATE(true, false);
    if (!has_iccid)
        for (const std::string& text : generic_profile().iccid) s.answers[text] = {error()};
    set_up_action next = s.machine.next(s.now);
    while (const auto* out = std::get_if<send_command>(&next)) {
        s.machine.on_answer(s.answer_to(out->what.text), s.status, s.now);
        next = s.machine.next(s.now);
    }
    REQUIRE(std::holds_alternative<need_pin>(next));
    CHECK(std::get<need_pin>(next).sim == (has_iccid ? "8981100000000000007" : "490154203237518"));
    CHECK(std::get<need_pin>(next).also == (has_iccid ? "490154203237518" : ""));
}

TEST_CASE("a PIN is never tried a second time", "[session][bring_up]") {
    scene s;
    s.pin = config::secret("1234");
    s.answers["AT+CPIN?"] = {ok({"+CPIN: SIM PIN"})};
    SECTION("when it was wrong") {
        s.answers["AT+CPIN=\"1234\""] = {cme(16)};
        CHECK(failure(s.run()) == "the SIM refused its PIN; it is not tried again");
        CHECK(s.count("AT+CPIN=\"1234\"") == 1);
    }
    SECTION("when it was not answered, the SIM is asked first, then the owner") {
        for (;;) {
            const set_up_action next = s.machine.next(s.now);
            const auto*         out = std::get_if<send_command>(&next);
            if (std::holds_alternative<need_pin>(next))
                s.machine.on_pin(s.pin, "");
            else if (out->what.text.starts_with("AT+CPIN="))
                break;
            else
                s.machine.on_answer(s.answer_to(out->what.text), s.status, s.now);
        }
        s.machine.on_silence();
        s.pin = {};  // the owner's record says that it was tried
        CHECK(failure(s.run()) == "no PIN");
        CHECK(s.count("AT+CPIN=\"1234\"") == 0);
        CHECK(s.sent.front() == "AT+CPIN?");  // `sent` holds what follows the silence
    }
    SECTION("when the owner says no") {
        s.pin = {};
        CHECK(failure(s.run()) == "no PIN");
    }
    SECTION("when it is no PIN at all") {
        s.pin = config::secret("12a4");
        CHECK(failure(s.run()) == "the configured PIN is not 4 to 8 digits");
        CHECK(s.count("AT+CPIN=\"12a4\"") == 0);
    }
}

TEST_CASE("a SIM that wants its PUK is never touched", "[session][bring_up]") {
    for (const answered& answer : {ok({"+CPIN: SIM PUK"}), cme(12)}) {
        scene s;
        s.pin = config::secret("1234");
        s.answers["AT+CPIN?"] = {answer};
        CHECK(failure(s.run()) == "the SIM asks for its PUK");
        CHECK(s.pin_asked == 0);
    }
    scene locked;
    locked.answers["AT+CPIN?"] = {ok({"+CPIN: PH-NET PIN"})};
    CHECK(failure(locked.run()) == "the SIM or the modem is locked");
}

TEST_CASE("short messages that are not ready yet are waited for", "[session][bring_up]") {
    scene s;
    SECTION("the service centre cannot be read yet (ZTE)") {
        s.answers["AT+CSCA?"] = {cme(14), cms(330), cms(500), ok({"+CSCA: \"+8190\",145"})};
        CHECK(is_set_up(s.run()));
        CHECK(s.count("AT+CSCA?") == 4);
        CHECK(s.status.smsc == "+8190");
    }
    SECTION("but not for ever") {
        s.answers["AT+CSCA?"] = {cms(330)};
        CHECK(is_set_up(s.run()));
        CHECK(s.count("AT+CSCA?") == 11);
    }
    SECTION("the store is busy (Wavecom)") {
        s.answers["AT+CPMS=\"ME\",\"ME\",\"ME\""] = {error()};
        s.answers["AT+CPMS=\"SM\",\"SM\",\"SM\""] = {error()};
        s.answers["AT+CPMS=\"SM\",\"SM\""] = {cme(515), error()};
        CHECK(is_set_up(s.run()));
        CHECK(s.count("AT+CPMS=\"SM\"") == 2);  // to read the SIM's memory, and as the last rung
    }
}

TEST_CASE("service 1 is switched off, or acknowledged", "[session][bring_up]") {
    scene s;
    s.answers["AT+CSMS?"] = {ok({"+CSMS: 1,1,1,1"})};
    SECTION("switched off") {
        CHECK(is_set_up(s.run()));
        CHECK(s.count("AT+CSMS=0") == 1);
        CHECK_FALSE(s.machine.acknowledges());
    }
    SECTION("acknowledged") {
        s.answers["AT+CSMS=0"] = {error()};
        CHECK(is_set_up(s.run()));
        CHECK(s.machine.acknowledges());
    }
}

TEST_CASE("after a boot line that promises more, short messages wait for it",
          "[session][bring_up]") {
    const boot_line sim_com{"*ATREADY:", "SMS DONE"};
    scene           s;
    s.machine.on_boot_line(sim_com, s.now);
    SECTION("until it comes") {
        CHECK(std::holds_alternative<wait_a_moment>(s.run(10s)));
        CHECK(s.sent.back() == "AT+CCID");
        s.machine.on_boot_progress("SMS DONE");
        CHECK(is_set_up(s.run(0s)));
    }
    SECTION("or for 30 s") {
        CHECK(is_set_up(s.run()));
        CHECK(s.now == mono_time{1h} + 30s);
    }
}
