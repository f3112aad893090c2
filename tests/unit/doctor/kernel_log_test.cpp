#include "gateway/doctor/kernel_log.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::doctor;

namespace {

using lines = std::vector<std::string>;

std::string disconnect(double seconds, const std::string& socket) {
    return "[" + std::to_string(seconds) + "] usb " + socket + ": USB disconnect, device number 5";
}

}  // namespace

TEST_CASE("a modem that goes away three times within ten minutes is a brown-out",
          "[doctor][kernel_log]") {
    const lines log{"[    1.000000] usb 1-1.2: New USB device found, idVendor=2c7c, "
                    "idProduct=0125, bcdDevice= 3.18",
                    disconnect(100, "1-1.2"), disconnect(200, "1-1.2"), disconnect(650, "1-1.2")};
    const auto  found = usb_troubles(log);
    REQUIRE(found.size() == 1);
    CHECK(found.front() == usb_trouble{"1-1.2", io::usb_id{0x2c7c, 0x0125}, 3, false, false});
}

TEST_CASE("a reset, a mode switch and disconnects hours apart are none", "[doctor][kernel_log]") {
    CHECK(usb_troubles(lines{disconnect(100, "1-1"), disconnect(130, "1-1")}).empty());
    CHECK(
        usb_troubles(lines{disconnect(100, "1-1"), disconnect(701, "1-1"), disconnect(1302, "1-1")})
            .empty());
    CHECK(usb_troubles(lines{disconnect(1, "1-1"), disconnect(2, "1-2"), disconnect(3, "1-3")})
              .empty());
}

TEST_CASE("the kernel's words against a socket are its own", "[doctor][kernel_log]") {
    const lines log{"[   12.5] usb 1-1-port3: over-current condition",
                    "[   13.5] usb usb2-port4: Cannot enable. Maybe the USB cable is bad?"};
    const auto  found = usb_troubles(log);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == usb_trouble{"1-1.3", std::nullopt, 0, true, false});
    CHECK(found[1] == usb_trouble{"2-4", std::nullopt, 0, false, true});
}

TEST_CASE("records of /dev/kmsg and lines of journalctl are read, too", "[doctor][kernel_log]") {
    CHECK(usb_troubles(lines{"6,812,5140900,-;usb 1-1: USB disconnect, device number 5",
                             "6,813,6140900,-;usb 1-1: USB disconnect, device number 6",
                             "6,814,7140900,-;usb 1-1: USB disconnect, device number 7"})
              .size() == 1);
    CHECK(usb_troubles(lines{"[  5.140900] gw kernel: usb 1-1: USB disconnect, device number 5",
                             "[  6.140900] gw kernel: usb 1-1: USB disconnect, device number 6",
                             "[  7.140900] gw kernel: usb 1-1: USB disconnect, device number 7"})
              .size() == 1);
}

TEST_CASE("what is no line of a kernel's log is no matter", "[doctor][kernel_log]") {
    CHECK(usb_troubles(lines{"", "[", "[x] usb 1-1: USB disconnect", ";", "1;usb 1-1: x", "6,1,z;",
                             "usb 1-1: USB disconnect, device number 5",
                             "[1.0] a bus 1-1: over-current", "[1.0] usb"})
              .empty());
}
