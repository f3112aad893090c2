#include <atomic>
#include <future>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "gateway/wiring/store_thread.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"
#include "tests/integration/wiring/journal_store.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::wiring;
using hayauma::testing::journal_store;
using hayauma::testing::note_in;
using hayauma::testing::words;
namespace asio = boost::asio;

namespace {

using work = std::function<void(store::message_store&)>;

/// A job whose end a test can wait for.
class future_job final : public store_job {
public:
    explicit future_job(work what) : what_(std::move(what)) {}

    std::future<std::string> end() { return end_.get_future(); }  ///< words(), "" for success

    void run(store::message_store& store) override { what_(store); }
    void finish(std::exception_ptr failure) noexcept override { end_.set_value(words(failure)); }

private:
    work                      what_;
    std::promise<std::string> end_;
};

std::future<std::string> submit(store_gate& gate, work what) {
    auto job = std::make_unique<future_job>(std::move(what));
    auto end = job->end();
    gate.submit(std::move(job));
    return end;
}

work note(std::string line) {
    return [line](store::message_store& store) { note_in(store, line); };
}

/// A thread over a journal, and a way to hold it while more work comes in.
struct bench {
    std::unique_ptr<journal_store> owned = std::make_unique<journal_store>();
    journal_store&                 journal = *owned;  // read after stop() only
    store_thread                   thread{std::move(owned)};
    std::promise<void>             open_gate;

    /// @return the end of a job that occupies the thread until `open_gate` is set.
    std::future<std::string> occupy() {
        std::promise<void> entered;
        auto               inside = entered.get_future();
        auto               gate = open_gate.get_future().share();
        auto               end = submit(thread, [&entered, gate](store::message_store& store) {
            note_in(store, "hold");
            entered.set_value();
            gate.wait();
        });
        inside.wait();
        return end;
    }
};

using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("work is answered after its commit, never before", "[wiring][store_thread]") {
    auto           owned = std::make_unique<journal_store>();
    journal_store& journal = *owned;
    store_thread   thread(std::move(owned));

    struct watching_job final : store_job {
        journal_store&      journal;
        std::promise<lines> seen;
        explicit watching_job(journal_store& j) : journal(j) {}
        void run(store::message_store& store) override { note_in(store, "work"); }
        void finish(std::exception_ptr) noexcept override { seen.set_value(journal.lines); }
    };
    auto job = std::make_unique<watching_job>(journal);
    auto seen = job->seen.get_future();
    thread.submit(std::move(job));

    CHECK(seen.get() == lines{"begin", "job", "work", "end", "commit"});
}

TEST_CASE("work that comes before the commit joins it, in its order",
          "[wiring][store_thread]") {
    bench                                 b;
    auto                                  held = b.occupy();
    std::vector<std::future<std::string>> ends;
    for (const char* name : {"one", "two", "three"}) ends.push_back(submit(b.thread, note(name)));
    b.open_gate.set_value();

    for (auto& end : ends) CHECK(end.get() == "");
    b.thread.stop();
    CHECK(b.journal.lines == lines{"begin", "job", "hold", "end", "job", "one", "end", "job", "two",
                                   "end", "job", "three", "end", "commit"});
}

TEST_CASE("a job that throws rolls back alone and is told why", "[wiring][store_thread]") {
    bench b;
    auto  held = b.occupy();
    auto  before = submit(b.thread, note("before"));
    auto  broken = submit(b.thread, [](store::message_store&) -> void {
        throw std::runtime_error("a mistake of the job");
    });
    auto  bug = submit(b.thread, [](store::message_store&) -> void {
        throw store::store_error(store::trouble::bug, "a wrong statement");
    });
    auto  after = submit(b.thread, note("after"));
    b.open_gate.set_value();

    CHECK(before.get() == "");
    CHECK(broken.get() == "a mistake of the job");
    CHECK(bug.get() == "a wrong statement");
    CHECK(after.get() == "");
    b.thread.stop();
    CHECK(b.journal.lines == lines{"begin", "job", "hold", "end", "job", "before", "end", "job",
                                   "undo", "job", "undo", "job", "after", "end", "commit"});
}

TEST_CASE("a commit that fails fails every job of its batch", "[wiring][store_thread]") {
    bench b;
    auto  held = b.occupy();
    auto  one = submit(b.thread, [&b](store::message_store&) {
        b.journal.on_commit = [] {
            throw store::store_error(store::trouble::full, "no space left on device");
        };
    });
    auto  two = submit(b.thread, note("two"));
    b.open_gate.set_value();

    CHECK(held.get() == "no space left on device");
    CHECK(one.get() == "no space left on device");
    CHECK(two.get() == "no space left on device");
    b.thread.stop();
    CHECK(b.journal.lines.back() == "rollback");
}

TEST_CASE("a failing disk under one job fails the batch, for SQLite may have rolled back all of it",
          "[wiring][store_thread]") {
    bench b;
    auto  held = b.occupy();
    auto  before = submit(b.thread, note("before"));
    auto  broken = submit(b.thread, [](store::message_store&) -> void {
        throw store::store_error(store::trouble::io, "disk I/O error");
    });
    b.open_gate.set_value();

    CHECK(before.get() == "disk I/O error");
    CHECK(broken.get() == "disk I/O error");
    CHECK(submit(b.thread, note("later")).get() == "");  // the next batch starts afresh
    b.thread.stop();
}

TEST_CASE("a batch that cannot begin fails its jobs without running them",
          "[wiring][store_thread]") {
    auto owned = std::make_unique<journal_store>();
    owned->on_begin = [] { throw store::store_error(store::trouble::busy, "database is locked"); };
    store_thread thread(std::move(owned));

    bool ran = false;
    CHECK(submit(thread, [&ran](store::message_store&) { ran = true; }).get() ==
          "database is locked");
    CHECK_FALSE(ran);
}

TEST_CASE("more work than may wait is refused at once, the rest is done",
          "[wiring][store_thread]") {
    bench                                 b;
    auto                                  held = b.occupy();
    std::vector<std::future<std::string>> ends;
    for (std::size_t i = 0; i < store_thread::jobs_waiting_max; ++i)
        ends.push_back(submit(b.thread, [](store::message_store&) {}));

    CHECK(submit(b.thread, note("too much")).get() ==
          "the store cannot keep up: 4096 jobs wait already");

    b.open_gate.set_value();
    for (auto& end : ends) REQUIRE(end.get() == "");
    b.thread.stop();
    const auto commits = std::count(b.journal.lines.begin(), b.journal.lines.end(), "commit");
    CHECK(commits ==
          1 + static_cast<int>(store_thread::jobs_waiting_max / store_thread::jobs_a_batch_max));
}

TEST_CASE("stopping finishes what was submitted and refuses what comes later",
          "[wiring][store_thread]") {
    bench       b;
    auto        held = b.occupy();
    auto        waiting = submit(b.thread, note("waiting"));
    std::thread stopper([&b] { b.thread.stop(); });
    b.open_gate.set_value();
    stopper.join();

    CHECK(held.get() == "");
    CHECK(waiting.get() == "");
    CHECK(submit(b.thread, note("late")).get() == "the store is stopping");
    CHECK(b.journal.lines.back() == "commit");
}

TEST_CASE("the watchdog sees since when a batch runs, and nothing while the thread sleeps",
          "[wiring][store_thread]") {
    const mono_time before = io::mono_clock::now();
    bench           b;
    CHECK(b.thread.busy_since() == std::nullopt);

    auto held = b.occupy();
    REQUIRE(b.thread.busy_since().has_value());
    CHECK(*b.thread.busy_since() >= before);

    b.open_gate.set_value();
    b.thread.stop();
    CHECK(b.thread.busy_since() == std::nullopt);
}

TEST_CASE("many threads may submit, and every job ends exactly once", "[wiring][store_thread]") {
    constexpr int            threads = 4, jobs = 500;
    bench                    b;
    int                      runs = 0;  // touched by the store's thread only
    std::vector<std::thread> pool;
    std::atomic<int>         ends = 0;
    for (int t = 0; t < threads; ++t)
        pool.emplace_back([&] {
            for (int i = 0; i < jobs; ++i)
                if (submit(b.thread, [&runs](store::message_store&) { ++runs; }).get().empty())
                    ++ends;
        });
    for (auto& each : pool) each.join();
    b.thread.stop();
    CHECK(ends == threads * jobs);
    CHECK(runs == threads * jobs);
}

namespace {

asio::awaitable<int> note_twice(store_gate& gate) {
    auto      first = [](store::message_store& s) { return note_in(s, "first"); };
    auto      pending_first = run_in(gate, first);
    const int one = co_await std::move(pending_first);
    auto      second = [](store::message_store& s) { return note_in(s, "second"); };
    auto      pending_second = run_in(gate, second);
    const int two = co_await std::move(pending_second);
    co_return two - one;
}

asio::awaitable<std::thread::id> resumed_on(store_gate& gate) {
    auto                       touch = [](store::message_store& s) { return note_in(s, "touch"); };
    auto                       pending = run_in(gate, touch);
    [[maybe_unused]] const int n = co_await std::move(pending);
    co_return std::this_thread::get_id();
}

asio::awaitable<int> fail(store_gate& gate) {
    auto      broken = [](store::message_store&) -> int { throw std::runtime_error("refused"); };
    auto      pending = run_in(gate, broken);
    const int never = co_await std::move(pending);
    co_return never;
}

}  // namespace

TEST_CASE("a coroutine gets the value of its work back, on its own thread",
          "[wiring][store_thread]") {
    asio::io_context context;
    store_thread     thread(std::make_unique<journal_store>());

    auto distance = asio::co_spawn(context, note_twice(thread), asio::use_future);
    auto where = asio::co_spawn(context, resumed_on(thread), asio::use_future);
    context.run();  // returns when the answers are in: waiting for the store is work
    thread.stop();

    CHECK(distance.get() >= 1);
    CHECK(where.get() == std::this_thread::get_id());
}

TEST_CASE("a coroutine is thrown what its work threw", "[wiring][store_thread]") {
    asio::io_context context;
    store_thread     thread(std::make_unique<journal_store>());
    auto             never = asio::co_spawn(context, fail(thread), asio::use_future);
    context.run();
    thread.stop();
    CHECK_THROWS_WITH(never.get(), "refused");
}
