#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "gateway/wiring/inline_store.hpp"
#include "tests/integration/wiring/journal_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace hayauma;
using namespace hayauma::wiring;
using hayauma::testing::journal_store;
using hayauma::testing::note_in;
namespace asio = boost::asio;

namespace {

using lines = std::vector<std::string>;

asio::awaitable<void> note_around(store_gate& gate, journal_store& journal) {
    journal.note("before");
    auto      work = [](store::message_store& s) { return note_in(s, "work"); };
    auto      pending = run_in(gate, work);
    const int n = co_await std::move(pending);
    journal.note("got " + std::to_string(n));
}

class noting_job final : public store_job {
public:
    explicit noting_job(journal_store& journal) : journal_(journal) {}
    void run(store::message_store& store) override { note_in(store, "work"); }
    void finish(std::exception_ptr failure) noexcept override {
        journal_.note(failure ? "failed" : "finished");
    }

private:
    journal_store& journal_;
};

}  // namespace

TEST_CASE("the inline store answers after the commit, in virtual time", "[wiring][inline_store]") {
    hayauma::testing::virtual_time time;
    asio::io_context               context;
    journal_store                  journal;
    inline_store                   gate(context.get_executor(), journal);

    asio::co_spawn(context, note_around(gate, journal), asio::detached);
    time.settle(context);
    CHECK(journal.lines == lines{"before", "begin", "job", "work", "end", "commit", "got 4"});
}

TEST_CASE("the inline store never runs a job inside its caller", "[wiring][inline_store]") {
    asio::io_context context;
    journal_store    journal;
    inline_store     gate(context.get_executor(), journal);

    gate.submit(std::make_unique<noting_job>(journal));
    CHECK(journal.lines.empty());
    context.run();
    CHECK(journal.lines == lines{"begin", "job", "work", "end", "commit", "finished"});
}

TEST_CASE("jobs of the inline store that wait at the end are dropped with the loop",
          "[wiring][inline_store]") {
    journal_store journal;
    {
        asio::io_context context;
        inline_store     gate(context.get_executor(), journal);
        asio::co_spawn(context, note_around(gate, journal), asio::detached);
        context.poll_one();
    }
    CHECK(journal.lines == lines{"before"});
}
