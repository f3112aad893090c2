#include "gateway/cli/text_table.hpp"

#include <sstream>

#include "gateway/cli/text_width.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::cli;

namespace {

const std::vector<table_column> columns{
    {"NAME"}, {"SENT", column_kind::number}, {"STATE", column_kind::word}, {"NOTE"}};
const std::vector<table_row> rows{{"docomo-1", "812", "ready", "on the roof"},
                                  {"早馬", "3", "registering", "in the cellar, where it is damp"}};

std::size_t widest_line(const std::string& table) {
    std::istringstream in(table);
    std::size_t        out = 0;
    for (std::string line; std::getline(in, line);) out = std::max(out, display_width(line));
    return out;
}

}  // namespace

TEST_CASE("columns line up whatever the width of their characters", "[cli][table]") {
    CHECK(render_table(columns, rows, 0) ==
          "NAME      SENT  STATE        NOTE\n"
          "docomo-1   812  ready        on the roof\n"
          "早馬         3  registering  in the cellar, where it is damp\n");
}

TEST_CASE("a table fits the terminal by cutting its widest texts", "[cli][table]") {
    CHECK(render_table(columns, rows, 40) == "NAME      SENT  STATE        NOTE\n"
                                             "docomo-1   812  ready        on the roof\n"
                                             "早馬         3  registering  in the cel…\n");
    for (std::size_t width = 33; width < 70; ++width) {
        INFO(width);
        CHECK(widest_line(render_table(columns, rows, width)) <= width);
    }
}

TEST_CASE("numbers and words are never cut, however narrow the terminal", "[cli][table]") {
    const auto table = render_table(columns, rows, 1);
    CHECK(table.find("812  ready ") != std::string::npos);
    CHECK(table.find("3  registering  ") != std::string::npos);
    CHECK(table.find("docom…") != std::string::npos);
}

TEST_CASE("a table without rows has its headings", "[cli][table]") {
    CHECK(render_table(columns, {}, 80) == "NAME  SENT  STATE  NOTE\n");
}
