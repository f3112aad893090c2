#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "gateway/wiring/bell.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace std::chrono_literals;
using hayauma::mono_time;
using hayauma::testing::virtual_time;
using hayauma::wiring::bell;
namespace asio = boost::asio;

namespace {

struct listener {
    virtual_time&                          time;
    bell&                                  on;
    mono_time                              start = time.now();
    std::vector<std::chrono::milliseconds> woke{};

    asio::awaitable<void> listen(int times, mono_time until) {
        for (int i = 0; i < times; ++i) {
            co_await on.wait_until(until);
            woke.push_back(std::chrono::floor<std::chrono::milliseconds>(time.now() - start));
        }
    }
};

using moments = std::vector<std::chrono::milliseconds>;

}  // namespace

TEST_CASE("a ring wakes who waits, at once", "[wiring][bell]") {
    virtual_time     time;
    asio::io_context context;
    bell             door(context.get_executor());
    listener         ear{time, door};

    asio::co_spawn(context, ear.listen(1, time.now() + 1h), asio::detached);
    time.advance(context, 3s);
    CHECK(ear.woke.empty());
    door.ring();
    time.settle(context);
    CHECK(ear.woke == moments{3s});
}

TEST_CASE("rings while nobody waits are kept as one", "[wiring][bell]") {
    virtual_time     time;
    asio::io_context context;
    bell             door(context.get_executor());
    listener         ear{time, door};

    door.ring();
    door.ring();
    asio::co_spawn(context, ear.listen(2, time.now() + 10s), asio::detached);
    time.advance(context, 1min);
    CHECK(ear.woke == moments{0s, 10s});
}

TEST_CASE("without a ring the wait ends at its time", "[wiring][bell]") {
    virtual_time     time;
    asio::io_context context;
    bell             door(context.get_executor());
    listener         ear{time, door};

    asio::co_spawn(context, ear.listen(1, time.now() + 7s), asio::detached);
    time.advance(context, 1min);
    CHECK(ear.woke == moments{7s});
}

TEST_CASE("a wait without an end lasts until the ring", "[wiring][bell]") {
    virtual_time     time;
    asio::io_context context;
    bell             door(context.get_executor());
    listener         ear{time, door};

    asio::co_spawn(context, ear.listen(1, mono_time::max()), asio::detached);
    time.advance(context, 1000h);
    CHECK(ear.woke.empty());
    door.ring();
    time.settle(context);
    CHECK(ear.woke == moments{1000h});
}

TEST_CASE("a ring in the very moment of the timeout wakes once, not twice", "[wiring][bell]") {
    virtual_time       time;
    asio::io_context   context;
    bell               door(context.get_executor());
    listener           ear{time, door};
    hayauma::io::timer ringer(context);

    ringer.expires_after(5s);
    ringer.async_wait([&door](boost::system::error_code) { door.ring(); });
    asio::co_spawn(context, ear.listen(2, time.now() + 5s), asio::detached);
    time.advance(context, 5s);
    // The second wait finds its time over already: it ends at once, and nothing hangs.
    CHECK(ear.woke == moments{5s, 5s});
}
