// docs/simulator.md says of every fault what the simulator knows of it. To write the table anew:
//   HAYAUMA_UPDATE_DOCS=1 build/dev/bin/integration_sim "[docs]"
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "modem/sim/fault.hpp"
#include "modem/sim/personality.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sim;

namespace {

std::string moments(fault_kind kind) {
    std::string text = "**`" + std::string(name(usual_moment(kind))) + "`**";
    for (const fault_moment moment : all_moments) {
        if (moment == usual_moment(kind) || !applies(kind, moment)) continue;
        text += ", `" + std::string(name(moment)) + "`";
    }
    return text;
}

std::string parameters(fault_kind kind) {
    std::string text;
    for (const char* parameter : {"code", "text", "as", "command", "sent", "delay"}) {
        if (!takes(kind, parameter)) continue;
        text += text.empty() ? "`" : ", `";
        text += std::string(parameter) + "`";
    }
    return text;
}

std::string quirks(const personality& row) {
    std::string text;
    const auto  add = [&text](std::string_view words) {
        if (!text.empty()) text += "; ";
        text += words;
    };
    if (!row.unknown.empty()) add("`" + std::string(row.unknown) + "` for an unknown command");
    if (row.cnmi[0].find('2') == std::string_view::npos) add("`+CNMI` takes no mode 2");
    if (row.cnmi[4].find('0') == std::string_view::npos) add("`+CNMI` takes no <bfr> 0");
    if (row.reports == stored_reports::misplaced) add("stored reports are told as `\"SM\",0`");
    if (row.reports == stored_reports::lost) add("stored reports are lost");
    if (row.list_in_words) add("`+CMGL` by words only, also in PDU mode");
    if (row.empty_place_is_ok) add("`+CMGR` of an empty place answers `OK`");
    if (row.refuses_reset) add("refuses `ATZ`");
    if (row.packs_ussd) add("packs USSD");
    return text;
}

std::string makers() {
    std::string text = "| name | modem | commands of its own | otherwise |\n"
                       "| --- | --- | --- | --- |\n";
    for (const personality& row : personalities()) {
        text += "| `" + std::string(row.name) + "` | " + std::string(row.manufacturer) + " " +
                std::string(row.model) + " | ";
        for (std::size_t at = 0; at < row.commands.size(); ++at) {
            text +=
                std::string(at > 0 ? ", " : "") + "`" + std::string(row.commands[at].name) + "`";
        }
        text += " | " + quirks(row) + " |\n";
    }
    return text;
}

std::string faults() {
    std::string text = "| moment | |\n| --- | --- |\n";
    for (const fault_moment moment : all_moments) {
        text += "| `" + std::string(name(moment)) + "` | " + std::string(meaning(moment)) + " |\n";
    }
    text += "\n| kind | what happens | values | moments |\n| --- | --- | --- | --- |\n";
    for (const fault_kind kind : all_fault_kinds) {
        const std::string word = "`" + std::string(name(kind)) + "`";
        text += "| " + (lasting(kind) ? "*" + word + "*" : word) + " | " +
                std::string(meaning(kind)) + " | " + parameters(kind) + " | " + moments(kind) +
                " |\n";
    }
    return text;
}

std::string read_document() {
    std::ifstream file(HAYAUMA_SIMULATOR_DOCUMENT, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The text with `made` between the marks of `name`.
std::string with_table(std::string text, const std::string& name, const std::string& made) {
    const std::string begin_mark = "<!-- " + name + ":begin -->\n";
    const std::size_t begin = text.find(begin_mark);
    const std::size_t end = text.find("<!-- " + name + ":end -->\n");
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::size_t at = begin + begin_mark.size();
    return text.replace(at, end - at, made);
}

}  // namespace

TEST_CASE("docs/simulator.md has every fault, moment and maker as they are", "[sim][docs]") {
    std::string       found = read_document();
    const std::string wanted =
        with_table(with_table(found, "faults", faults()), "makers", makers());
    if (std::getenv("HAYAUMA_UPDATE_DOCS") != nullptr) {
        std::ofstream(HAYAUMA_SIMULATOR_DOCUMENT, std::ios::binary) << wanted;
        found = read_document();
    }
    INFO("make it anew: HAYAUMA_UPDATE_DOCS=1 build/dev/bin/integration_sim \"[docs]\"");
    CHECK(found == wanted);
}
