#include "modem/session/reference_log.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/sample_part.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace {

const mono_time now{1h};

sms::status_report report_for(const char* recipient, std::chrono::seconds after_start) {
    const auto start = std::chrono::floor<std::chrono::seconds>(sample_start);
    return {.message_reference = 7,
            .recipient = recipient,
            .submitted = sms::timestamp{start + after_start, 36},
            .finished = {},
            .status = 0};
}

bool proven_by(const sms::status_report& report, const reference_log& known = {}) {
    return proves(report, sample_part(now), sample_start, known, now);
}

}  // namespace

TEST_CASE("a report's recipient is compared by its last digits", "[session][reference_log]") {
    CHECK(same_destination("819012345678", number()));
    CHECK(same_destination("09012345678", number()));
    CHECK_FALSE(same_destination("819012345679", number()));
    CHECK_FALSE(same_destination("", number()));
    CHECK_FALSE(same_destination("345678", number()));
}

TEST_CASE("what a status report proves", "[session][reference_log]") {
    CHECK(proven_by(report_for("819012345678", 1s)));
    CHECK(proven_by(report_for("09012345678", 1s)));
    CHECK(proven_by(report_for("819012345678", -60s)));        // the centre's clock may be slow
    CHECK_FALSE(proven_by(report_for("819012345678", -61s)));  // an older message
    CHECK_FALSE(proven_by(report_for("819087654321", 1s)));    // another message

    sms::status_report undated = report_for("819012345678", 1s);
    undated.submitted.reset();
    CHECK_FALSE(proven_by(undated));
}

TEST_CASE("the report of an earlier message to the same number proves nothing",
          "[session][reference_log]") {
    reference_log known;
    known.add(7, number(), now - 30s);
    CHECK_FALSE(proven_by(report_for("819012345678", -30s), known));

    known.add(7, number("819087654321"), now);  // the newest wins: 7 is another's now
    CHECK(proven_by(report_for("819012345678", 1s), known));
    CHECK_FALSE(known.knows(7, number(), now));
    CHECK(known.knows(7, number("819087654321"), now + 10min));
    CHECK_FALSE(known.knows(7, number("819087654321"), now + 10min + 1s));
}
