#include "gateway/wiring/housekeeping.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "gateway/wiring/inline_store.hpp"
#include "tests/integration/wiring/journal_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/virtual_time.hpp"

using namespace hayauma;
using namespace hayauma::wiring;
using hayauma::testing::journal_store;
namespace asio = boost::asio;

namespace {

using lines = std::vector<std::string>;

lines troubles_of(journal_store& journal) {
    hayauma::testing::virtual_time time;
    asio::io_context               context;
    inline_store                   gate(context.get_executor(), journal);
    auto house = asio::co_spawn(context, keep_house(gate, std::chrono::days(7)), asio::use_future);
    time.settle(context);
    return house.get();
}

}  // namespace

TEST_CASE("erased codes leave the log before old messages go", "[wiring][housekeeping]") {
    journal_store journal;
    CHECK(troubles_of(journal).empty());
    CHECK(journal.lines ==
          lines{"begin", "job", "erase", "end", "commit", "begin", "job", "tend", "end", "commit"});
}

TEST_CASE("what fails with old messages keeps no erased code", "[wiring][housekeeping]") {
    journal_store journal;
    journal.on_tend = [] { throw std::runtime_error("no tending"); };
    CHECK(troubles_of(journal) == lines{"no tending"});
    CHECK(journal.lines == lines{"begin", "job", "erase", "end", "commit", "begin", "job", "tend",
                                 "undo", "commit"});
}

TEST_CASE("old messages go also where erased codes must wait", "[wiring][housekeeping]") {
    journal_store journal;
    journal.on_erase = [] { throw std::runtime_error("no erasing"); };
    CHECK(troubles_of(journal) == lines{"no erasing"});
    CHECK(journal.lines.back() == "commit");
    CHECK(std::count(journal.lines.begin(), journal.lines.end(), "tend") == 1);
}
