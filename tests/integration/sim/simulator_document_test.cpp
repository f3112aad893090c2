// docs/simulator.md says of every fault what the simulator knows of it. To write the table anew:
//   HAYAUMA_UPDATE_DOCS=1 build/dev/bin/integration_sim "[docs]"
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "modem/sim/fault.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sim;

namespace {

constexpr std::string_view begin_mark = "<!-- faults:begin -->\n";
constexpr std::string_view end_mark = "<!-- faults:end -->\n";

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

std::string tables() {
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

}  // namespace

TEST_CASE("docs/simulator.md has every fault and moment as they are", "[sim][docs]") {
    std::string       found = read_document();
    const std::size_t begin = found.find(begin_mark);
    const std::size_t end = found.find(end_mark);
    REQUIRE(begin != std::string::npos);
    REQUIRE(end != std::string::npos);
    const std::size_t at = begin + begin_mark.size();
    std::string       wanted = found;
    wanted.replace(at, end - at, tables());
    if (std::getenv("HAYAUMA_UPDATE_DOCS") != nullptr) {
        std::ofstream(HAYAUMA_SIMULATOR_DOCUMENT, std::ios::binary) << wanted;
        found = read_document();
    }
    INFO("make it anew: HAYAUMA_UPDATE_DOCS=1 build/dev/bin/integration_sim \"[docs]\"");
    CHECK(found == wanted);
}
