#include "modem/session/call_guard.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

TEST_CASE("a call is hung up on, and counted once however often it rings", "[session][call]") {
    mono_time      now{1h};
    const profile& device = generic_profile();
    call_guard     calls;
    CHECK_FALSE(calls.due(device));
    CHECK(calls.on_ring(now));
    CHECK_FALSE(calls.on_ring(now + 4s));
    CHECK(calls.due(device) == "AT+CHUP");
    CHECK(calls.on_answer("AT+CHUP", true, device));
    CHECK_FALSE(calls.due(device));
    CHECK(calls.on_ring(now + 1min));
}

TEST_CASE("where one command does not hang up, the next one may", "[session][call]") {
    const profile& device = generic_profile();
    call_guard     calls;
    calls.on_ring(mono_time{1h});
    CHECK(calls.on_answer("AT+CHUP", false, device));
    CHECK(calls.due(device) == "ATH");
    CHECK_FALSE(calls.on_answer("AT+CSQ", true, device));
    CHECK(calls.on_answer("ATH", false, device));
    CHECK_FALSE(calls.due(device));  // nothing is left to try until it rings again
}
