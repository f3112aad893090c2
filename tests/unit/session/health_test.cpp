#include "modem/session/health.hpp"

#include <map>

#include "modem/session/status.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

namespace {

// How often each probe comes in the given time, asked the moment it is due.
std::map<probe, int> asked_within(std::chrono::seconds time, bool registered,
                                  const profile& device = generic_profile()) {
    probe_plan           plan;
    mono_time            now{1h};
    const mono_time      end = now + time;
    std::map<probe, int> count;
    plan.restart(now, device);
    while (now < end) {
        while (const auto next = plan.due(now)) {
            ++count[*next];
            plan.done(*next, now, registered);
        }
        now = plan.next_due();
    }
    return count;
}

}  // namespace

TEST_CASE("a working modem is asked little", "[session][health]") {
    auto count = asked_within(300s, true);
    CHECK(count[probe::sim] == 29);
    CHECK(count[probe::creg] == 30);
    CHECK(count[probe::cgreg] == 30);
    CHECK(count[probe::cereg] == 30);
    CHECK(count[probe::c5greg] == 30);
    CHECK(count[probe::ims] == 10);
    CHECK(count[probe::signal] == 10);
    CHECK(count[probe::extended_signal] == 10);
    CHECK(count[probe::vendor_signal] == 0);  // it has no question of its own
    CHECK(count[probe::indications] == 0);    // read while it was set up; due at 300 s
}

TEST_CASE("registration is asked more often while there is none", "[session][health]") {
    auto count = asked_within(20s, false);
    CHECK(count[probe::creg] == 10);
    CHECK(count[probe::cereg] == 10);
    CHECK(count[probe::sim] == 1);
}

TEST_CASE("what a modem refused is asked again much later", "[session][health]") {
    probe_plan plan;
    mono_time  now{1h};
    plan.restart(now, generic_profile());
    REQUIRE(plan.due(now) == probe::creg);
    plan.postpone(probe::creg, now);
    CHECK(plan.due(now) == probe::cereg);
    for (const probe p : {probe::cereg, probe::cgreg, probe::c5greg, probe::ims, probe::signal,
                          probe::extended_signal})
        plan.postpone(p, now);
    CHECK(plan.due(now) == std::nullopt);
    CHECK(plan.next_due() == now + 10s);  // the SIM
    CHECK(plan.due(now + 300s) == probe::creg);
}

TEST_CASE("a hint brings the question forward", "[session][health]") {
    probe_plan plan;
    mono_time  now{1h};
    plan.restart(now, generic_profile());
    while (const auto next = plan.due(now)) plan.done(*next, now, true);
    plan.hurry_registration(now + 1s);
    CHECK(plan.due(now + 1s) == probe::creg);
    plan.hurry(probe::sim, now + 1s);
    CHECK(plan.next_due() == now + 1s);
}

TEST_CASE("a maker's own questions are asked where its row has them", "[session][health]") {
    profile quectel = generic_profile();
    quectel.signal = "AT+QCSQ";
    quectel.ims = "AT+QCFG=\"ims\"";
    CHECK(command_of(probe::vendor_signal, quectel) == "AT+QCSQ");
    CHECK(command_of(probe::ims, quectel) == "AT+QCFG=\"ims\"");
    CHECK(command_of(probe::creg, quectel) == "AT+CREG?");
    CHECK(command_of(probe::ims, generic_profile()) == "AT+CIREG?");
    CHECK(asked_within(300s, true, quectel)[probe::vendor_signal] == 10);
}

TEST_CASE("states have the contract's names", "[session][status]") {
    CHECK(std::string(name(modem_state::absent)) == "absent");
    CHECK(std::string(name(modem_state::probing)) == "probing");
    CHECK(std::string(name(modem_state::sim)) == "sim");
    CHECK(std::string(name(modem_state::registering)) == "registering");
    CHECK(std::string(name(modem_state::ready)) == "ready");
    CHECK(std::string(name(modem_state::sending)) == "sending");
    CHECK(std::string(name(modem_state::recovering)) == "recovering");
    CHECK(std::string(name(modem_state::paused)) == "paused");
    CHECK(std::string(name(modem_state::failed)) == "failed");
}
