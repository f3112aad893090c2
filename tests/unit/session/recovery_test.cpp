#include "modem/session/recovery.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

namespace {

bool is_strong(recovery_kind k) {
    return k == recovery_kind::radio || k == recovery_kind::reset || k == recovery_kind::usb_reset;
}

/// How many strong steps a modem gets that is never well, looked at every 10 s.
template <class Ask>
std::vector<mono_time> strong_steps(Ask ask, mono_time::duration how_long) {
    std::vector<mono_time> taken;
    for (mono_time now{1h}; now < mono_time{1h} + how_long; now += 10s)
        if (is_strong(ask(now))) taken.push_back(now);
    return taken;
}

}  // namespace

TEST_CASE("three silences in a row reopen the port", "[session][recovery]") {
    const mono_time now{1h};
    recovery        ladder(1);
    CHECK(ladder.on_silence(now) == recovery_kind::resync);
    CHECK(ladder.on_silence(now) == recovery_kind::resync);
    CHECK(ladder.on_silence(now) == recovery_kind::reopen);
    CHECK(ladder.reopen_pause() == 2s);
}

TEST_CASE("an answer in between forgives the silences", "[session][recovery]") {
    const mono_time now{1h};
    recovery        ladder(1);
    for (int i = 0; i < 10; ++i) {
        CHECK(ladder.on_silence(now) == recovery_kind::resync);
        CHECK(ladder.on_silence(now) == recovery_kind::resync);
        ladder.on_answer();
    }
}

TEST_CASE("a deaf modem is reopened twice, then its USB device is reset", "[session][recovery]") {
    mono_time now{1h};
    recovery  ladder(1);
    CHECK(ladder.on_deaf(now) == recovery_kind::reopen);
    CHECK(ladder.reopen_pause() == 2s);
    CHECK(ladder.on_deaf(now) == recovery_kind::reopen);
    CHECK(ladder.reopen_pause() == 4s);
    CHECK(ladder.on_deaf(now) == recovery_kind::usb_reset);
    CHECK(ladder.on_deaf(now) == recovery_kind::reopen);  // too soon for another
    CHECK(ladder.reopen_pause() == 5s);                   // and it never waits longer
    CHECK(ladder.on_deaf(now + 1min) == recovery_kind::usb_reset);

    ladder.on_working();
    CHECK(ladder.on_deaf(now + 1h) == recovery_kind::reopen);
    CHECK(ladder.reopen_pause() == 2s);
}

TEST_CASE("while a reset modem boots its silence means nothing", "[session][recovery]") {
    const mono_time now{1h};
    recovery        ladder(1);
    ladder.on_boot_expected(now + 15s);
    for (int i = 0; i < 10; ++i) CHECK(ladder.on_deaf(now + 14s) == recovery_kind::reopen);
    CHECK(ladder.reopen_pause() == 2s);
}

TEST_CASE("a modem that refuses its work climbs the ladder, ever more slowly",
          "[session][recovery]") {
    recovery                   ladder(1);
    std::vector<recovery_kind> taken;
    const auto                 times = strong_steps(
        [&](mono_time now) {
            const recovery_kind step = ladder.on_refusal(now);
            if (is_strong(step)) taken.push_back(step);
            return step;
        },
        1h);
    REQUIRE(taken.size() >= 4);
    CHECK(taken[0] == recovery_kind::radio);
    CHECK(taken[1] == recovery_kind::reset);
    CHECK(taken[2] == recovery_kind::usb_reset);
    CHECK(taken[3] == recovery_kind::radio);
    CHECK(times[0] == mono_time{1h});
    for (std::size_t i = 2; i < times.size(); ++i)
        CHECK(times[i] - times[i - 1] > times[i - 1] - times[i - 2]);
    CHECK(times.size() <= static_cast<std::size_t>(strong_steps_per_hour));
}

TEST_CASE("a dead modem never gets more than the strong steps of an hour", "[session][recovery]") {
    recovery   ladder(1);
    const auto times = strong_steps(
        [&](mono_time now) {
            ladder.on_working();  // as if each of them had helped, for a moment
            return ladder.on_no_network(now);
        },
        24h);
    CHECK(times.size() > 24);
    for (std::size_t i = strong_steps_per_hour; i < times.size(); ++i)
        CHECK(times[i] - times[i - strong_steps_per_hour] >= 1h);
}

TEST_CASE("modems of different names do not reset in step", "[session][recovery]") {
    const auto pauses = [](std::uint64_t seed) {
        recovery ladder(seed);
        return strong_steps([&](mono_time now) { return ladder.on_refusal(now); }, 2h);
    };
    CHECK(pauses(1) == pauses(1));
    CHECK(pauses(1) != pauses(2));
}

TEST_CASE("an empty SIM slot is not healed by force", "[session][recovery]") {
    recovery   ladder(1);
    const auto times = strong_steps([&](mono_time now) { return ladder.on_no_sim(now); }, 24h);
    CHECK(times.size() == 2);
}

TEST_CASE("only a message that was sent clears a refusal", "[session][recovery]") {
    mono_time now{1h};
    recovery  ladder(1);
    CHECK(ladder.on_refusal(now) == recovery_kind::radio);
    ladder.on_working();  // registered again, as it was before
    now += 2min;
    CHECK(ladder.on_refusal(now) == recovery_kind::reset);
    ladder.on_success();
    now += 2min;
    CHECK(ladder.on_refusal(now) == recovery_kind::radio);
}
