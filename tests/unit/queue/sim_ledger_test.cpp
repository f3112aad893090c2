#include "tests/support/catch.hpp"

#include "queue/sim_ledger.hpp"

using namespace hayauma;
using namespace std::chrono_literals;
using std::chrono::local_days;
using std::chrono::sys_days;

TEST_CASE("the Japanese day turns at 15:00 UTC", "[queue][ledger]") {
    const wall_time before = sys_days{2026y / 11 / 22} + 15h - 1ms;
    const wall_time after = sys_days{2026y / 11 / 22} + 15h;
    CHECK(queue::day_in_japan(before) == local_days{2026y / 11 / 22});
    CHECK(queue::day_in_japan(after) == local_days{2026y / 11 / 23});
    CHECK(queue::resets_at(before) == after);
    CHECK(queue::resets_at(after) == after + 24h);
}

TEST_CASE("the day is right over the turn of a year and before 1970", "[queue][ledger]") {
    CHECK(queue::day_in_japan(sys_days{2026y / 12 / 31} + 20h) == local_days{2027y / 1 / 1});
    CHECK(queue::day_in_japan(sys_days{1970y / 1 / 1} - 10h) == local_days{1969y / 12 / 31});
    CHECK(queue::day_in_japan(sys_days{1970y / 1 / 1} - 9h) == local_days{1970y / 1 / 1});
}
