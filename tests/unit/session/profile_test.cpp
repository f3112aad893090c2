#include "modem/session/profile.hpp"

#include <algorithm>
#include <set>

#include "modem/at/classify.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace std::chrono_literals;

namespace {

using list = std::vector<std::string>;

bool any_begins(const list& entries, std::string_view line) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const std::string& entry) { return line.starts_with(entry); });
}

const profile& row(std::string_view name) {
    for (const profile& known : all_profiles())
        if (known.name == name) return known;
    FAIL("no row is called " << name);
    return generic_profile();
}

bool is_boot_line(const profile& device, std::string_view line) {
    const auto& lines = device.boot_lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const boot_line& known) { return line.starts_with(known.begins); });
}

}  // namespace

TEST_CASE("the generic profile", "[session][profile]") {
    const profile& generic = generic_profile();
    CHECK(generic.prompt_pause == 0ms);
    CHECK(generic.indications.front() == "AT+CNMI=2,1,0,1,0");  // reports pushed, as +CDS
    CHECK(generic.start_up.empty());
    CHECK(generic.signal.empty());
    CHECK(generic.reset == "AT+CFUN=1,1");
    CHECK(all_profiles().back() == generic);
    for (const char* line : {"RDY", "SMS DONE", "PB DONE", "NORMAL POWER DOWN"}) {
        INFO(line);
        CHECK(any_begins(plain_news(), line));
    }
}

TEST_CASE("which row a modem gets by what it says of itself", "[session][profile]") {
    struct {
        const char* manufacturer;
        const char* model;
        const char* expected;
    } cases[] = {
        {"Quectel", "EC25", "quectel"},
        {"Quectel", "EG25", "quectel"},
        {"QUECTEL", "EP06", "quectel"},
        {"Quectel", "BG95-M3", "quectel-bg"},
        {"Quectel", "BG96", "quectel-bg"},
        {"Quectel", "EC200A", "quectel-ec200"},
        {"SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H", "simcom"},
        {"SIMCOM INCORPORATED", "SIM7500E", "simcom"},
        {"SIMCOM_Ltd", "SIMCOM_SIM800L", "simcom-2g"},
        {"SIMCOM_Ltd", "SIMCOM_SIM900", "simcom-2g"},
        {"SIMCOM INCORPORATED", "A7670E-FASE", "simcom-a76xx"},
        {"INCORPORATED", "A7670G-LLSE", "simcom-a76xx"},
        {"huawei", "E3372", "huawei"},
        {"Huawei Technologies Co., Ltd.", "ME909s-120", "huawei"},
        {"Sierra Wireless, Incorporated", "MC7430", "sierra"},
        {"Telit", "LE910C1-EUX", "telit"},
        {"u-blox", "LARA-R211", "u-blox"},
        {"ZTE CORPORATION", "MF823", "zte"},
        {"Cinterion", "PLS8-E", "cinterion"},
        {"Gemalto M2M GmbH", "PLS62-W", "cinterion"},
        {"THALES", "PLS83-W", "cinterion"},
        {"WAVECOM MODEM", "MULTIBAND  900E  1800", "wavecom"},
        {"Fibocom", "L610", "generic"},
        {"INCORPORATED", "X1", "generic"},
        {"", "", "generic"},
    };
    for (const auto& c : cases) {
        INFO(c.manufacturer << " " << c.model);
        CHECK(profile_for(c.manufacturer, c.model).name == c.expected);
    }
}

TEST_CASE("which interfaces take AT commands", "[session][profile]") {
    using ports = std::vector<int>;
    struct {
        const char*   name;
        std::uint16_t vendor, product;
        ports         at, never;
    } cases[] = {
        {"EC25, EG25", 0x2c7c, 0x0125, {2, 3}, {0, 1}},
        {"EC21", 0x2c7c, 0x0121, {2, 3}, {0, 1}},
        {"EG91", 0x2c7c, 0x0191, {2, 3}, {0, 1}},
        {"EG95", 0x2c7c, 0x0195, {2, 3}, {0, 1}},
        {"BG96", 0x2c7c, 0x0296, {2, 3}, {0, 1}},
        {"EG06, EP06", 0x2c7c, 0x0306, {2, 3}, {0, 1}},
        {"RM500", 0x2c7c, 0x0800, {2, 3}, {0, 1}},
        {"another Quectel", 0x2c7c, 0x7777, {}, {0}},
        {"SIM7600", 0x1e0e, 0x9001, {2, 3}, {0, 1, 4}},
        {"SIM7070", 0x1e0e, 0x9205, {2, 3}, {0, 1}},
        {"A7670", 0x1e0e, 0x9011, {4, 5}, {2, 3}},
        {"MC7455", 0x1199, 0x9071, {3}, {0, 2}},
        {"EM7565", 0x1199, 0x9091, {3}, {0, 2}},
        {"HL7812", 0x1199, 0xc001, {0, 2}, {4}},
        {"LE910C1", 0x1bc7, 0x1031, {1, 2}, {0}},
        {"LM960", 0x1bc7, 0x1040, {4, 5}, {0, 3, 6}},
        {"LARA-R2", 0x1546, 0x110a, {0, 2, 4}, {6, 8, 10}},
        {"TOBY-L4", 0x1546, 0x1010, {6}, {2, 4, 8}},
        {"a GNSS receiver", 0x1546, 0x01a8, {}, {0, 1}},
        {"PLS8", 0x1e2d, 0x0061, {2, 0}, {4, 6, 8}},
        {"PLS62", 0x1e2d, 0x005b, {0, 2}, {4, 6, 8}},
        {"ZTE 0031", 0x19d2, 0x0031, {3, 1}, {0}},
        {"ZTE 0117", 0x19d2, 0x0117, {2, 1}, {0}},
        {"ZTE 0121", 0x19d2, 0x0121, {4, 1}, {0}},
        {"E3372s", 0x12d1, 0x1506, {}, {}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const usb_ports* found = ports_of_usb(c.vendor, c.product);
        REQUIRE(found);
        CHECK(found->at == c.at);
        CHECK(found->never == c.never);
    }
    CHECK(ports_of_usb(0x1d6b, 0x0002) == nullptr);  // a hub
    CHECK(ports_of_usb(0x05c6, 0x9008) == nullptr);  // emergency download, and no modem
}

TEST_CASE("what differs from maker to maker", "[session][profile]") {
    struct {
        const char* name;
        list        start_up;
        const char* first_indications;
        const char* reset;
        const char* signal;
    } cases[] = {
        {"quectel",
         {"AT+QURCCFG=\"urcport\",\"usbat\"", "AT+QINDCFG=\"smsfull\",1,0", "AT+QSIMSTAT=1"},
         "AT+CNMI=2,1,0,1,0",
         "AT+CFUN=1,1",
         "AT+QCSQ"},
        {"simcom", {"AT+CNSMOD=0"}, "AT+CNMI=2,1,0,1,0", "AT+CRESET", "AT+CPSI?"},
        {"simcom-a76xx", {}, "AT+CNMI=2,1,0,1,0", "AT+CRESET", ""},
        {"huawei", {"AT^CURC=0", "AT^PORTSEL=1"}, "AT+CNMI=1,1,0,1,0", "AT^RESET", "AT^HCSQ?"},
        {"sierra", {"AT!ENTERCND=\"A710\""}, "AT+CNMI=2,1,0,1,0", "AT!RESET", ""},
        {"telit", {"AT#QSS=1"}, "AT+CNMI=2,1,0,1,0", "AT#REBOOT", ""},
        {"u-blox", {}, "AT+CNMI=2,1,0,1,0", "AT+CFUN=16", ""},
        {"zte", {"AT+ZOPRT=5"}, "AT+CNMI=1,1,0,1,0", "AT+CFUN=1,1", ""},
        {"cinterion",
         {"AT+CMER=2,0,0,2", "AT^SIND=\"smsfull\",1", "AT^SCKS=1"},
         "AT+CNMI=2,1,0,1,1",
         "AT+CFUN=1,1",
         "AT^SMONI"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const profile& is = row(c.name);
        CHECK(is.start_up == c.start_up);
        CHECK(is.indications.front() == c.first_indications);
        CHECK(is.reset == c.reset);
        CHECK(is.signal == c.signal);
    }
    CHECK(row("huawei").packs_ussd);
    CHECK_FALSE(row("quectel").packs_ussd);
    // These lose reports that are stored.
    for (const char* name : {"quectel", "simcom"})
        for (const std::string& rung : row(name).indications)
            CHECK(rung.find(",0,2,") == std::string::npos);
}

TEST_CASE("lines by which makers tell of calls, SIMs and full memories are news",
          "[session][profile]") {
    struct {
        const char* name;
        list profile::*of;
        const char*    line;
    } cases[] = {
        {"huawei", &profile::call_lines, "^ORIG:1,0"},
        {"huawei", &profile::call_lines, "^CEND:1,5,29,16"},
        {"simcom", &profile::call_lines, "VOICE CALL: BEGIN"},
        {"wavecom", &profile::call_lines, "+WIND: 5,1"},
        {"zte", &profile::call_lines, "HANGUP: 1"},
        {"quectel", &profile::call_lines, "+QIND: \"ccinfo\",2,0,4,0,0,\"09000000000\",129"},
        {"generic", &profile::call_lines, "RING"},
        {"quectel", &profile::memory_full, "+QIND: \"smsfull\",\"ME\""},
        {"huawei", &profile::memory_full, "^SMMEMFULL: \"SM\""},
        {"simcom", &profile::memory_full, "+SMS FULL"},
        {"cinterion", &profile::memory_full, "+CIEV: \"smsfull\",1"},
        {"generic", &profile::sim_lines, "+CPIN: NOT READY"},
        {"huawei", &profile::sim_lines, "^SIMST: 255"},
        {"huawei", &profile::sim_lines, "^SIMST:255"},
        {"quectel", &profile::sim_lines, "+QSIMSTAT: 1,0"},
        {"quectel", &profile::sim_lines, "+CPIN: NOT READY"},
    };
    const list news = plain_news();
    for (const auto& c : cases) {
        INFO(c.name << ": " << c.line);
        CHECK(any_begins(row(c.name).*c.of, c.line));
        const at::meaning is = at::classify(c.line, {nullptr, {}, false, news});
        CHECK(std::holds_alternative<at::unsolicited>(is));
    }
}

TEST_CASE("which lines say that a modem has started anew", "[session][profile]") {
    for (const profile& device : all_profiles()) {
        INFO(device.name);
        CHECK(is_boot_line(device, "RDY"));
        CHECK(is_boot_line(device, "*ATREADY: 1"));
        CHECK_FALSE(is_boot_line(device, "^BOOT:20751822,0,0,0,6"));  // periodic on Huawei
        CHECK_FALSE(is_boot_line(device, "SMS DONE"));                // the tail of a boot
        CHECK_FALSE(is_boot_line(device, "+WIND: 5,1"));              // a call
    }
    CHECK(is_boot_line(row("u-blox"), "+AT: READY"));
}

TEST_CASE("every row is complete and can be told from the others", "[session][profile]") {
    std::set<std::string>                             names;
    std::set<std::pair<std::uint16_t, std::uint16_t>> ids;
    for (const profile& is : all_profiles()) {
        INFO(is.name);
        CHECK(names.insert(is.name).second);
        CHECK_FALSE(is.title.empty());
        CHECK_FALSE(is.notes.empty());
        CHECK_FALSE(is.iccid.empty());
        CHECK_FALSE(is.storage.empty());
        CHECK_FALSE(is.list_messages.empty());
        CHECK_FALSE(is.radio_on.empty());
        CHECK_FALSE(is.reset.empty());
        CHECK(is.makers.empty() == (is.name == "generic"));
        for (const usb_ports& ports : is.usb) {
            CHECK(ids.insert({ports.vendor, ports.product}).second);
            for (const int at : ports.at)
                CHECK(std::find(ports.never.begin(), ports.never.end(), at) == ports.never.end());
        }
        // Every ladder ends with a rung that asks for no reports, or nothing arrives at all.
        CHECK(is.indications.back().find(",1,0,0,") != std::string::npos);
        for (const std::string& rung : is.indications) CHECK(rung.starts_with("AT+CNMI="));
        for (const std::string& rung : is.storage) CHECK(rung.starts_with("AT+CPMS="));
    }
}
