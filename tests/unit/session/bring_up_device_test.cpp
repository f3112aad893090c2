// What setting up does that depends on the modem: its row, its stored messages, how it sends.

#include "tests/support/catch.hpp"
#include "tests/unit/session/set_up_scene.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::modem::testing;
using scene = set_up_scene;

namespace {

constexpr const char* pdu = "079118090000001006070C9118092143658762112261131263621122611362630";

void is_a(scene& s, const char* maker, const char* model) {
    s.answers["AT+CGMI"] = {ok({maker})};
    s.answers["AT+CGMM"] = {ok({model})};
}

auto position(const scene& s, const std::string& text) {
    return std::find(s.sent.begin(), s.sent.end(), text) - s.sent.begin();
}

}  // namespace

TEST_CASE("once a modem has said what it is, its row counts", "[session][bring_up]") {
    scene s;
    is_a(s, "Quectel", "EC25");
    s.answers["AT+QINDCFG=\"smsfull\",1,0"] = {error()};  // a refusal is no matter
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.device().name == "quectel");
    CHECK(s.count("AT+QURCCFG=\"urcport\",\"usbat\"") == 1);
    CHECK(s.count("AT+QSIMSTAT=1") == 1);
    CHECK(position(s, "AT+QSIMSTAT=1") < position(s, "AT+CPIN?"));
    CHECK(s.count("AT+QCCID") == 1);
}

TEST_CASE("Huawei sticks are silenced first and keep to mode 1", "[session][bring_up]") {
    scene s;
    is_a(s, "huawei", "E3372");
    CHECK(is_set_up(s.run()));
    CHECK(position(s, "AT^CURC=0") == 6);  // right after what tells it apart
    CHECK(s.machine.indications() == "AT+CNMI=1,1,0,1,0");
    CHECK(s.count("AT+CSMS=1") == 0);
}

TEST_CASE("Cinterion wants 1 at the end of its indications", "[session][bring_up]") {
    scene s;
    is_a(s, "Cinterion", "PLS8-E");
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.indications() == "AT+CNMI=2,1,0,1,1");
}

TEST_CASE("a modem that no row knows keeps what it was given", "[session][bring_up]") {
    profile mine = generic_profile();
    mine.name = "mine";
    bring_up     machine(mine);
    modem_status status;
    mono_time    now{1h};
    machine.restart(now);
    CHECK(machine.device().name == "mine");
    scene s;
    for (set_up_action next = machine.next(now); !is_set_up(next); next = machine.next(now))
        machine.on_answer(s.answer_to(std::get<send_command>(next).what.text), status, now);
    CHECK(machine.device().name == "mine");
}

TEST_CASE("what is known of a modem stays while it is set up again", "[session][bring_up]") {
    scene s;
    is_a(s, "huawei", "E3372");
    CHECK(is_set_up(s.run()));
    s.machine.restart(s.now);
    CHECK(s.machine.device().reset == "AT^RESET");
    is_a(s, "Maker", "Model");  // another one on the same port
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.device().name == "generic");
}

TEST_CASE("what another modem said of itself does not stay", "[session][bring_up]") {
    scene s;
    is_a(s, "huawei", "E3372");
    CHECK(is_set_up(s.run()));
    for (const char* text :
         {"AT+CGMI", "AT+GMI", "AT+CGMM", "AT+GMM", "AT+CGSN", "AT+GSN", "AT+CGSN=1"})
        s.answers[text] = {error()};
    for (const std::string& text : generic_profile().iccid) s.answers[text] = {error()};
    s.machine.restart(s.now);
    CHECK(is_set_up(s.run()));
    CHECK(s.status.manufacturer.empty());
    CHECK(s.status.model.empty());
    CHECK(s.status.imei.empty());
    CHECK(s.status.iccid.empty());
    CHECK(s.machine.device().name == "generic");
}

TEST_CASE("stored messages are read before they are deleted", "[session][bring_up]") {
    scene s;
    s.answers["AT+CMGL=4"] = {ok({"+CMGL: 1,0,,25", pdu}), ok({"+CMGL: 7,1,,25", pdu})};
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.take_stored() ==
          std::vector<std::string>{"+CMGL: 1,0,,25", pdu, "+CMGL: 7,1,,25", pdu});
    CHECK(s.machine.take_stored().empty());
    CHECK(position(s, "AT+CMGL=4") < position(s, "AT+CMGD=1,4"));
    CHECK(s.count("AT+CMGD=1,4") == 2);  // the SIM, and the modem's own memory
}

TEST_CASE("a full memory is read and purged without setting up all else", "[session][bring_up]") {
    scene s;
    CHECK(is_set_up(s.run()));
    s.sent.clear();
    s.answers["AT+CMGL=4"] = {ok({"+CMGL: 1,0,,25", pdu}), ok()};
    s.machine.restart_at_memory();
    CHECK(is_set_up(s.run()));
    CHECK(s.sent.front() == "AT+CPMS=\"SM\"");
    CHECK(s.count("AT+CMGD=1,4") == 2);
    CHECK(s.count("AT+CPIN?") == 0);
    CHECK(s.machine.indications() == "AT+CNMI=2,1,0,1,0");
    CHECK(s.machine.take_stored() == std::vector<std::string>{"+CMGL: 1,0,,25", pdu});
}

TEST_CASE("a memory that new messages lie in anyway is purged once", "[session][bring_up]") {
    scene s;
    s.answers["AT+CPMS=\"ME\",\"ME\",\"ME\""] = {error()};
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CMGL=4") == 1);
    CHECK(s.count("AT+CMGD=1,4") == 1);
}

TEST_CASE("a modem that cannot delete all at once deletes each", "[session][bring_up]") {
    scene s;
    s.answers["AT+CPMS=\"SM\""] = {error()};
    s.answers["AT+CMGL=4"] = {ok({"+CMGL: 0,1,,25", pdu, "+CMGL: 3,1,,25", pdu})};
    s.answers["AT+CMGD=1,4"] = {error()};
    s.answers["AT+CMGD=0"] = {cms(321)};
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CMGD=0") == 1);
    CHECK(s.count("AT+CMGD=3") == 1);
    CHECK(s.machine.take_stored().size() == 4);
}

TEST_CASE("the list that an EP06 understands is remembered", "[session][bring_up]") {
    scene s;
    s.answers["AT+CMGL=4"] = {cms(303)};
    s.answers["AT+CMGL=\"ALL\""] = {ok({"+CMGL: 1,1,,25", pdu})};
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CMGL=4") == 1);
    CHECK(s.count("AT+CMGL=\"ALL\"") == 2);
    s.machine.restart(s.now);
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CMGL=4") == 1);
    CHECK(s.count("AT+CMGL=\"ALL\"") == 4);

    s.answers["AT+CGSN"] = {ok({"356938035643809"})};  // another modem
    s.machine.restart(s.now);
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CMGL=4") == 2);
}

TEST_CASE("of stored lines no more are kept than fit", "[session][bring_up]") {
    scene                    s;
    std::vector<std::string> lines(bring_up::stored_lines_max, "+CMGL: 1,1,,25");
    s.answers["AT+CMGL=4"] = {ok(lines)};
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.take_stored().size() == bring_up::stored_lines_max);
}

TEST_CASE("a list that never ends is left out, and the memory is purged", "[session][bring_up]") {
    scene s;
    for (;;) {
        const set_up_action next = s.machine.next(s.now);
        const auto&         text = std::get<send_command>(next).what.text;
        if (text == "AT+CMGL=4") break;
        s.machine.on_answer(s.answer_to(text), s.status, s.now);
    }
    s.machine.on_silence();
    CHECK(is_set_up(s.run()));
    CHECK(s.sent.front() == "AT+CMGD=1,4");
    CHECK(s.machine.take_stored().empty());
}

TEST_CASE("a start-up command that is never answered is left out", "[session][bring_up]") {
    scene s;
    is_a(s, "huawei", "E3372");
    for (;;) {
        const set_up_action next = s.machine.next(s.now);
        const auto&         text = std::get<send_command>(next).what.text;
        if (text == "AT^CURC=0") break;
        s.machine.on_answer(s.answer_to(text), s.status, s.now);
    }
    s.machine.on_silence();
    CHECK(is_set_up(s.run()));
    CHECK(s.sent.front() == "AT^PORTSEL=1");
    CHECK(s.count("AT^CURC=0") == 0);
}

TEST_CASE("a modem that puts voice first is told to put data first", "[session][bring_up]") {
    const int  mode = GENERATE(0, 1, 2, 3);
    const bool voice_first = mode == 1 || mode == 3;
    scene      s;
    s.answers["AT+CEMODE?"] = {ok({"+CEMODE: " + std::to_string(mode)})};
    s.answers["AT+CEMODE=2"] = {error()};  // a refusal is no matter
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CEMODE=2") == (voice_first ? 1 : 0));
}

TEST_CASE("the domain that was chosen outlives a restart of the modem", "[session][bring_up]") {
    scene s;
    s.answers["AT+CGSMS?"] = {ok({"+CGSMS: 3"})};
    CHECK(is_set_up(s.run()));
    CHECK(s.machine.domain().next() == std::optional<std::string>("AT+CGSMS=1"));
    s.machine.restart(s.now);
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CGSMS=1") == 1);

    s.answers["AT+CCID"] = {ok({"+CCID: 8981100000000000015"})};  // another SIM
    s.machine.restart(s.now);
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CGSMS=1") == 1);
}

TEST_CASE("an answer that does not hold what was asked is no answer", "[session][bring_up]") {
    scene s;
    s.answers["AT+CCID"] = {ok()};
    s.answers["AT+QCCID"] = {ok({"+QCCID: 8981100000000000007"})};
    s.answers["AT+CGSN"] = {ok({"ERROR READING"})};
    s.answers["AT+GSN"] = {ok({"490154203237518"})};
    CHECK(is_set_up(s.run()));
    CHECK(s.status.iccid == "8981100000000000007");
    CHECK(s.status.imei == "490154203237518");
}
