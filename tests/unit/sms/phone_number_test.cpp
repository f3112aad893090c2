#include "modem/sms/phone_number.hpp"

#include "tests/support/catch.hpp"

using hayauma::sms::phone_number;

TEST_CASE("a phone number is 1 to 15 digits that do not begin with 0", "[sms][number]") {
    for (const char* good : {"1", "819012345678", "123456789012345"}) {
        INFO(good);
        REQUIRE(phone_number::from_digits(good));
        CHECK(phone_number::from_digits(good)->digits() == good);
    }
    for (const char* bad :
         {"", "0", "09012345678", "+819012345678", "1234567890123456", "81 90", "81a", "８１"}) {
        INFO(bad);
        CHECK_FALSE(phone_number::from_digits(bad));
    }
}

TEST_CASE("a phone number shows only its ends", "[sms][number]") {
    struct {
        const char* digits;
        const char* shown;
    } const cases[] = {
        {"819012345678", "+8190******78"},
        {"1234567", "+1234*67"},
        {"123456", "+******"},
        {"1", "+*"},
    };
    for (const auto& c : cases) CHECK(phone_number::from_digits(c.digits)->masked() == c.shown);
}
