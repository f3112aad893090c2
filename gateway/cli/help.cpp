#include "gateway/cli/help.hpp"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "gateway/cli/exit_code.hpp"

namespace hayauma::cli {
namespace {

const CLI::App* find(const CLI::App& in, const std::string& name) {
    for (const auto* one :
         in.get_subcommands([&](const CLI::App* a) { return a->check_name(name); }))
        return one;
    return nullptr;
}

/// Not App::help(), which speaks of the command that was given: of `help` itself.
std::string help_of(const CLI::App& command, const std::string& full_name) {
    return command.get_formatter()->make_help(&command, full_name, CLI::AppFormatMode::Normal);
}

void run_help(const CLI::App& root, const std::vector<std::string>& names) {
    const CLI::App* command = &root;
    std::string     full_name = root.get_name();
    for (const auto& name : names) {
        command = find(*command, name);
        if (!command) fail("there is no command '" + name + "': see `hayauma --help`", exit_usage);
        full_name += ' ' + name;
    }
    std::cout << help_of(*command, full_name);
}

}  // namespace

void add_help_command(CLI::App& parent) {
    auto*      command = parent.add_subcommand("help", "Show what a command does");
    const auto names = std::make_shared<std::vector<std::string>>();
    command->add_option("COMMAND", *names, "The command's name")->type_name("");
    command->callback([names, root = &parent] { run_help(*root, *names); });
}

}  // namespace hayauma::cli
