// The tries that a SIM has left, before its PIN is tried.

#include "tests/support/catch.hpp"
#include "tests/unit/session/set_up_scene.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::modem::testing;
using scene = set_up_scene;

namespace {

struct locked_scene : scene {
    locked_scene() {
        pin = config::secret("1234");
        answers["AT+CPIN?"] = {ok({"+CPIN: SIM PIN"}), ok({"+CPIN: READY"})};
    }
    auto tries_made() const { return count("AT+CPIN=\"1234\""); }
};

}  // namespace

TEST_CASE("a PIN is not tried when the SIM has fewer than two tries left", "[session][bring_up]") {
    struct {
        const char* name;
        const char* maker;
        const char* command;
        const char* line;
        const char* why;  // empty: it is tried
    } cases[] = {
        {"three", "Maker", "AT+CPINR", "+CPINR: SIM PIN,3,3", ""},
        {"two", "Maker", "AT+CPINR", "+CPINR: SIM PIN,2,3", ""},
        {"one", "Maker", "AT+CPINR", "+CPINR: SIM PIN,1,3",
         "the SIM has 1 try left for its PIN: it must be entered by hand"},
        {"none", "Maker", "AT+CPINR", "+CPINR: SIM PIN,0,3",
         "the SIM has 0 tries left for its PIN: it must be entered by hand"},
        {"one, Quectel", "Quectel", "AT+QPINC?", "+QPINC: \"SC\",1,10",
         "the SIM has 1 try left for its PIN: it must be entered by hand"},
        {"three, Quectel", "Quectel", "AT+QPINC?", "+QPINC: \"SC\",3,10", ""},
        {"one, Huawei", "huawei", "AT^CPIN?", "^CPIN: SIM PIN,1,10,1,10,3",
         "the SIM has 1 try left for its PIN: it must be entered by hand"},
        {"one, SIMCom", "SIMCOM INCORPORATED", "AT+SPIC", "+SPIC: 1,10,3,10",
         "the SIM has 1 try left for its PIN: it must be entered by hand"},
        {"one, Cinterion", "Cinterion", "AT^SPIC=\"SC\"", "^SPIC: 1",
         "the SIM has 1 try left for its PIN: it must be entered by hand"},
        {"one, Telit", "Telit", "AT#PCT", "#PCT: 1",
         "the SIM has 1 try left for its PIN: it must be entered by hand"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const bool   allowed = std::string_view(c.why).empty();
        locked_scene s;
        s.answers["AT+CGMI"] = {ok({c.maker})};
        s.answers[c.command] = {ok({c.line})};
        CHECK(failure(s.run()) == c.why);
        CHECK(s.tries_made() == (allowed ? 1 : 0));
        CHECK(s.pin_asked == (allowed ? 1 : 0));  // so that no try goes on record in vain
    }
}

TEST_CASE("an unknown count does not forbid the one try", "[session][bring_up]") {
    locked_scene s;
    SECTION("no question is answered") {
        for (const std::string& text : generic_profile().pin_tries) s.answers[text] = {error()};
    }
    SECTION("an answer is about other codes only") {
        s.answers["AT+CPINR"] = {ok({"+CPINR: SIM PUK,10,10"})};
    }
    CHECK(is_set_up(s.run()));
    CHECK(s.tries_made() == 1);
    for (const std::string& text : generic_profile().pin_tries) CHECK(s.count(text) == 1);
}

TEST_CASE("the tries are not asked for where no PIN is wanted", "[session][bring_up]") {
    scene s;
    CHECK(is_set_up(s.run()));
    CHECK(s.count("AT+CPINR") == 0);
}

TEST_CASE("also a PIN that the SIM took before needs two tries", "[session][bring_up]") {
    locked_scene s;
    CHECK(is_set_up(s.run()));
    s.answers["AT+CPIN?"] = {ok({"+CPIN: SIM PIN"})};
    s.answers["AT+CPINR"] = {ok({"+CPINR: SIM PIN,1,3"})};
    s.machine.restart(s.now);
    CHECK_FALSE(failure(s.run()).empty());
    CHECK(s.tries_made() == 1);
}
