#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "modem/io/clock.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace std::chrono_literals;
using hayauma::mono_time;
using hayauma::io::timer;
using hayauma::testing::virtual_time;
namespace asio = boost::asio;

namespace {

asio::awaitable<void> tick(std::chrono::seconds every, int times, int& count) {
    timer wait(co_await asio::this_coro::executor);
    for (int i = 0; i < times; ++i) {
        wait.expires_after(every);
        co_await wait.async_wait(asio::use_awaitable);
        ++count;
    }
}

auto nothing_is_enough = [] { return false; };

/// Notes when a timer fired, as milliseconds after the start.
struct diary {
    virtual_time&            time;
    mono_time                start = time.now();
    std::vector<std::string> lines{};

    void wait(timer& on, mono_time::duration after, std::string name) {
        on.expires_after(after);
        on.async_wait([this, name](boost::system::error_code failure) {
            const auto at = std::chrono::floor<std::chrono::milliseconds>(time.now() - start);
            const auto how = failure ? " cancelled@" : "@";
            lines.push_back(name + how + std::to_string(at.count()));
        });
    }
};

}  // namespace

TEST_CASE("a day of one-second waits passes without waiting", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    int              ticks = 0;
    const auto       start = time.now();
    const auto       wall = time.wall_now();
    asio::co_spawn(context, tick(1s, 86'400, ticks), asio::detached);

    CHECK(time.run_until(context, [&] { return ticks == 86'400; }));
    CHECK(time.now() - start == 24h);
    CHECK(time.wall_now() - wall == 24h);
}

TEST_CASE("timers fire in the order of their moments, each exactly at its own", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    diary            notes{time};
    timer            late(context), early(context), far(context);

    notes.wait(late, 5s, "late");
    notes.wait(early, 10ms, "early");
    notes.wait(far, 300h, "far");  // beyond the five minutes that Asio ever sleeps at once

    time.advance(context, 5s);
    CHECK(notes.lines == std::vector<std::string>{"early@10", "late@5000"});
    CHECK(time.now() - notes.start == 5s);

    CHECK(time.run_until(
        context, [&] { return notes.lines.size() == 3; }, 1000h));
    CHECK(notes.lines.back() == "far@1080000000");
}

TEST_CASE("timers of one moment all fire in it", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    diary            notes{time};
    timer            first(context), second(context), third(context);

    for (timer* each : {&first, &second, &third}) notes.wait(*each, 5s, "fired");
    time.advance(context, 5s);
    CHECK(notes.lines == std::vector<std::string>(3, "fired@5000"));
}

TEST_CASE("a cancelled timer neither fires nor stops the clock on its way", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    diary            notes{time};
    timer            doomed(context), kept(context);

    notes.wait(doomed, 1s, "doomed");
    notes.wait(kept, 2s, "kept");
    time.advance(context, 500ms);
    doomed.cancel();

    CHECK(time.run_until(context, [&] { return notes.lines.size() == 2; }));
    CHECK(notes.lines == std::vector<std::string>{"doomed cancelled@500", "kept@2000"});
}

TEST_CASE("a timer armed anew, earlier or later, fires at its last moment only", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    diary            notes{time};
    timer            pushed(context), pulled(context);

    notes.wait(pushed, 1s, "pushed");
    notes.wait(pulled, 9s, "pulled");
    time.advance(context, 900ms);
    notes.wait(pushed, 4s, "pushed");
    notes.wait(pulled, 1s, "pulled");

    time.advance(context, 10s);
    CHECK(notes.lines == std::vector<std::string>{"pushed cancelled@900", "pulled cancelled@900",
                                                  "pulled@1900", "pushed@4900"});
}

TEST_CASE("waiting for what cannot happen ends with false, not in a hang", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;

    SECTION("nothing is left to do") { CHECK_FALSE(time.run_until(context, nothing_is_enough)); }
    SECTION("work is outstanding, but no timer and no handler") {
        auto guard = asio::make_work_guard(context);
        CHECK_FALSE(time.run_until(context, nothing_is_enough));
    }
    SECTION("the only timer was cancelled") {
        diary notes{time};
        timer wait(context);
        notes.wait(wait, 1h, "wait");
        wait.cancel();
        CHECK_FALSE(time.run_until(context, nothing_is_enough));
        CHECK(time.now() == notes.start);
    }
    SECTION("it lies beyond the limit") {
        diary notes{time};
        timer wait(context);
        notes.wait(wait, 25h, "wait");
        CHECK_FALSE(time.run_until(context, [&] { return !notes.lines.empty(); }));
    }
}

TEST_CASE("a loop that never waits is reported", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;

    struct spinner {
        asio::io_context& context;
        void              operator()() const { asio::post(context, *this); }
    };
    asio::post(context, spinner{context});

    CHECK_THROWS_WITH(time.run_until(context, nothing_is_enough),
                      Catch::Contains("a loop runs without ever waiting"));
}

TEST_CASE("work that comes after the loop ran dry still runs", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    int              ticks = 0;

    time.advance(context, 1s);
    asio::co_spawn(context, tick(1s, 3, ticks), asio::detached);
    time.advance(context, 2s);
    CHECK(ticks == 2);
    time.advance(context, 10s);
    CHECK(ticks == 3);
}

TEST_CASE("a step of the wall clock leaves monotonic time alone", "[virtual_time]") {
    virtual_time     time;
    asio::io_context context;
    const auto       start = time.now();
    const auto       wall = hayauma::io::wall_now();

    time.step_wall_clock(-1h);
    time.advance(context, 1s);
    CHECK(hayauma::io::mono_clock::now() - start == 1s);
    CHECK(hayauma::io::wall_now() - wall == 1s - 1h);
}

TEST_CASE("the machine's time is back when virtual time ends", "[virtual_time]") {
    const auto before = std::chrono::steady_clock::now();
    { virtual_time time; }
    CHECK(hayauma::io::mono_clock::now() >= before);
}
