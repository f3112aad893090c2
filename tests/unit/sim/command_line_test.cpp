#include "modem/sim/command_line.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::sim;

namespace {

argument       plain(const char* text) { return {text, false, true}; }
argument       quoted(const char* text) { return {text, true, true}; }
const argument nothing{};

}  // namespace

TEST_CASE("a command line is taken apart into its commands", "[sim][command_line]") {
    struct {
        const char*          name;
        const char*          body;
        std::vector<command> expected;
    } const cases[] = {
        {"nothing", "", {}},
        {"basic with a number", "E0", {{"E", command_kind::action, {plain("0")}}}},
        {"basic without", "Z", {{"Z", command_kind::action, {}}}},
        {"several basic ones",
         "E0V1Q0",
         {{"E", command_kind::action, {plain("0")}},
          {"V", command_kind::action, {plain("1")}},
          {"Q", command_kind::action, {plain("0")}}}},
        {"with an ampersand",
         "&F&D2",
         {{"&F", command_kind::action, {}}, {"&D", command_kind::action, {plain("2")}}}},
        {"register set and read",
         "S3=13S4?",
         {{"S3", command_kind::set, {plain("13")}}, {"S4", command_kind::read, {}}}},
        {"extended action", "+CSQ", {{"+CSQ", command_kind::action, {}}}},
        {"extended read", "+CREG?", {{"+CREG", command_kind::read, {}}}},
        {"extended test", "+CREG=?", {{"+CREG", command_kind::test, {}}}},
        {"extended set",
         "+CNMI=2,1,0",
         {{"+CNMI", command_kind::set, {plain("2"), plain("1"), plain("0")}}}},
        {"concatenated",
         "+CMEE=1;+CREG?",
         {{"+CMEE", command_kind::set, {plain("1")}}, {"+CREG", command_kind::read, {}}}},
        {"extended after basic",
         "E0+CMEE=1",
         {{"E", command_kind::action, {plain("0")}}, {"+CMEE", command_kind::set, {plain("1")}}}},
        {"lower case", "+cmgs=\"+81a\"", {{"+CMGS", command_kind::set, {quoted("+81a")}}}},
        {"spaces, but not in quotes",
         " + C O P S = 1 , 0 , \"A B\" ",
         {{"+COPS", command_kind::set, {plain("1"), plain("0"), quoted("A B")}}}},
        {"empty places",
         "+CSMP=17,,0,",
         {{"+CSMP", command_kind::set, {plain("17"), nothing, plain("0"), nothing}}}},
        {"a semicolon in quotes", "+CPIN=\"1;2\"", {{"+CPIN", command_kind::set, {quoted("1;2")}}}},
        {"a voice call",
         "D+819012345678;",
         {{"D", command_kind::action, {plain("+819012345678")}}}},
        {"another maker's prefix", "^CURC=0", {{"^CURC", command_kind::set, {plain("0")}}}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const command_line line = parse_command_line(c.body);
        CHECK_FALSE(line.malformed);
        CHECK(line.commands == c.expected);
    }
}

TEST_CASE("what comes before a mistake in a line still counts", "[sim][command_line]") {
    for (const char* body : {"E0?", "E0+", "E0+CSQ\"x\"", "E0&", "E0=1", "E0+CPIN=\"12", "E0S=1",
                             "E0+CREG?1", "E0\x01"}) {
        INFO(body);
        const command_line line = parse_command_line(body);
        CHECK(line.malformed);
        REQUIRE(line.commands.size() == 1);
        CHECK(line.commands.front().name == "E");
    }
}

TEST_CASE("an argument is a number only when all of it is", "[sim][command_line]") {
    const auto of = [](const char* text) {
        return parse_command_line(std::string("+X=") + text).commands.at(0).number(0);
    };
    CHECK(of("12") == 12);
    CHECK(of("007") == 7);
    CHECK(of("-1") == -1);
    CHECK(of("") == std::nullopt);
    CHECK(of("1x") == std::nullopt);
    CHECK(of("\"1\"") == std::nullopt);
    CHECK(of("99999999999") == std::nullopt);
}
