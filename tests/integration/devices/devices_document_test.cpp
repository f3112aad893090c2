#include "tests/support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/integration/devices/devices_document.hpp"

TEST_CASE("docs/devices.md is what the table of profiles says", "[session][docs]") {
    const std::string wanted = devices_document();
    if (std::getenv("HAYAUMA_UPDATE_DOCS") != nullptr)
        std::ofstream(HAYAUMA_DEVICES_DOCUMENT, std::ios::binary) << wanted;
    std::ifstream     file(HAYAUMA_DEVICES_DOCUMENT, std::ios::binary);
    const std::string found{std::istreambuf_iterator<char>(file), {}};
    INFO("make it anew: HAYAUMA_UPDATE_DOCS=1 build/dev/bin/devices_document");
    CHECK(found == wanted);
}
