// What a session shows of a modem whose maker and carrier matter.

#include <map>

#include "tests/unit/session/printing.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

namespace {

answered ok(std::vector<std::string> lines = {}) {
    return {{at::verdict::ok, {}}, std::move(lines)};
}

/// A session in front of a modem that answers as told, until it rests.
struct scene {
    mono_time                       now{1h};
    session_fsm                     machine{generic_profile()};
    std::map<std::string, answered> answers{
        {"AT+CPIN?", ok({"+CPIN: READY"})},
        {"AT+CEREG?", ok({"+CEREG: 2,1"})},
        {"AT+CREG?", ok({"+CREG: 2,2"})},
        {"AT+COPS?", ok({"+COPS: 0,2,\"44050\",7"})},
    };
    std::map<std::string, int> asked;

    void run() {
        machine.resume(session_started{}, false, now);
        machine.resume(port_opened{"x"}, false, now);
        answer_all(machine.resume(in_step{}, false, now));
    }

    void answer_all(session_action next) {
        for (int i = 0; i < 200; ++i) {
            const auto* out = std::get_if<transmit>(&next);
            if (!out) return;
            ++asked[out->what.text];
            const auto found = answers.find(out->what.text);
            next = machine.resume(found == answers.end() ? ok() : found->second, false, now);
        }
        FAIL("it never rests");
    }

    void later(std::chrono::seconds time) {
        now += time;
        answer_all(machine.resume(rest_over{}, false, now));
    }
};

}  // namespace

TEST_CASE("a KDDI SIM without IMS is not ready, and why is told", "[session]") {
    scene s;
    s.answers["AT+CIREG?"] = ok({"+CIREG: 0,0"});
    s.run();
    CHECK_FALSE(s.machine.status().can_send);
    CHECK(s.machine.status().reason ==
          "registered for data only on 44050: this carrier takes SMS only over IMS");

    s.answers["AT+CIREG?"] = ok({"+CIREG: 0,1,5"});
    s.later(10s);
    CHECK(s.machine.status().can_send);
    CHECK(s.machine.status().reason.empty());
}

TEST_CASE("a modem's own question about the signal is asked", "[session]") {
    scene s;
    s.answers["AT+CGMI"] = ok({"Quectel"});
    s.answers["AT+CGMM"] = ok({"EC25"});
    s.answers["AT+CSQ"] = ok({"+CSQ: 99,99"});
    s.answers["AT+QCSQ"] = ok({"+QCSQ: \"LTE\",-60,-95,100,-12"});
    s.answers["AT+QCFG=\"ims\""] = ok({"+QCFG: \"ims\",1,1"});
    s.run();
    CHECK((s.machine.status().signal == signal_quality{-60, -95, -12.0}));
    CHECK(s.machine.status().registration.sms_over_ims == true);
    CHECK(s.machine.status().can_send);
    CHECK(s.asked["AT+CIREG?"] == 0);
}

TEST_CASE("5G that a modem does not know is asked for much later", "[session]") {
    scene s;
    s.answers["AT+C5GREG?"] = answered{{at::verdict::error, {}}, {}};
    s.run();
    for (int i = 0; i < 29; ++i) s.later(10s);
    CHECK(s.asked["AT+C5GREG?"] == 1);
    s.later(10s);
    CHECK(s.asked["AT+C5GREG?"] == 2);
    CHECK(s.machine.status().registration.c5greg == std::nullopt);
}

TEST_CASE("a question that a modem is silent at is put off, and the modem is kept", "[session]") {
    scene          s;
    session_action next = s.machine.resume(session_started{}, false, s.now);
    s.machine.resume(port_opened{"x"}, false, s.now);
    next = s.machine.resume(in_step{}, false, s.now);
    int silences = 0;
    while (!std::holds_alternative<rest>(next)) {
        REQUIRE_FALSE(std::holds_alternative<open_port>(next));
        const auto* out = std::get_if<transmit>(&next);
        if (!out) {
            next = s.machine.resume(in_step{}, false, s.now);
        } else if (out->what.text == "AT+CIREG?") {
            ++silences;
            next = s.machine.resume(unanswered{}, false, s.now);
        } else {
            const auto found = s.answers.find(out->what.text);
            next = s.machine.resume(found == s.answers.end() ? ok() : found->second, false, s.now);
        }
    }
    CHECK(silences == 1);
    CHECK(s.machine.status().registration.cereg == 1);
}

TEST_CASE("news of the signal are shown at once", "[session]") {
    scene s;
    s.run();
    s.machine.observe(at::unsolicited{"^HCSQ:\"LTE\",60,52,106,24", {}}, s.now);
    CHECK((s.machine.status().signal == signal_quality{-61, -89, -8.0}));
}
