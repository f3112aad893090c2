#include "gateway/cli/client_add.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "config/validate.hpp"
#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/token.hpp"

namespace hayauma::cli {
namespace {

struct client_add_command {
    std::string              name;
    std::vector<std::string> scopes{"send"};
};

void run_client_add(const client_add_command& asked) {
    if (!config::is_name(asked.name))
        fail("NAME must be 1 to 64 letters, digits, '.', '_' or '-'", exit_usage);
    const auto token = make_token(draw_entropy());
    std::cout
        << "token: " << token << "\n\n"
        << "Give it to the client: it is shown this once and kept nowhere. Put this into the\n"
           "configuration, and restart the gateway:\n\n"
        << client_block(asked.name, token, asked.scopes);
}

}  // namespace

void add_client_command(CLI::App& parent) {
    auto* client = parent.add_subcommand("client", "Manage who may call the gateway");
    client->require_subcommand(1);
    auto*      command = client->add_subcommand("add", "Make a token for a new client");
    const auto asked = std::make_shared<client_add_command>();
    command->add_option("NAME", asked->name, "The client's name")->required()->type_name("");
    command->add_option("--scope", asked->scopes, "What it may do: send, read, admin")
        ->delimiter(',')
        ->check(CLI::IsMember({"send", "read", "admin"}))
        ->capture_default_str()
        ->type_name("SCOPE,…");
    command->callback([asked] { run_client_add(*asked); });
}

}  // namespace hayauma::cli
