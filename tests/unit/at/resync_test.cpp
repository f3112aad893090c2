#include "modem/at/resync.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::at;
using namespace std::chrono_literals;

using step = resync::step;
using listen_for = resync::listen;

TEST_CASE("resynchronising: ESC, CR, AT, its OK, and quiet", "[at][resync]") {
    mono_time now{1h};
    resync    sync;
    CHECK(sync.start(now) == step(listen_for{"\x1B", now + 100ms}));
    now += 100ms;
    CHECK(sync.on_time(now) == step(listen_for{"\r", now + 100ms}));
    now += 100ms;
    CHECK(sync.on_time(now) == step(listen_for{"AT\r", now + 1s}));

    now += 20ms;
    CHECK(sync.on_line(true, now) == listen_for{{}, now + 300ms});
    // A late answer to what was given up: the quiet begins anew.
    now += 200ms;
    CHECK(sync.on_line(false, now) == listen_for{{}, now + 300ms});
    now += 300ms;
    CHECK(sync.on_time(now) == step(resync::in_step{}));
}

TEST_CASE("other lines do not answer the AT of a resynchronisation", "[at][resync]") {
    mono_time now{1h};
    resync    sync;
    sync.start(now);
    sync.on_time(now += 100ms);
    sync.on_time(now += 100ms);
    const mono_time until = now + 1s;
    CHECK(sync.on_line(false, now += 500ms) == listen_for{{}, until});
    CHECK(sync.on_time(until) == step(listen_for{"AT\r", until + 1s}));
}

TEST_CASE("an OK before AT was written counts for nothing", "[at][resync]") {
    mono_time now{1h};
    resync    sync;
    sync.start(now);
    CHECK(sync.on_line(true, now + 10ms) == listen_for{{}, now + 100ms});
    CHECK(sync.on_time(now + 100ms) == step(listen_for{"\r", now + 200ms}));
}

TEST_CASE("three ATs without an answer are silence, and Ctrl-Z is never written", "[at][resync]") {
    mono_time   now{1h};
    resync      sync;
    std::string written;
    int         asked = 0;
    step        next = sync.start(now);
    while (const auto* wanted = std::get_if<listen_for>(&next)) {
        written += wanted->octets;
        if (wanted->octets == "AT\r") ++asked;
        now = wanted->until;
        next = sync.on_time(now);
    }
    CHECK(next == step(resync::silent{}));
    CHECK(asked == 3);
    CHECK(written.find('\x1A') == std::string::npos);
    CHECK(now == mono_time{1h} + 3200ms);
}

TEST_CASE("a modem that never stops talking is in step once it has answered AT", "[at][resync]") {
    const mono_time begin{1h};
    mono_time       now = begin;
    resync          sync;
    step            next = sync.start(now);
    bool            answered = false;
    while (const auto* wanted = std::get_if<listen_for>(&next)) {
        const bool asked = wanted->octets == "AT\r";
        now += 50ms;  // a line of noise every 50 ms, the OK among them
        const auto until = sync.on_line(asked && !answered, now).until;
        answered = answered || asked;
        next = now >= until ? sync.on_time(now) : step(listen_for{{}, until});
    }
    CHECK(next == step(resync::in_step{}));
    CHECK(now - begin <= resync_limit);
}

TEST_CASE("a modem that never stops talking and never answers AT is silent", "[at][resync]") {
    const mono_time begin{1h};
    mono_time       now = begin;
    resync          sync;
    step            next = sync.start(now);
    while (std::holds_alternative<listen_for>(next)) {
        now += 50ms;
        const auto until = sync.on_line(false, now).until;
        next = now >= until ? sync.on_time(now) : step(listen_for{{}, until});
    }
    CHECK(next == step(resync::silent{}));
    CHECK(now - begin <= resync_limit);
}
