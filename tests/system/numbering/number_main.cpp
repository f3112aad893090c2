#include <CLI/CLI.hpp>

#include "gateway/cli/number.hpp"

int main(int argc, char** argv) {
    CLI::App app("hayauma number, alone");
    app.require_subcommand(1);
    hayauma::cli::add_number_command(app);
    CLI11_PARSE(app, argc, argv);
}
