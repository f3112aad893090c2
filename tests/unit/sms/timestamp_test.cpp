#include "modem/sms/timestamp.hpp"

#include "modem/sms/hex.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;
using namespace std::chrono;

namespace {

std::optional<timestamp> parsed(std::string_view hex) {
    const auto octets = from_hex(hex).value();
    return timestamp_of(std::span<const std::uint8_t>(octets).first<7>());
}

}  // namespace

TEST_CASE("a date of the service centre is a moment and an offset", "[sms][timestamp]") {
    struct {
        const char* name;
        const char* hex;
        const char* shown;
        long long   unix_seconds;
    } const cases[] = {
        {"Japan", "62112261131263", "2026-11-22T16:31:21+09:00", 1795332681},
        {"Universal Time", "62112270131200", "2026-11-22T07:31:21+00:00", 1795332681},
        {"New York: the sign bit", "6211222013120A", "2026-11-22T02:31:21-05:00", 1795332681},
        {"India, in quarter hours", "62112231101222", "2026-11-22T13:01:21+05:30", 1795332681},
        {"a leap day", "82209232959500", "2028-02-29T23:59:59+00:00", 1835481599},
        {"the first second of 2000", "00101000000000", "2000-01-01T00:00:00+00:00", 946684800},
        {"the last second of 2099", "99211332959500", "2099-12-31T23:59:59+00:00", 4102444799},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto t = parsed(c.hex);
        REQUIRE(t);
        CHECK(t->utc.time_since_epoch().count() == c.unix_seconds);
        CHECK(display(*t) == c.shown);
        std::vector<std::uint8_t> out;
        write_timestamp(out, t);
        CHECK(to_hex(out) == c.hex);
    }
}

TEST_CASE("every offset is read and written", "[sms][timestamp]") {
    for (int quarters = -79; quarters <= 79; ++quarters) {
        INFO("quarter hours " << quarters);
        const timestamp           t{sys_days{2026y / 11 / 22} + hours{7}, quarters};
        std::vector<std::uint8_t> out;
        write_timestamp(out, t);
        REQUIRE(out.size() == 7);
        CHECK(parsed(to_hex(out)) == t);
    }
}

TEST_CASE("what holds no date is absent", "[sms][timestamp]") {
    struct {
        const char* name;
        const char* hex;
    } const cases[] = {
        {"zeros", "00000000000000"},
        {"all ones", "FFFFFFFFFFFFFF"},
        {"month 0", "62002261131263"},
        {"month 13", "62312261131263"},
        {"day 0", "62110061131263"},
        {"31 November", "62111361131263"},
        {"29 February 2026", "62209261131263"},
        {"hour 24", "62112242131263"},
        {"minute 60", "62112261061263"},
        {"second 60", "62112261130663"},
        {"a digit A", "6A112261131263"},
        {"a zone of no digits", "621122611312FF"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK_FALSE(parsed(c.hex));
    }
    std::vector<std::uint8_t> out;
    write_timestamp(out, std::nullopt);
    CHECK(to_hex(out) == "00000000000000");
}
