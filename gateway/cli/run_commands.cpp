#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "gateway/cli/command_line.hpp"
#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/version.hpp"

namespace hayauma::cli {
namespace {

/// CLI11 says that a command is missing also where there is one that it does not know.
void say_what_is_wrong(const CLI::App& app, const CLI::ParseError& wrong) {
    const auto unknown = app.remaining(true);
    const bool no_command = dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr;
    if (no_command && !unknown.empty())
        std::cerr << "There is no '" << unknown.front() << "': see `hayauma --help`.\n";
    else
        app.exit(wrong, std::cout, std::cerr);
}

int run(CLI::App& app, int argc, const char* const* argv) {
    try {
        app.parse(argc, argv);
        return exit_ok;
    } catch (const CLI::Success& asked) {  // --help, --version
        return app.exit(asked);
    } catch (const CLI::RuntimeError& ended) {  // a command, which has said why
        return ended.get_exit_code();
    } catch (const CLI::ParseError& wrong) {
        say_what_is_wrong(app, wrong);
        return exit_usage;
    }
}

}  // namespace

int run_commands(int argc, const char* const* argv, std::span<const add_command> commands) {
    try {
        CLI::App app("An SMS gateway for one-time codes, on modems that you own.", "hayauma");
        app.set_version_flag("--version", version_line, "Show the version");
        app.require_subcommand(1);
        for (const auto add : commands) add(app);
        // After the commands, which would inherit it.
        app.footer("`hayauma help COMMAND` says more about a command. Try it: `hayauma dev`.");
        return run(app, argc, argv);
    } catch (const std::exception& bug) {
        std::cerr << "hayauma: " << bug.what() << '\n';
        return exit_failure;
    }
}

}  // namespace hayauma::cli
