// One test for each fault of a modem that doctor names.

#include "gateway/doctor/diagnose.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::doctor;
using Catch::Matchers::Contains;

namespace {

modem_facts good_modem() {
    modem_facts m;
    m.name = "docomo-1";
    m.configured = true;
    m.port.device = "/dev/ttyUSB2";
    m.port.state = port_state::open;
    m.port.usb = io::usb_device{{0x2c7c, 0x0125}, "", "1-1.2", 1, 7, "Quectel", "EC25"};
    m.port.interface = 2;
    m.answers = true;
    m.profile = "quectel";
    m.manufacturer = "Quectel";
    m.model = "EC25";
    m.imei = "861234567890123";
    m.iccid = "8981100000000000001";
    m.radio = 1;
    m.sim = at::sim_state::ready;
    m.home_plmn = m.operator_plmn = "44010";
    m.smsc = "+81903101652";
    m.registration.creg = m.registration.cereg = 1;
    m.signal.rsrp_dbm = -95;
    return m;
}

system_facts system_of(const std::string& user) {
    system_facts s;
    s.user = user;
    return s;
}

/// The one error, "what -> advice"; everything else must be fine, and the modem unable to send.
std::string fault_of(const modem_facts& seen) {
    const auto  verdict = judge_modem(seen, system_of("alice"));
    std::string found;
    for (const finding& f : verdict.findings) {
        CHECK(f.subject == seen.name);
        if (f.how != level::error) continue;
        CHECK(found.empty());
        CHECK(!f.advice.empty());
        found = f.what + " -> " + f.advice;
    }
    CHECK(!verdict.can_send);
    return found;
}

/// The one warning of a modem that can send all the same.
std::string warning_of(const modem_facts& seen) {
    const auto  verdict = judge_modem(seen, system_of("alice"));
    std::string found;
    for (const finding& f : verdict.findings) {
        CHECK(f.how != level::error);
        if (f.how == level::warning) found += f.what + " -> " + f.advice;
    }
    CHECK(verdict.can_send);
    return found;
}

modem_facts with_port(port_state state) {
    modem_facts m = good_modem();
    m.port.state = state;
    m.answers = false;
    return m;
}

}  // namespace

TEST_CASE("a good modem can send, and nothing is said against it", "[doctor][modem]") {
    const auto verdict = judge_modem(good_modem(), system_of("alice"));
    CHECK(verdict.can_send);
    CHECK(warning_of(good_modem()).empty());
    CHECK_THAT(verdict.findings.front().what,
               Contains("/dev/ttyUSB2 answers: Quectel EC25, IMEI 861234567890123"));
}

TEST_CASE("no permission names the user and the group to join", "[doctor][modem]") {
    modem_facts m = with_port(port_state::no_permission);
    m.port.group = "dialout";
    CHECK_THAT(fault_of(m), Contains("alice may not open /dev/ttyUSB2") &&
                                Contains("sudo usermod -aG dialout alice"));
    m.port.group = "root";
    CHECK_THAT(fault_of(m), Contains("70-hayauma.rules"));
    m.port.group = "";
    CHECK_THAT(fault_of(m), Contains("usermod -aG dialout"));
}

TEST_CASE("a taken port names who has it", "[doctor][modem]") {
    modem_facts m = with_port(port_state::taken);
    m.port.holder = "process 812, minicom";
    CHECK_THAT(fault_of(m), Contains("taken by process 812, minicom -> stop it"));
    m.port.holder = "process 612, ModemManager";
    CHECK_THAT(fault_of(m), Contains("ModemManager") && Contains("70-hayauma.rules"));
    m.port.holder = "";
    CHECK_THAT(fault_of(m), Contains("taken by another process") && Contains("fuser"));
}

TEST_CASE("a port that a running gateway has is no fault", "[doctor][modem]") {
    modem_facts m = with_port(port_state::taken);
    m.port.holder = "process 812, hayauma";
    const auto verdict = judge_modem(m, {});
    REQUIRE(verdict.findings.size() == 1);
    CHECK(verdict.findings.front().how == level::ok);
    CHECK_THAT(verdict.findings.front().what, Contains("in use by a gateway that is running"));
    CHECK(!verdict.can_send);  // it is the gateway's to say
}

TEST_CASE("an interface that must not be written to is the wrong one", "[doctor][modem]") {
    modem_facts m = with_port(port_state::not_opened);
    m.port.device = "/dev/ttyUSB0";
    m.port.interface = 0;
    m.port.must_not_be_used = true;
    CHECK_THAT(fault_of(m), Contains("wrong interface: number 0") && Contains("docs/devices.md"));
    m.port.better_device = "/dev/ttyUSB2";
    m.port.better_interface = 2;
    CHECK_THAT(fault_of(m), Contains("set device to /dev/ttyUSB2 (interface 2)"));
}

TEST_CASE("a silent port beside one that answers is the wrong one", "[doctor][modem]") {
    modem_facts m = with_port(port_state::open);
    m.port.device = "/dev/ttyUSB1";
    CHECK_THAT(fault_of(m), Contains("/dev/ttyUSB1 does not answer AT"));
    m.port.better_device = "/dev/ttyUSB2";
    m.port.better_interface = 2;
    CHECK_THAT(fault_of(m), Contains("wrong interface") &&
                                Contains("/dev/ttyUSB2 (interface 2) of the same modem does"));
}

TEST_CASE("a port that is not there, that fails, or that goes away", "[doctor][modem]") {
    CHECK_THAT(fault_of(with_port(port_state::absent)), Contains("/dev/ttyUSB2: nothing is there"));
    modem_facts m = with_port(port_state::absent);
    m.port.words = "2c7c:0125 is not plugged in";
    CHECK_THAT(fault_of(m), Contains("2c7c:0125 is not plugged in -> plug the modem in"));
    m = with_port(port_state::failed);
    m.port.words = "/dev/ttyUSB2: the device fails";
    CHECK_THAT(fault_of(m), Contains("the device fails"));
    m = with_port(port_state::open);
    m.lost = true;
    CHECK_THAT(fault_of(m), Contains("went away, or fell silent"));
}

TEST_CASE("no SIM, a SIM that is not ready, and one that is locked", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.sim = at::sim_state::absent;
    CHECK_THAT(fault_of(m), Contains("no SIM is inserted -> put the SIM in"));
    m.sim = at::sim_state::not_ready;
    CHECK_THAT(fault_of(m), Contains("does not become ready"));
    m.sim = at::sim_state::locked;
    CHECK_THAT(fault_of(m), Contains("locked to a network or a device"));
    m.sim.reset();
    CHECK_THAT(fault_of(m), Contains("does not say whether it has a SIM"));
}

TEST_CASE("a SIM that wants its PIN", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.sim = at::sim_state::pin;
    CHECK_THAT(fault_of(m), Contains("the SIM wants its PIN -> set pin_file"));
    m.pin_tries = 3;
    m.has_pin_file = true;
    CHECK_THAT(fault_of(m), Contains("3 tries are left); doctor does not try it") &&
                                Contains("start the gateway"));
    m.pin_tries = 1;
    CHECK_THAT(fault_of(m), Contains("1 try is left") && Contains("by hand"));
    m.pin_tries.reset();
    m.configured = m.has_pin_file = false;
    CHECK_THAT(fault_of(m), Contains("switch the PIN off in a telephone"));
}

TEST_CASE("a SIM that is blocked wants its PUK", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.sim = at::sim_state::puk;
    CHECK_THAT(fault_of(m), Contains("blocked: it asks for its PUK") && Contains("the carrier"));
}

TEST_CASE("not registered, and why", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.operator_plmn = "";
    m.registration = {};
    m.registration.creg = m.registration.cereg = 2;
    CHECK_THAT(fault_of(m), Contains("the modem is searching a network -> look at the antenna"));
    m.registration.creg = m.registration.cereg = 3;
    CHECK_THAT(fault_of(m), Contains("was refused by the network -> ask the carrier") &&
                                Contains("IMEI 861234567890123"));
    m.registration.creg = m.registration.cereg = 8;
    CHECK_THAT(fault_of(m), Contains("emergency calls only"));
    m.profile = "simcom-2g";
    CHECK_THAT(fault_of(m), Contains("2G only"));
}

TEST_CASE("a radio that is off keeps it from registering", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.radio = 4;
    m.registration = {};
    CHECK_THAT(fault_of(m), Contains("the radio is off (+CFUN: 4) -> start the gateway"));
    m.radio = 0;
    m.sim = at::sim_state::not_ready;  // it cannot know without its radio
    CHECK_THAT(fault_of(m), Contains("the radio is off (+CFUN: 0)"));
}

TEST_CASE("a SIM without a service centre", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.smsc = "";
    CHECK_THAT(fault_of(m), Contains("no service centre (SMSC)") && Contains("AT+CSCA"));
    m.smsc.reset();  // a modem that does not know the question
    CHECK(warning_of(m).empty());
}

TEST_CASE("a KDDI SIM on a modem without IMS", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.home_plmn = m.operator_plmn = "44051";
    m.registration = {};
    m.registration.creg = 2;
    m.registration.cereg = 1;
    CHECK_THAT(fault_of(m), Contains("this carrier takes SMS only over IMS") &&
                                Contains("docomo, SoftBank or Rakuten"));
    m.registration.creg = 1;
    CHECK_THAT(warning_of(m), Contains("the SIM is KDDI's"));
    m.registration.sms_over_ims = true;
    CHECK(warning_of(m).empty());
}

TEST_CASE("a plan that may be without SMS", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.registration.creg = 3;
    CHECK_THAT(warning_of(m), Contains("plan may be without SMS") && Contains("contract"));
    m.registration.cereg.reset();
    m.registration.cgreg = 1;
    CHECK_THAT(fault_of(m), Contains("plan may be without SMS") && Contains("contract"));
}

TEST_CASE("a weak signal", "[doctor][modem]") {
    modem_facts m = good_modem();
    m.signal.rsrp_dbm = -125;
    CHECK_THAT(warning_of(m), Contains("the signal is weak (-125 dBm) -> look at the antenna"));
    m.signal = {};
    m.signal.rssi_dbm = -111;
    CHECK_THAT(warning_of(m), Contains("weak (-111 dBm)"));
    m.signal = {};
    CHECK(warning_of(m).empty());
}
