#include "modem/io/usb_port.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::io;

TEST_CASE("parse_usb_id reads four digits each and nothing else", "[io][usb_port]") {
    struct {
        const char*           name;
        const char*           text;
        std::optional<usb_id> expected;
    } const cases[] = {
        {"Quectel EC25", "2c7c:0125", usb_id{0x2c7c, 0x0125}},
        {"upper case", "12D1:14FE", usb_id{0x12d1, 0x14fe}},
        {"too short", "2c7c:125", std::nullopt},
        {"too long", "2c7c:01255", std::nullopt},
        {"no colon", "2c7c-0125", std::nullopt},
        {"no number", "2c7x:0125", std::nullopt},
        {"a sign", "+c7c:0125", std::nullopt},
        {"empty", "", std::nullopt},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_usb_id(c.text) == c.expected);
    }
    CHECK(to_string(usb_id{0x2c7c, 0x0125}) == "2c7c:0125");
}

TEST_CASE("a device that was plugged in anew is not the same", "[io][usb_port]") {
    const usb_device before{{0x2c7c, 0x0125}, "", "1-1", 1, 7, "", ""};
    usb_device       after = before;
    after.serial = "read by now";
    CHECK(same_device(before, after));
    after.devnum = 8;
    CHECK_FALSE(same_device(before, after));
}
