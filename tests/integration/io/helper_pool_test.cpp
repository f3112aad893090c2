#include "modem/io/helper_pool.hpp"

#include <future>
#include <thread>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include "modem/io/run_on_helper.hpp"
#include "tests/integration/io/run.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::io;
using hayauma::testing::run;
namespace asio = boost::asio;

namespace {

using thread_id = std::thread::id;

asio::awaitable<std::pair<thread_id, thread_id>> where_it_runs(helpers where) {
    auto work = [] { return std::this_thread::get_id(); };
    auto pending = run_on_helper(where, work);
    auto there = co_await std::move(pending);
    co_return std::pair(there.value(), std::this_thread::get_id());
}

asio::awaitable<int> fail(helpers where) {
    auto work = []() -> int { throw std::runtime_error("a broken port"); };
    auto pending = run_on_helper(where, work);
    auto never = co_await std::move(pending);
    co_return never.value_or(0);
}

/// Waits for the gate on a helper thread.
asio::awaitable<std::optional<int>> hang(helpers where, std::shared_future<void> gate) {
    auto work = [gate] {
        gate.wait();
        return 1;
    };
    auto pending = run_on_helper(where, std::move(work));
    auto value = co_await std::move(pending);
    co_return value;
}

/// A value that says where it was destroyed.
struct witness {
    std::shared_ptr<std::promise<thread_id>> end;
    explicit witness(std::shared_ptr<std::promise<thread_id>> e) : end(std::move(e)) {}
    witness(witness&&) = default;
    witness& operator=(witness&&) = default;
    ~witness() {
        if (end) end->set_value(std::this_thread::get_id());
    }
};

asio::awaitable<bool> hang_for_witness(helpers where, std::shared_future<void> gate,
                                       std::shared_ptr<std::promise<thread_id>> end) {
    auto work = [gate, end] {
        gate.wait();
        return witness(end);
    };
    auto pending = run_on_helper(where, std::move(work));
    auto value = co_await std::move(pending);
    co_return value.has_value();
}

}  // namespace

TEST_CASE("work runs on a helper thread and answers on the caller's", "[io][helper_pool]") {
    asio::io_context context;
    helper_pool      pool;
    const auto [there, back] = run(context, where_it_runs(pool.handle()));
    CHECK(there != std::this_thread::get_id());
    CHECK(back == std::this_thread::get_id());
}

TEST_CASE("what work throws reaches who waits", "[io][helper_pool]") {
    asio::io_context context;
    helper_pool      pool;
    CHECK_THROWS_WITH(run(context, fail(pool.handle())), "a broken port");
}

TEST_CASE("a port that hangs does not hold up another", "[io][helper_pool]") {
    asio::io_context   context;
    helper_pool        pool;
    std::promise<void> gate;
    auto               hung =
        asio::co_spawn(context, hang(pool.handle(), gate.get_future().share()), asio::use_future);
    auto other = asio::co_spawn(context, where_it_runs(pool.handle()), asio::use_future);
    while (other.wait_for(std::chrono::seconds(0)) != std::future_status::ready) context.run_one();
    CHECK(hung.wait_for(std::chrono::seconds(0)) != std::future_status::ready);

    gate.set_value();
    context.run();
    CHECK(hung.get() == 1);
}

TEST_CASE("more work than threads waits its turn", "[io][helper_pool]") {
    constexpr int                                jobs = helper_pool::threads_max * 3;
    asio::io_context                             context;
    helper_pool                                  pool;
    std::promise<void>                           gate;
    const auto                                   open = gate.get_future().share();
    std::vector<std::future<std::optional<int>>> ends;
    for (int i = 0; i < jobs; ++i)
        ends.push_back(asio::co_spawn(context, hang(pool.handle(), open), asio::use_future));
    context.poll();
    gate.set_value();
    context.run();
    for (auto& end : ends) CHECK(end.get() == 1);
}

TEST_CASE("a wait can be cancelled, and what the work still brings is destroyed on a helper thread",
          "[io][helper_pool]") {
    asio::io_context          context;
    helper_pool               pool;
    std::promise<void>        gate;
    asio::cancellation_signal stop;
    auto                      end = std::make_shared<std::promise<thread_id>>();
    auto                      destroyed = end->get_future();
    std::optional<bool>       got_value;

    asio::co_spawn(
        context, hang_for_witness(pool.handle(), gate.get_future().share(), end),
        asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr failure, bool value) {
            if (!failure) got_value = value;
        }));
    context.poll();
    stop.emit(asio::cancellation_type::terminal);
    context.run();  // returns: nobody waits any more, though the work still hangs
    CHECK(got_value == false);

    gate.set_value();
    context.restart();
    auto guard = asio::make_work_guard(context);
    context.run_one();  // the answer that nobody wants
    CHECK(destroyed.get() != std::this_thread::get_id());
}

TEST_CASE("after the pool has ended work runs where it is asked for", "[io][helper_pool]") {
    asio::io_context           context;
    std::optional<helper_pool> pool(std::in_place);
    const helpers              handle = pool->handle();
    pool.reset();
    const auto [there, back] = run(context, where_it_runs(handle));
    CHECK(there == back);
}

TEST_CASE("work that hangs for ever does not hold up the end, and answers nobody",
          "[io][helper_pool]") {
    std::promise<void> entered, gate, ran;
    bool               answered = false;
    struct hanging_job final : helper_job {
        std::promise<void>&entered, &gate, &ran;
        bool&              answered;
        hanging_job(std::promise<void>& e, std::promise<void>& g, std::promise<void>& r, bool& a)
            : entered(e), gate(g), ran(r), answered(a) {}
        void run() override {
            entered.set_value();
            gate.get_future().wait();
            ran.set_value();
        }
        void finish() noexcept override { answered = true; }
    };
    {
        helper_pool pool(std::chrono::milliseconds(0));
        pool.handle().submit(std::make_unique<hanging_job>(entered, gate, ran, answered));
        entered.get_future().wait();
    }
    gate.set_value();
    ran.get_future().wait();
    CHECK_FALSE(answered);
}
