#include "tests/support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/integration/queue/states_document.hpp"

TEST_CASE("docs/message-states.md is what the state table says", "[queue][docs]") {
    const std::string wanted = states_document();
    if (std::getenv("HAYAUMA_UPDATE_DOCS") != nullptr)
        std::ofstream(HAYAUMA_STATES_DOCUMENT, std::ios::binary) << wanted;
    std::ifstream     file(HAYAUMA_STATES_DOCUMENT, std::ios::binary);
    const std::string found{std::istreambuf_iterator<char>(file), {}};
    INFO("make it anew: HAYAUMA_UPDATE_DOCS=1 build/dev/bin/message_states");
    CHECK(found == wanted);
}
