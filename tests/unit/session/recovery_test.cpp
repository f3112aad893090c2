#include "modem/session/recovery.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

TEST_CASE("three silences in a row reopen the port", "[session][recovery]") {
    const mono_time now{1h};
    recovery        ladder;
    CHECK((ladder.on_silence(now) == recovery_step(try_resync{})));
    CHECK((ladder.on_silence(now) == recovery_step(try_resync{})));
    CHECK((ladder.on_silence(now) == recovery_step(try_reopen{2s})));
}

TEST_CASE("an answer in between forgives the silences", "[session][recovery]") {
    const mono_time now{1h};
    recovery        ladder;
    for (int i = 0; i < 10; ++i) {
        CHECK((ladder.on_silence(now) == recovery_step(try_resync{})));
        CHECK((ladder.on_silence(now) == recovery_step(try_resync{})));
        ladder.on_answer();
    }
}

TEST_CASE("a deaf modem is reopened ever less often, until it recovers", "[session][recovery]") {
    const mono_time now{1h};
    recovery        ladder;
    for (const auto after : {2s, 4s, 8s, 16s, 30s, 30s, 30s})
        CHECK((ladder.on_deaf(now) == recovery_step(try_reopen{after})));
    ladder.on_recovered();
    CHECK((ladder.on_deaf(now) == recovery_step(try_reopen{2s})));
}
