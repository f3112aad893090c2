#include "gateway/http/uuid.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::http;

TEST_CASE("an id is a UUID of version 7", "[http][uuid]") {
    // RFC 9562 appendix A.6: 2022-02-22T19:22:22.000Z.
    const wall_time                    now{std::chrono::milliseconds(0x017F22E279B0)};
    const std::array<std::uint8_t, 10> random{0x0C, 0xC3, 0x98, 0xC4, 0xDC,
                                              0x0C, 0x0C, 0x07, 0x39, 0x8F};
    CHECK(uuid_v7(now, random) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST_CASE("ids of later moments sort behind", "[http][uuid]") {
    const std::array<std::uint8_t, 10> high{255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const std::array<std::uint8_t, 10> low{};
    const wall_time                    now{std::chrono::milliseconds(1'795'000'000'000)};
    CHECK(uuid_v7(now, high) < uuid_v7(now + std::chrono::milliseconds(1), low));
}

TEST_CASE("only what looks like an id is looked up", "[http][uuid]") {
    CHECK(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    for (const auto* text :
         {"", "017f22e2", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
          "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
          "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "' OR 1=1 --"}) {
        INFO(text);
        CHECK_FALSE(is_uuid(text));
    }
}

TEST_CASE("the kernel's randomness fills all of it", "[http][uuid]") {
    std::array<std::uint8_t, 256> a{}, b{};
    system_random(a);
    system_random(b);
    CHECK(a != b);
}
