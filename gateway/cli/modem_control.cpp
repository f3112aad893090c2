#include "gateway/cli/modem_control.hpp"

#include <chrono>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>

#include "gateway/cli/json_text.hpp"
#include "gateway/cli/message_target.hpp"

namespace hayauma::cli {
namespace {

// The gateway waits a minute for the network.
constexpr std::chrono::seconds ussd_answer_time{75};

struct asked_modem {
    const server_options& server;
    const bool&           json;
    std::shared_ptr<void> keeps;  // the two above
    std::string           name;
    std::string           code;
};

void run_verb(const asked_modem& asked, const char* verb) {
    const auto body = gateway_api(asked.server).post(modem_target(asked.name, verb), {});
    if (asked.json) {
        std::cout << body << '\n';
        return;
    }
    const auto modem = require_object(body);
    std::cout << text_of(modem, "name") << ": " << text_of(modem, "state")
              << (text_of(modem, "paused") == "yes" ? ", paused\n" : "\n");
}

void run_ussd(const asked_modem& asked) {
    http_limits limits;
    limits.answer = ussd_answer_time;
    const auto body = gateway_api(asked.server, limits)
                          .post(modem_target(asked.name, "ussd"),
                                boost::json::serialize(boost::json::object{{"code", asked.code}}));
    std::cout << (asked.json ? body + '\n' : lines_of(require_object(body), "text"));
}

CLI::App* add_command(CLI::App& modems, const char* verb, const char* help, asked_modem& asked) {
    auto* command = modems.add_subcommand(verb, help);
    command->add_option("NAME", asked.name, "The modem's name")->required()->type_name("");
    command->fallthrough();  // --url, --token and --json are those of `modems`
    return command;
}

}  // namespace

void add_modem_control_commands(CLI::App& modems, const server_options& server, const bool& json,
                                std::shared_ptr<void> keeps) {
    const struct {
        const char* verb;
        const char* help;
    } verbs[] = {
        {"pause", "Give it no more work until `resume`, also after a restart"},
        {"resume", "Give a paused modem work again"},
        {"reset", "Start it anew"},
    };
    for (const auto& [verb, help] : verbs) {
        const auto asked = std::make_shared<asked_modem>(asked_modem{server, json, keeps, {}, {}});
        add_command(modems, verb, help, *asked)->callback([asked, name = verb] {
            run_verb(*asked, name);
        });
    }
    const auto asked = std::make_shared<asked_modem>(asked_modem{server, json, keeps, {}, {}});
    auto* ussd = add_command(modems, "ussd", "Ask the network a code, such as a balance's", *asked);
    ussd->add_option("CODE", asked->code, "The code, in quotes: '*100#'")
        ->required()
        ->type_name("");
    ussd->callback([asked] { run_ussd(*asked); });
}

}  // namespace hayauma::cli
