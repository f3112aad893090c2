#include "modem/session/repair.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

namespace {

std::string command_of(const repair_action& action) {
    const auto* out = std::get_if<send_command>(&action);
    return out ? out->what.text : "";
}

}  // namespace

TEST_CASE("the radio goes off, stays off for a while, and goes on", "[session][repair]") {
    mono_time now{1h};
    repair    cycle(recovery_kind::radio, generic_profile());
    CHECK(command_of(cycle.next(now)) == "AT+CFUN=4");
    cycle.on_done(now);
    const repair_action pause = cycle.next(now);
    REQUIRE(std::get_if<wait_a_moment>(&pause));
    CHECK(std::get_if<wait_a_moment>(&pause)->until == now + 3s);
    now += 3s;
    CHECK(command_of(cycle.next(now)) == "AT+CFUN=1");
    cycle.on_done(now);
    const repair_action end = cycle.next(now);
    REQUIRE(std::get_if<repaired>(&end));
    CHECK_FALSE(std::get_if<repaired>(&end)->closes);
}

TEST_CASE("after a reset the port is of no use", "[session][repair]") {
    const mono_time now{1h};
    repair          reset(recovery_kind::reset, generic_profile());
    CHECK(command_of(reset.next(now)) == generic_profile().reset);
    reset.on_done(now);
    const repair_action end = reset.next(now);
    REQUIRE(std::get_if<repaired>(&end));
    CHECK(std::get_if<repaired>(&end)->closes);
}

TEST_CASE("a device without a command for it gets the next stronger step", "[session][repair]") {
    profile dumb = generic_profile();
    dumb.radio_off.clear();
    CHECK(repair(recovery_kind::radio, dumb).kind() == recovery_kind::reset);
    dumb.reset.clear();
    const repair usb(recovery_kind::radio, dumb);
    CHECK(usb.kind() == recovery_kind::usb_reset);
    CHECK(std::holds_alternative<need_usb_reset>(usb.next(mono_time{1h})));
}
