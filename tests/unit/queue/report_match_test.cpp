#include "tests/support/catch.hpp"

#include <vector>

#include "queue/report_match.hpp"

using namespace hayauma;
using namespace hayauma::queue;
using namespace std::chrono_literals;

namespace {

const wall_time   now{1'700'000'000'000ms};
const std::string to = "819012345678";

report_candidate sent(std::int64_t attempt, std::optional<std::uint8_t> reference,
                      wall_time started_at, const std::string& recipient = to) {
    return {attempt, "docomo-1", "8981100000000000001", reference, recipient, started_at};
}

report_key report_of(std::uint8_t reference, std::optional<wall_time> service_centre_time) {
    return {"docomo-1", "8981100000000000001", reference, to, service_centre_time, now};
}

}  // namespace

TEST_CASE("numbers are the same line by their last digits", "[queue][report]") {
    CHECK(same_recipient("819012345678", "819012345678"));
    CHECK(same_recipient("819012345678", "09012345678"));
    CHECK(same_recipient("819012345678", "9012345678"));
    CHECK(same_recipient("819012345678", "12345678"));  // eight digits are enough
    CHECK_FALSE(same_recipient("819012345678", "819012345679"));
    CHECK_FALSE(same_recipient("819012345678", "818012345678"));  // 080, not 090
    CHECK_FALSE(same_recipient("819012345678", "08012345678"));
    CHECK(same_recipient("49171234567", "0171234567"));
    CHECK_FALSE(same_recipient("819012345678", "2345678"));  // seven are not
    CHECK_FALSE(same_recipient("819012345678", ""));
    CHECK(same_recipient("1234", "1234"));
}

TEST_CASE("a report finds its attempt by SIM, reference and number", "[queue][report]") {
    const std::vector attempts{sent(1, 41, now - 90s), sent(2, 42, now - 60s),
                               sent(3, 42, now - 30s, "818000000000"), sent(4, 43, now - 20s)};
    CHECK(match_report(attempts, report_of(42, now - 58s)) == 2);
    CHECK(match_report(attempts, report_of(42, std::nullopt)) == 2);
    CHECK_FALSE(match_report(attempts, report_of(99, now - 58s)));

    auto other_sim = report_of(42, now - 58s);
    other_sim.iccid = "8981100000000000002";
    CHECK_FALSE(match_report(attempts, other_sim));
}

TEST_CASE("where the SIM is not known, the modem counts", "[queue][report]") {
    auto unread = sent(1, 7, now - 10s);
    unread.iccid.clear();
    CHECK(match_report(std::vector{unread}, report_of(7, now - 9s)) == 1);
    unread.modem = "softbank-1";
    CHECK_FALSE(match_report(std::vector{unread}, report_of(7, now - 9s)));
}

TEST_CASE("the reference wraps at 256: the newest wins", "[queue][report]") {
    const std::vector attempts{sent(1, 5, now - 20h), sent(257, 5, now - 2h),
                               sent(600, 5, now - 60s)};
    CHECK(match_report(attempts, report_of(5, now - 58s)) == 600);
    CHECK(match_report(attempts, report_of(5, std::nullopt)) == 600);
    // The phone was off: the service centre's time says which one it took.
    CHECK(match_report(attempts, report_of(5, now - 2h + 3s)) == 257);
    CHECK(match_report(attempts, report_of(5, now - 20h + 3s)) == 1);
    // A clock that fits none of them decides nothing.
    CHECK(match_report(attempts, report_of(5, now - 9h)) == 600);
    CHECK(match_report(attempts, report_of(5, now + 9h)) == 600);
}

TEST_CASE("what began days ago is not spoken of any more", "[queue][report]") {
    CHECK(match_report(std::vector{sent(1, 5, now - 95h)}, report_of(5, std::nullopt)) == 1);
    CHECK_FALSE(match_report(std::vector{sent(1, 5, now - 97h)}, report_of(5, std::nullopt)));
}

TEST_CASE("an attempt that never learned its reference is found by number and time",
          "[queue][report]") {
    const std::vector attempts{sent(1, std::nullopt, now - 10min), sent(2, std::nullopt, now - 60s),
                               sent(3, 7, now - 30s)};
    CHECK(match_report(attempts, report_of(200, now - 55s)) == 2);
    // The service centre's clock may be up to 60 s behind ours ...
    CHECK(match_report(attempts, report_of(200, now - 120s)) == 2);
    CHECK(match_report(attempts, report_of(200, now - 121s)) == 1);
    // ... and without its time nothing is guessed.
    CHECK_FALSE(match_report(attempts, report_of(200, std::nullopt)));
    CHECK_FALSE(match_report(attempts, report_of(200, now - 12min)));
}

TEST_CASE("an old message with the same reference does not take an unknown one's report",
          "[queue][report]") {
    const std::vector attempts{sent(1, 5, now - 20h), sent(300, std::nullopt, now - 60s)};
    CHECK(match_report(attempts, report_of(5, now - 58s)) == 300);
    CHECK(match_report(attempts, report_of(5, now - 20h + 2s)) == 1);
}

TEST_CASE("two unknown attempts to one number are told apart by the service centre's time",
          "[queue][report]") {
    // The second began when the first exchange had ended, as one SIM does it.
    const std::vector attempts{sent(1, std::nullopt, now - 300s + 700ms),
                               sent(2, std::nullopt, now - 100s + 700ms)};
    CHECK(match_report(attempts, report_of(7, now - 299s)) == 1);
    CHECK(match_report(attempts, report_of(7, now - 101s)) == 1);
    CHECK(match_report(attempts, report_of(7, now - 100s)) == 2);  // it tells whole seconds
    CHECK(match_report(attempts, report_of(7, now - 50s)) == 2);
    CHECK(match_report(attempts, report_of(7, now - 5s)) == 2);
    // Its clock may be behind: then the oldest that can be.
    CHECK(match_report(attempts, report_of(7, now - 350s)) == 1);
    const std::vector quick{sent(1, std::nullopt, now - 40s), sent(2, std::nullopt, now - 20s)};
    CHECK(match_report(quick, report_of(7, now - 60s)) == 1);
    CHECK(match_report(quick, report_of(7, now - 80s)) == 1);
    CHECK(match_report(quick, report_of(7, now - 101s)) == std::nullopt);
    // What the first report was about has its reference from then on.
    const std::vector left{sent(1, 7, now - 40s), sent(2, std::nullopt, now - 20s)};
    CHECK(match_report(left, report_of(8, now - 60s)) == 2);
    CHECK(match_report(left, report_of(8, now - 5s)) == 2);
}
