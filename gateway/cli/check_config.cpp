#include "gateway/cli/check_config.hpp"

#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/load_settings.hpp"

namespace hayauma::cli {
namespace {

std::string counted(std::size_t count, const char* what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

void run_check_config(const std::string& file) {
    const auto loaded = load_settings(file);
    require_correct(loaded);
    std::cout << file << ": no mistakes; " << counted(loaded.values.clients.size(), "client")
              << ", " << counted(loaded.values.modems.size(), "modem") << '\n';
}

}  // namespace

void require_correct(const config::loaded_config& loaded) {
    if (loaded.mistakes.empty()) return;
    for (const auto& one : loaded.mistakes) std::cerr << to_string(one) << '\n';
    throw CLI::RuntimeError(exit_configuration);
}

void add_check_config_command(CLI::App& parent) {
    auto* command = parent.add_subcommand("check-config", "List every mistake in a configuration");
    const auto file = std::make_shared<std::string>();
    command->add_option("FILE", *file, "The configuration")->required()->type_name("");
    command->callback([file] { run_check_config(*file); });
}

}  // namespace hayauma::cli
