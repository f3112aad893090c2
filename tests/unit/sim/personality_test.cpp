// Whose modem it is, and what it can beside sending.
#include "modem/sim/personality.hpp"

#include <set>

#include "modem/sim/ussd.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

sim_options of(std::string_view profile) {
    sim_options options = bench::quick();
    options.profile = profile;
    return options;
}

struct modem_of : bench {
    explicit modem_of(std::string_view profile) : bench(of(profile)) { set_up(); }

    void inject(std::string_view spec) { modem.inject(parse_fault(spec).value(), now); }
};

}  // namespace

TEST_CASE("every maker has a name of its own, and a modem says it", "[sim][personality]") {
    std::set<std::string_view> names;
    for (const personality& row : personalities()) {
        INFO(row.name);
        CHECK(names.insert(row.name).second);
        CHECK(find_personality(row.name) == &row);
        modem_of b(row.name);
        CHECK(b.ask("AT+CGMI") == with_ok(row.manufacturer));
        CHECK(b.ask("AT+CGMM") == with_ok(row.model));
        CHECK(b.ask("AT+CGMR") == with_ok(row.firmware));
        CHECK(b.ask("ATI").find(row.model) != std::string::npos);
    }
    CHECK(personalities().front().name == "generic");
    CHECK(find_personality("klingon") == nullptr);
    for (const char* name : {"quectel", "simcom", "huawei", "sierra", "telit", "ublox", "zte",
                             "cinterion", "generic"}) {
        CHECK(names.contains(name));
    }
}

TEST_CASE("a modem knows its maker's commands, and every value in their answers",
          "[sim][personality]") {
    for (const personality& row : personalities()) {
        for (const vendor_command& known : row.commands) {
            const std::string name = "AT" + std::string(known.name);
            INFO(row.name << " " << name);
            modem_of                                  b(row.name);
            const std::pair<const char*, std::string> asked[] = {
                {known.read, name + "?"}, {known.set, name + "=1"}, {known.action, name}};
            for (const auto& [answer, line] : asked) {
                if (known.restarts && answer) continue;
                const std::string said = b.ask(line);
                CHECK(said.ends_with(ok) == (answer != nullptr));
                CHECK(said.find_first_of("{}") == std::string::npos);
                if (answer) CHECK((said == ok) == (*answer == '\0'));
            }
        }
    }
}

TEST_CASE("signals come in the units of the maker", "[sim][personality]") {
    CHECK(modem_of("quectel").ask("AT+QCSQ") == with_ok("+QCSQ: \"LTE\",-71,-98,120,-10"));
    CHECK(modem_of("huawei").ask("AT^HCSQ?") == with_ok("^HCSQ: \"LTE\",50,43,106,21"));
    CHECK(modem_of("simcom").ask("AT+CPSI?").find(",-95,-980,-710,11") != std::string::npos);
}

TEST_CASE("the maker's reset starts the modem anew, with the maker's lines", "[sim][personality]") {
    struct {
        const char* profile;
        const char* reset;
        const char* begins;
        const char* ready;
    } cases[] = {
        {"quectel", "AT+QPOWD", "RDY", "+QIND: SMS DONE"},
        {"simcom", "AT+CRESET", "RDY", "SMS DONE"},
        {"simcom-a7670", "AT+CRESET", "*ATREADY: 1", "PB DONE"},
        {"huawei", "AT^RESET", "^SYSSTART", "^SRVST:2"},
        {"sierra", "AT!RESET", "RDY", ""},
        {"telit", "AT#REBOOT", "RDY", ""},
        {"ublox", "AT+CFUN=16", "+AT: READY", ""},
        {"zte", "AT+CFUN=1,1", "+ZUSIMR:2", ""},
        {"cinterion", "AT+CFUN=1,1", "^SYSSTART", ""},
        {"generic", "AT+CFUN=1,1", "RDY", ""},
    };
    for (const auto& c : cases) {
        INFO(c.profile);
        modem_of b(c.profile);
        CHECK(b.ask(c.reset) == ok);
        CHECK(b.wait(2s) == framed(c.begins) + framed("+CPIN: READY"));
        const std::string later = b.wait(2s);
        if (*c.ready) CHECK(later.find(framed(c.ready)) != std::string::npos);
        if (!*c.ready) CHECK(later.empty());
    }
}

TEST_CASE("an unknown command is refused in the maker's words", "[sim][personality]") {
    CHECK(modem_of("huawei").ask("AT+QCSQ") == framed("COMMAND NOT SUPPORT"));
    CHECK(modem_of("huawei").ask("AT^HCSQ") == framed("COMMAND NOT SUPPORT"));
    CHECK(modem_of("quectel").ask("AT^HCSQ?") == framed("ERROR"));
    CHECK(modem_of("zte").ask("ATZ") == framed("ERROR"));
    CHECK(modem_of("zte").ask("AT&F").ends_with(ok));
    CHECK(modem_of("telit").ask("ATZ") == ok);
}

TEST_CASE("indications are set as the maker allows", "[sim][personality]") {
    struct {
        const char* profile;
        const char* command;
        bool        taken;
    } cases[] = {
        {"generic", "AT+CNMI=2,1,0,1,0", true},    {"generic", "AT+CNMI=3,1,0,1,1", false},
        {"huawei", "AT+CNMI=2,1,0,1,0", false},    {"huawei", "AT+CNMI=1,1,0,1,0", true},
        {"zte", "AT+CNMI=2,1,0,1,0", false},       {"zte", "AT+CNMI=1,1,0,2,0", true},
        {"cinterion", "AT+CNMI=2,1,0,1,0", false}, {"cinterion", "AT+CNMI=2,1,0,1,1", true},
        {"cinterion", "AT+CNMI=3,1,0,1,1", true},  {"telit", "AT+CNMI=3,1,0,1,0", true},
    };
    for (const auto& c : cases) {
        INFO(c.profile << " " << c.command);
        CHECK(modem_of(c.profile).ask(c.command) == (c.taken ? ok : framed("+CMS ERROR: 303")));
    }
    CHECK(modem_of("cinterion").ask("AT+CNMI=?") ==
          with_ok("+CNMI: (0-3),(0,1),(0,2,3),(0,1),(1)"));
}

TEST_CASE("EP06 lists messages by words, also in PDU mode", "[sim][personality]") {
    modem_of b("quectel-ep06");
    CHECK(b.ask("AT+CMGL=4") == framed("+CMS ERROR: 303"));
    CHECK(b.ask("AT+CMGL=\"ALL\"") == ok);
    CHECK(modem_of("quectel").ask("AT+CMGL=4") == ok);
}

TEST_CASE("a stored report is kept, misplaced or lost", "[sim][personality]") {
    struct {
        const char* profile;
        const char* told;
        const char* read;
    } cases[] = {
        {"generic", "+CDSI: \"SR\",1", "+CMGR: "},
        {"quectel", "+CDSI: \"SM\",0", "+CMGR: "},
        {"simcom", "+CDSI: \"SR\",1", "+CMS ERROR: 321"},
    };
    for (const auto& c : cases) {
        INFO(c.profile);
        modem_of b(c.profile);
        b.ask("AT+CNMI=2,1,0,2,0");
        b.ask("AT+CMGS=31");
        CHECK(b.type(std::string(sample_pdu) + "\x1A").find(framed(c.told)) != std::string::npos);
        b.ask("AT+CPMS=\"SR\"");
        CHECK(b.ask("AT+CMGR=1").find(c.read) != std::string::npos);
    }
    CHECK(modem_of("quectel").ask("AT+CMGR=7") == ok);
    CHECK(modem_of("generic").ask("AT+CMGR=7") == framed("+CMS ERROR: 321"));
}

TEST_CASE("a full memory is told in the maker's words", "[sim][personality]") {
    modem_of b("huawei");
    b.inject("memory-full");
    CHECK(b.modem.take_output() == framed("^SMMEMFULL:\"SM\""));
    modem_of generic("generic");
    generic.inject("memory-full");
    CHECK(generic.modem.take_output() == "");
}

TEST_CASE("a code is answered by the network, after OK", "[sim][ussd]") {
    sim_options options = bench::quick();
    options.radio_time = 1s;
    bench b(options);
    b.set_up();
    CHECK(b.ask("AT+CUSD=1,\"*100#\",15") == ok);
    CHECK(b.wait(1s) == framed("+CUSD: 0,\"Balance: 1234 yen. Valid until 2027/03/31.\",15"));
    CHECK(b.ask("AT+CUSD=1,\"*101#\",15") == ok);
    const std::string japanese = b.wait(1s);
    CHECK(japanese.starts_with("\r\n+CUSD: 0,\"6B8B9AD8306F"));
    CHECK(japanese.ends_with("\",72\r\n"));
    CHECK(b.ask("AT+CUSD=1,\"*999#\",15") == ok);
    CHECK(b.wait(1s) == framed("+CUSD: 4"));
}

TEST_CASE("a menu waits for its reply, or is left", "[sim][ussd]") {
    bench b;
    b.set_up();
    CHECK(b.ask("AT+CUSD=1,\"*102#\",15") == ok);
    CHECK(b.wait(0s) == framed("+CUSD: 1,\"1: balance 2: plan\",15"));
    b.ask("AT+CUSD=1,\"2\",15");
    CHECK(b.wait(0s) == framed("+CUSD: 0,\"Plan: SMS only.\",15"));
    b.ask("AT+CUSD=1,\"*102#\",15");
    b.wait(0s);
    CHECK(b.ask("AT+CUSD=2") == ok);
    b.ask("AT+CUSD=1,\"2\",15");
    CHECK(b.wait(0s) == framed("+CUSD: 4"));  // No reply any more, but a code of its own.
}

TEST_CASE("Huawei packs codes and answers", "[sim][ussd]") {
    modem_of b("huawei");
    CHECK(b.ask("AT+CUSD=1,\"AA180C3602\",15") == ok);  // *100#
    const std::string said = b.wait(0s);
    const std::string text = packed("Balance: 1234 yen. Valid until 2027/03/31.");
    CHECK(said == framed("+CUSD: 0,\"" + text + "\",15"));
    CHECK(unpacked(text) == "Balance: 1234 yen. Valid until 2027/03/31.");
    CHECK(unpacked("AA180C3602") == "*100#");
    CHECK(unpacked(packed("1234567")) == "1234567");
    CHECK(b.ask("AT+CUSD=1,\"*100#\",15") == framed("+CME ERROR: 50"));
}

TEST_CASE("codes need a network, a card and the right form", "[sim][ussd]") {
    modem_of b("generic");
    CHECK(b.ask("AT+CUSD?") == with_ok("+CUSD: 0"));
    CHECK(b.ask("AT+CUSD=?") == with_ok("+CUSD: (0-2)"));
    CHECK(b.ask("AT+CUSD=1") == ok);
    CHECK(b.ask("AT+CUSD?") == with_ok("+CUSD: 1"));
    CHECK(b.ask("AT+CUSD=3") == framed("+CME ERROR: 50"));
    b.inject("no-network");
    CHECK(b.ask("AT+CUSD=1,\"*100#\",15") == framed("+CME ERROR: 30"));
    b.inject("sim-removed");
    b.modem.take_output();
    CHECK(b.ask("AT+CUSD=1,\"*100#\",15") == framed("+CME ERROR: 10"));
}

TEST_CASE("5G registration is asked for like the others", "[sim][commands]") {
    bench b;
    b.set_up();
    CHECK(b.ask("AT+C5GREG?") == with_ok("+C5GREG: 0,0"));
    radio_conditions conditions = b.modem.state().radio.conditions;
    conditions.c5greg = 1;
    b.modem.set_radio(conditions, b.now);
    CHECK(b.ask("AT+C5GREG?") == with_ok("+C5GREG: 0,1"));
}

TEST_CASE("a long message from a handset comes to the modem part by part", "[sim][receiving]") {
    bench b;
    b.set_up();
    b.ask("AT+CNMI=2,1,0,0,0");
    const auto own = *sms::phone_number::from_digits(b.modem.who().number);
    const auto carrier = *sms::phone_number::from_digits("819012345678");
    REQUIRE(b.network.send_text(carrier, own, std::string(200, 'x'), b.now));
    CHECK(b.wait(0s) == framed("+CMTI: \"ME\",1") + framed("+CMTI: \"ME\",2"));
    b.ask("AT+CNMI=2,2,0,0,0");
    REQUIRE(b.network.send_text(carrier, own, "hello", b.now));
    CHECK(b.wait(0s).starts_with("\r\n+CMT: ,"));
}
