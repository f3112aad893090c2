// `hayauma simulate` alone, so that the tests here need no more than the simulated modem.
#include <CLI/CLI.hpp>

#include "gateway/cli/simulate.hpp"

int main(int argc, char** argv) {
    CLI::App app("hayauma", "hayauma");
    app.require_subcommand(1);
    hayauma::cli::add_simulate_command(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::RuntimeError& ended) {
        return ended.get_exit_code();
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong) == 0 ? 0 : 2;
    }
    return 0;
}
