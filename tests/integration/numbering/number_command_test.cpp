#include "tests/support/catch.hpp"

#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "gateway/cli/number.hpp"

namespace {

struct ran {
    int         code = 0;
    std::string out;
    std::string err;
};

/// Runs `hayauma number …` with the streams of a shell.
ran run(std::vector<std::string> arguments, const std::string& input = {}) {
    std::istringstream in(input);
    std::ostringstream out, err;
    auto* const        old_in = std::cin.rdbuf(in.rdbuf());
    auto* const        old_out = std::cout.rdbuf(out.rdbuf());
    auto* const        old_err = std::cerr.rdbuf(err.rdbuf());
    std::cin.clear();
    CLI::App app("hayauma");
    app.require_subcommand(1);
    hayauma::cli::add_number_command(app);
    int code = 0;
    arguments.insert(arguments.begin(), "number");
    std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
    try {
        app.parse(arguments);
    } catch (const CLI::ParseError& e) {
        code = app.exit(e, out, err);
    }
    std::cin.rdbuf(old_in);
    std::cout.rdbuf(old_out);
    std::cerr.rdbuf(old_err);
    return {code, out.str(), err.str()};
}

}  // namespace

TEST_CASE("hayauma number prints one line a number", "[cli][number]") {
    const auto good = run({"090-1234-5678", "+81 80 1234 5678"});
    CHECK(good.code == 0);
    CHECK(good.out == "+819012345678\n+818012345678\n");

    const auto mixed = run({"03-1234-5678", "０９０１２３４５６７８", "110"});
    CHECK(mixed.code == 1);
    CHECK(mixed.out == "not_sms_capable\n+819012345678\nemergency\n");
    CHECK(mixed.err.empty());
}

TEST_CASE("hayauma number --json answers one object a line", "[cli][number]") {
    const auto mixed = run(
        {"--json"}, "\"090-1234-5678\"\n\"\"\n\"\\uff10\\uff19\\uff1012345678\"\n\"0500\\u0000\"");
    CHECK(mixed.code == 1);
    CHECK(mixed.out == "{\"e164\":\"+819012345678\"}\n{\"error\":\"empty\"}\n"
                       "{\"e164\":\"+819012345678\"}\n{\"error\":\"invalid_characters\"}\n");
    CHECK(run({"--json"}, "\"09012345678\"\n").code == 0);
    CHECK(run({"--json"}, "").code == 0);
}

TEST_CASE("a line that is no JSON string is bad usage and named", "[cli][number]") {
    for (const std::string line : {"09012345678", "null", "{}", "\"open", "", "[\"090\"]"}) {
        INFO(line);
        const auto bad = run({"--json"}, "\"09012345678\"\n" + line + "\n\"090\"\n");
        CHECK(bad.code == 2);
        CHECK(bad.out == "{\"e164\":\"+819012345678\"}\n");
        CHECK_THAT(bad.err, Catch::Contains("line 2"));
    }
}

TEST_CASE("hayauma number without a number, or with both ways, is bad usage", "[cli][number]") {
    CHECK(run({}).code != 0);
    CHECK(run({"--json", "090"}).code != 0);
    CHECK_THAT(run({"--help"}).out, Catch::Contains("E.164"));
}
