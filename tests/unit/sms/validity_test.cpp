#include "modem/sms/validity.hpp"

#include "modem/sms/hex.hpp"
#include "modem/sms/submit.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;
using namespace std::chrono;

TEST_CASE("every TP-VP octet means its period", "[sms][validity]") {
    // 3GPP TS 23.040 §9.2.3.12.1, each range by counting on from its first step.
    minutes expected{0};
    for (int octet = 0; octet <= 255; ++octet) {
        if (octet <= 143)
            expected += minutes{5};
        else if (octet <= 167)
            expected += minutes{30};
        else if (octet <= 196)
            expected += hours{24};
        else
            expected = hours{24 * 7 * (octet - 192)};
        INFO("TP-VP " << octet);
        CHECK(validity_of(static_cast<std::uint8_t>(octet)) == expected);
    }
    CHECK(validity_of(0) == minutes{5});
    CHECK(validity_of(143) == hours{12});
    CHECK(validity_of(167) == hours{24});
    CHECK(validity_of(196) == days{30});
    CHECK(validity_of(197) == weeks{5});
    CHECK(validity_of(255) == weeks{63});
}

TEST_CASE("every TP-VP octet comes back from its own period", "[sms][validity]") {
    for (int octet = 0; octet <= 255; ++octet) {
        const auto vp = static_cast<std::uint8_t>(octet);
        INFO("TP-VP " << octet);
        CHECK(relative_validity(validity_of(vp)) == vp);
        if (octet > 0) CHECK(relative_validity(validity_of(vp) - seconds{1}) == vp - 1);
    }
}

TEST_CASE("a period is rounded down to a step, with a floor of five minutes", "[sms][validity]") {
    struct {
        const char* name;
        seconds     period;
        int         octet;
    } const cases[] = {
        {"negative: the deadline has passed", seconds{-1}, 0},
        {"the least there is", seconds::min(), 0},
        {"zero", seconds{0}, 0},
        {"10 seconds", seconds{10}, 0},
        {"a second less than 5 minutes", seconds{299}, 0},
        {"5 minutes", minutes{5}, 0},
        {"a second less than 10 minutes", seconds{599}, 0},
        {"10 minutes", minutes{10}, 1},
        {"an hour", hours{1}, 11},
        {"12 hours", hours{12}, 143},
        {"12 hours and 29 minutes", minutes{749}, 143},
        {"a day", hours{24}, 167},
        {"two days less a second", seconds{172'799}, 167},
        {"two days", hours{48}, 168},
        {"31 days: no step between 30 and 35", hours{24 * 31}, 196},
        {"63 weeks", weeks{63}, 255},
        {"ten years", years{10}, 255},
        {"for ever", seconds::max(), 255},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(int{relative_validity(c.period)} == c.octet);
    }
}

TEST_CASE("the enhanced format", "[sms][validity]") {
    struct {
        const char*            name;
        const char*            hex;
        std::optional<seconds> lasts;
        bool                   single_shot;
    } const cases[] = {
        {"no period", "00000000000000", std::nullopt, false},
        {"no period, one try", "40000000000000", std::nullopt, true},
        {"a relative step", "010B0000000000", hours{1}, false},
        {"seconds", "02FF0000000000", seconds{255}, false},
        {"hours, minutes, seconds", "03214365000000", hours{12} + minutes{34} + seconds{56}, false},
        {"one try within a relative step", "41000000000000", minutes{5}, true},
        {"a reserved format", "04FF0000000000", std::nullopt, false},
        {"an extension that nobody knows", "81000000000000", std::nullopt, false},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const auto octets = from_hex(c.hex).value();
        const auto period = enhanced_validity(std::span<const std::uint8_t>(octets).first<7>());
        CHECK(period.format == validity_format::enhanced);
        CHECK(period.lasts == c.lasts);
        CHECK(period.single_shot == c.single_shot);
    }
}

TEST_CASE("each format takes as many octets as it has", "[sms][validity]") {
    struct {
        validity_format format;
        std::size_t     octets;
        const char*     name;
    } const cases[] = {
        {validity_format::none, 0, "none"},
        {validity_format::enhanced, 7, "enhanced"},
        {validity_format::relative, 1, "relative"},
        {validity_format::absolute, 7, "absolute"},
    };
    const auto octets = from_hex("62112261131263FFFF").value();
    for (const auto& c : cases) {
        INFO(c.name);
        octet_reader reader(octets);
        CHECK(read_validity(reader, c.format).format == c.format);
        CHECK(reader.position() == c.octets);
        CHECK(std::string(name(c.format)) == c.name);
    }
    octet_reader reader(octets);
    CHECK(display(read_validity(reader, validity_format::absolute).until.value()) ==
          "2026-11-22T16:31:21+09:00");
}
