#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "modem/io/usb_port.hpp"
#include "modem/session/profile.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/udev/rule_file.hpp"

using namespace hayauma;
using namespace hayauma::testing;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> rule_files() {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(HAYAUMA_UDEV_FOLDER))
        if (entry.path().extension() == ".rules") found.push_back(entry.path());
    return found;
}

std::vector<udev_rule> rules_of(const fs::path& path) {
    std::ifstream     file(path);
    std::stringstream text;
    text << file.rdbuf();
    REQUIRE(file);
    return parse_udev_rules(text.str());
}

std::vector<udev_rule> all_rules() {
    std::vector<udev_rule> all;
    for (const auto& path : rule_files()) {
        auto rules = rules_of(path);
        std::move(rules.begin(), rules.end(), std::back_inserter(all));
    }
    return all;
}

bool has(const udev_rule& rule, const udev_term& term) {
    return std::find(rule.terms.begin(), rule.terms.end(), term) != rule.terms.end();
}

/// The rule that holds the term.
const udev_rule& rule_with(const std::vector<udev_rule>& rules, const udev_term& term) {
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&term](const udev_rule& rule) { return has(rule, term); });
    INFO(term.key << "{" << term.attribute << "} " << term.value);
    REQUIRE(found != rules.end());
    return *found;
}

}  // namespace

TEST_CASE("every rule parses", "[udev]") {
    const auto files = rule_files();
    REQUIRE(files.size() == 1);
    for (const auto& path : files) {
        INFO(path);
        CHECK(rules_of(path).size() > 10);
    }
}

TEST_CASE("the rules run between the system's and ModemManager's", "[udev]") {
    for (const auto& path : rule_files()) {
        const std::string name = path.filename();
        CHECK(name > "60-serial.rules");  // what the names are made of
        CHECK(name < "77-mm-quectel-port-types.rules");
        CHECK(name > "69-local.rules");  // an operator's own word comes first
    }
}

TEST_CASE("the maker of every modem that we know is in the rules", "[udev]") {
    std::set<std::string> named;
    for (const auto& rule : all_rules())
        if (has(rule, {"ENV", "HAYAUMA_MODEM", "=", "1"}))
            for (const auto& term : rule.terms)
                if (term.key == "ENV" && term.attribute == "ID_VENDOR_ID")
                    for (auto& vendor : alternatives(term.value)) named.insert(vendor);
    for (const auto* known : {"2c7c", "1e0e", "12d1", "1199", "1bc7", "1546", "19d2", "1e2d"})
        CHECK(named.contains(known));
    for (const auto& row : modem::all_profiles())
        for (const auto& ports : row.usb) {
            const std::string id = to_string(io::usb_id{ports.vendor, ports.product});
            INFO(row.name << " " << id);
            CHECK(named.contains(id.substr(0, 4)));
        }
}

TEST_CASE("every modem is kept from ModemManager and from sleep, and let to us", "[udev]") {
    const auto rules = all_rules();
    CHECK(rule_with(rules, {"ENV", "ID_MM_DEVICE_IGNORE", "=", "1"}).terms.size() == 1);
    CHECK(has(rule_with(rules, {"ENV", "ID_MM_PORT_IGNORE", "=", "1"}),
              {"SUBSYSTEM", "", "==", "tty"}));
    CHECK(has(rule_with(rules, {"ATTR", "power/control", "=", "on"}),
              {"SUBSYSTEM", "", "==", "usb"}));
    CHECK(has(rule_with(rules, {"GROUP", "", "=", "dialout"}), {"MODE", "", "=", "0660"}));
    // Asked for first: udevd takes root's group for one that is missing.
    CHECK(has(rule_with(rules, {"GROUP", "", "=", "hayauma"}),
              {"PROGRAM", "", "==", "/bin/grep -q ^hayauma: /etc/group"}));
    CHECK(rule_with(rules, {"TAG", "", "+=", "hayauma"}).terms.size() == 1);
}

TEST_CASE("every other device is left alone", "[udev]") {
    // All that changes something stands behind the one line that lets only modems through.
    const auto rules = all_rules();
    const auto gate = std::find_if(rules.begin(), rules.end(), [](const udev_rule& rule) {
        return has(rule, {"ENV", "HAYAUMA_MODEM", "!=", "1"}) &&
               has(rule, {"GOTO", "", "=", "hayauma_end"});
    });
    REQUIRE(gate != rules.end());
    for (auto rule = rules.begin(); rule != gate; ++rule)
        for (const auto& term : rule->terms) {
            INFO("line " << rule->line);
            CHECK_FALSE((term.key == "GROUP" || term.key == "MODE" || term.key == "SYMLINK" ||
                         term.key == "TAG" || (term.key == "ATTR" && term.operation == "=")));
            if (term.key == "ENV" && term.operation == "=")
                CHECK(term.attribute == "HAYAUMA_MODEM");
        }
    CHECK(has(rules.back(), {"LABEL", "", "=", "hayauma_end"}));
}

TEST_CASE("a port has a name by its socket and one by its serial", "[udev]") {
    std::vector<std::string> links;
    for (const auto& rule : all_rules())
        for (const auto& term : rule.terms)
            if (term.key == "SYMLINK") links.push_back(term.value);
    CHECK(links ==
          std::vector<std::string>{"hayauma/%b-if$env{ID_USB_INTERFACE_NUM}",
                                   "hayauma/$env{ID_SERIAL_SHORT}-if$env{ID_USB_INTERFACE_NUM}"});
}

TEST_CASE("what is no rule is refused, with its line", "[udev]") {
    struct {
        const char* name;
        const char* text;
        const char* expected;
    } const cases[] = {
        {"quote", "\nACTION==\"add", "line 2: ACTION: a quote is not closed"},
        {"no quote", "ACTION==add", "line 1: ACTION: a quote is missing"},
        {"brace", "ENV{A==\"1\"", "line 1: ENV: a brace is not closed"},
        {"key", "SUBSYTEM==\"tty\"", "line 1: unknown key \"SUBSYTEM\""},
        {"a match that assigns", "SUBSYSTEM=\"tty\"", "line 1: SUBSYSTEM does not take \"=\""},
        {"an assignment that matches", "GROUP==\"a\"", "line 1: GROUP does not take \"==\""},
        {"no operator", "ACTION\"add\"", "line 1: ACTION does not take \"\""},
        {"no attribute", "ENV==\"1\"", "line 1: ENV needs an attribute in braces"},
        {"an attribute too many", "ACTION{a}==\"1\"", "line 1: ACTION takes no attribute"},
        {"no comma", "ACTION==\"a\" TAG+=\"b\"", "line 1: a comma is missing"},
        {"nowhere to go", "LABEL=\"a\"\nGOTO=\"a\"", "line 2: no LABEL \"a\" behind its GOTO"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK_THROWS_WITH(parse_udev_rules(c.text), c.expected);
    }
    const auto good =
        parse_udev_rules("# remark\nACTION==\"add\", \\\n  TAG+=\"x\"\n\nMODE=\"0660\"");
    REQUIRE(good.size() == 2);
    CHECK(good[0].terms ==
          std::vector<udev_term>{{"ACTION", "", "==", "add"}, {"TAG", "", "+=", "x"}});
    CHECK(good[1].line == 5);
}
