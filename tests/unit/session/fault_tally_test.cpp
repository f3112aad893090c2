#include "modem/session/fault_tally.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;

namespace {

sms::phone_number to(const char* digits) { return *sms::phone_number::from_digits(digits); }

const auto anna = to("819011112222");
const auto ben = to("819033334444");

submit_outcome refused(int cms) {
    const sms::error_code error{sms::error_family::cms, cms};
    return rejected{error, sms::classify(error, true)};
}
submit_outcome no_prompt() {
    return not_sent{{sms::error_family::modem, static_cast<int>(sms::modem_error::no_prompt)}};
}
submit_outcome too_late() {
    return not_sent{{sms::error_family::modem, static_cast<int>(sms::modem_error::too_late)}};
}

}  // namespace

TEST_CASE("one refusal may be about the recipient", "[session][faults]") {
    fault_tally tally;
    for (int i = 0; i < 10; ++i) CHECK_FALSE(tally.add(refused(38), anna));
}

TEST_CASE("the same refusal three times, for two recipients, is about the line",
          "[session][faults]") {
    fault_tally tally;
    CHECK_FALSE(tally.add(refused(38), anna));
    CHECK_FALSE(tally.add(refused(38), ben));
    CHECK(tally.add(refused(38), anna));
}

TEST_CASE("a network that wants nothing of us has said so after two recipients",
          "[session][faults]") {
    for (const int cms : {10, 21, 28, 29, 30}) {
        fault_tally tally;
        INFO(cms);
        CHECK_FALSE(tally.add(refused(cms), anna));
        CHECK_FALSE(tally.add(refused(cms), anna));
        CHECK(tally.add(refused(cms), ben));
    }
}

TEST_CASE("another error, or a success, begins the count anew", "[session][faults]") {
    fault_tally tally;
    CHECK_FALSE(tally.add(refused(38), anna));
    CHECK_FALSE(tally.add(refused(38), ben));
    CHECK_FALSE(tally.add(refused(41), anna));
    CHECK_FALSE(tally.add(refused(38), ben));
    CHECK_FALSE(tally.add(refused(38), anna));
    CHECK_FALSE(tally.add(accepted{7}, ben));
    CHECK_FALSE(tally.add(refused(38), ben));
}

TEST_CASE("what the network says about a recipient shows that it hears us", "[session][faults]") {
    fault_tally tally;
    CHECK_FALSE(tally.add(refused(21), anna));
    CHECK_FALSE(tally.add(refused(1), ben));
    CHECK_FALSE(tally.add(refused(21), ben));
}

TEST_CASE("a modem without a prompt is at fault whoever the recipient is", "[session][faults]") {
    fault_tally tally;
    CHECK_FALSE(tally.add(no_prompt(), anna));
    CHECK_FALSE(tally.add(no_prompt(), anna));
    CHECK(tally.add(no_prompt(), anna));
}

TEST_CASE("a deadline that had passed is nobody's fault", "[session][faults]") {
    fault_tally tally;
    for (int i = 0; i < 10; ++i) CHECK_FALSE(tally.add(too_late(), anna));
}
