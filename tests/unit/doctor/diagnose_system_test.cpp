#include "gateway/doctor/diagnose.hpp"
#include <initializer_list>

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::doctor;
using Catch::Matchers::Contains;

namespace {

io::usb_device device(std::uint16_t vendor, std::uint16_t product) {
    return {{vendor, product}, "", "1-1.2", 1, 7, "", "a stick"};
}

/// The one finding as "level: what -> advice"; empty where there is none.
std::string one_finding(const facts& seen) {
    const auto all = judge_system(seen);
    REQUIRE(all.size() <= 1);
    if (all.empty()) return {};
    const finding& f = all.front();
    CHECK(f.subject == "system");
    return std::string(name(f.how)) + ": " + f.what + (f.advice.empty() ? "" : " -> " + f.advice);
}

facts with_device(std::uint16_t vendor, std::uint16_t product) {
    facts seen;
    seen.system.usb.devices = {device(vendor, product)};
    return seen;
}

facts with_trouble(usb_trouble what) {
    facts seen;
    seen.system.usb_troubles = {std::move(what)};
    return seen;
}

constexpr io::usb_id a_modem{0x2c7c, 0x0125};
constexpr io::usb_id a_keyboard{0x046d, 0xc31c};

}  // namespace

TEST_CASE("a machine without modems has nothing amiss", "[doctor][system]") {
    CHECK(one_finding(facts{}).empty());
}

TEST_CASE("ModemManager is a matter only where nothing keeps it off", "[doctor][system]") {
    facts seen;
    seen.system.modem_manager = "process 612";
    CHECK_THAT(one_finding(seen), Contains("warning: ModemManager is running (process 612)") &&
                                      Contains("install udev/70-hayauma.rules"));
    seen.system.rules = true;
    CHECK_THAT(one_finding(seen), Contains("ok: ModemManager") && Contains("keeps it off"));
}

TEST_CASE("a modem in HiLink mode", "[doctor][system]") {
    for (const std::uint16_t product : std::initializer_list<std::uint16_t>{0x14db, 0x14dc})
        CHECK_THAT(one_finding(with_device(0x12d1, product)),
                   Contains("error: 12d1:14d") &&
                       Contains("at 1-1.2 (a stick) is in HiLink mode") &&
                       Contains("\"stick\" firmware"));
}

TEST_CASE("a modem in storage mode", "[doctor][system]") {
    for (const std::uint16_t product : std::initializer_list<std::uint16_t>{0x1f01, 0x14fe, 0x1446})
        CHECK_THAT(one_finding(with_device(0x12d1, product)), Contains("error: ") &&
                                                                  Contains("is in storage mode") &&
                                                                  Contains("usb-modeswitch"));
}

TEST_CASE("a modem in emergency download mode, with a port or without", "[doctor][system]") {
    facts seen = with_device(0x05c6, 0x9008);
    CHECK_THAT(one_finding(seen), Contains("emergency download mode") && Contains("firmware"));
    seen.system.usb.ports = {{"/dev/ttyUSB0", 0, false, device(0x05c6, 0x9008)}};
    CHECK_THAT(one_finding(seen), Contains("emergency download mode"));
}

TEST_CASE("a modem without a serial port lacks a driver or is in another mode",
          "[doctor][system]") {
    facts seen = with_device(0x2c7c, 0x0125);
    CHECK_THAT(one_finding(seen), Contains("warning: 2c7c:0125 at 1-1.2") &&
                                      Contains("no serial port") && Contains("modprobe option"));
    seen.system.usb.ports = {{"/dev/ttyUSB2", 2, false, device(0x2c7c, 0x0125)}};
    CHECK(one_finding(seen).empty());
    CHECK(one_finding(with_device(0x046d, 0xc31c)).empty());
}

TEST_CASE("restarts for lack of power, where it is a modem", "[doctor][system]") {
    CHECK_THAT(one_finding(with_trouble({"1-1.2", a_modem, 4, false, false})),
               Contains("the modem at USB socket 1-1.2 went away 4 times within 10 minutes") &&
                   Contains("a hub with its own supply"));
    CHECK(one_finding(with_trouble({"1-1.2", a_keyboard, 4, false, false})).empty());
    facts seen = with_trouble({"1-1.2", std::nullopt, 3, false, false});
    CHECK(one_finding(seen).empty());
    modem_facts there;
    there.port.usb = device(0x2c7c, 0x0125);
    seen.modems = {there};
    CHECK_THAT(one_finding(seen), Contains("went away 3 times"));
}

TEST_CASE("a socket that the kernel switched off or cannot enable", "[doctor][system]") {
    CHECK_THAT(one_finding(with_trouble({"1-1.3", std::nullopt, 0, true, false})),
               Contains("socket 1-1.3 off: over-current") && Contains("more power"));
    CHECK_THAT(one_finding(with_trouble({"1-1.3", std::nullopt, 0, false, true})),
               Contains("cannot enable USB socket 1-1.3") && Contains("another cable"));
}

TEST_CASE("a kernel log that may not be read is said, with the way around it", "[doctor][system]") {
    facts seen;
    seen.system.user = "alice";
    seen.system.log_readable = false;
    CHECK_THAT(one_finding(seen),
               Contains("alice may not read the kernel's log") && Contains("--kernel-log -"));
}

TEST_CASE("root sees no lack of permission, and is told", "[doctor][system]") {
    facts seen;
    seen.system.is_root = true;
    CHECK(one_finding(seen).empty());  // no user of its own: the daemon may run as root, too
    seen.system.daemon_user = "hayauma";
    CHECK_THAT(one_finding(seen), Contains("runs as root") && Contains("sudo -u hayauma"));
}

TEST_CASE("a serial port of an unknown maker is named, not asked", "[doctor][system]") {
    facts seen = with_device(0x10c4, 0xea60);
    seen.system.usb.ports = {{"/dev/ttyUSB0", 0, false, device(0x10c4, 0xea60)}};
    CHECK_THAT(one_finding(seen), Contains("ok: /dev/ttyUSB0 belongs to 10c4:ea60") &&
                                      Contains("--device /dev/ttyUSB0"));
    modem_facts asked;
    asked.port.usb = device(0x10c4, 0xea60);
    seen.modems = {asked};
    CHECK(one_finding(seen).empty());
}
