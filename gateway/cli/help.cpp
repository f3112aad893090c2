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

void run_help(const CLI::App& root, const std::vector<std::string>& names) {
    const CLI::App* command = &root;
    std::string     before;
    for (const auto& name : names) {
        before += (before.empty() ? "" : " ") + command->get_name();
        command = find(*command, name);
        if (!command) fail("there is no command '" + name + "': see `hayauma --help`", exit_usage);
    }
    std::cout << command->help(before, CLI::AppFormatMode::Normal);
}

}  // namespace

void add_help_command(CLI::App& parent) {
    auto*      command = parent.add_subcommand("help", "Show what a command does");
    const auto names = std::make_shared<std::vector<std::string>>();
    command->add_option("command", *names, "The command's name")->type_name("COMMAND");
    command->callback([names, root = &parent] { run_help(*root, *names); });
}

}  // namespace hayauma::cli
