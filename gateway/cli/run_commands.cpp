#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "gateway/cli/command_line.hpp"
#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/version.hpp"

namespace hayauma::cli {
namespace {

int run(CLI::App& app, int argc, const char* const* argv) {
    try {
        app.parse(argc, argv);
        return exit_ok;
    } catch (const CLI::Success& asked) {  // --help, --version
        return app.exit(asked);
    } catch (const CLI::RuntimeError& ended) {  // a command, which has said why
        return ended.get_exit_code();
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong, std::cout, std::cerr);
        return exit_usage;
    }
}

}  // namespace

int run_commands(int argc, const char* const* argv, std::span<const add_command> commands) {
    try {
        CLI::App app("An SMS gateway for one-time codes, on modems that you own.", "hayauma");
        app.set_version_flag("--version", version_line, "Show the version");
        app.require_subcommand(1);
        app.footer("`hayauma help COMMAND` says more about a command. Try it: `hayauma dev`.");
        for (const auto add : commands) add(app);
        return run(app, argc, argv);
    } catch (const std::exception& bug) {
        std::cerr << "hayauma: " << bug.what() << '\n';
        return exit_failure;
    }
}

}  // namespace hayauma::cli
