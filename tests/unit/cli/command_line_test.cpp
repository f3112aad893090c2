#include "gateway/cli/command_line.hpp"

#include "gateway/cli/check_config.hpp"
#include "gateway/cli/client_add.hpp"
#include "gateway/cli/help.hpp"
#include "gateway/cli/inbound.hpp"
#include "gateway/cli/messages.hpp"
#include "gateway/cli/modems.hpp"
#include "gateway/cli/send.hpp"
#include "gateway/cli/version.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/run_command.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

using namespace hayauma;

namespace {

test::command_result run(const std::vector<std::string>& arguments) {
    return test::run_command(arguments, {cli::add_send_command, cli::add_modems_command,
                                         cli::add_messages_command, cli::add_inbound_command,
                                         cli::add_client_command, cli::add_check_config_command,
                                         cli::add_version_command, cli::add_help_command});
}

bool has(const std::string& text, const std::string& part) {
    INFO("in: " << text << "\nlooked for: " << part);
    const bool found = text.find(part) != std::string::npos;
    CHECK(found);
    return found;
}

}  // namespace

TEST_CASE("wrong usage ends with 2, says why on stderr and prints nothing", "[cli]") {
    struct {
        std::vector<std::string> arguments;
        const char*              says;
    } cases[] = {
        {{}, "A subcommand is required"},
        {{"fly"}, "fly"},
        {{"--colour"}, "--colour"},
        {{"send"}, "TO is required"},
        {{"send", "09012345678", "--colour"}, "--colour"},
        {{"send", "09012345678", "--code", "613142", "--ttl", "soon"}, "--ttl"},
        {{"send", "09012345678", "--code", "613142", "--ttl", "0"}, "--ttl"},
        {{"send", "09012345678", "--code", "613142", "--kind", "otp"}, "--kind"},
        {{"send", "09012345678", "--code", "613142", "--url", "https://sms.example"},
         "--url: https is not available in this version"},
        {{"send", "09012345678", "--code", "613142", "--url", "sms.example:8080"},
         "--url: not a URL such as"},
        {{"send", "09012345678", "--code", "613142", "--token", "a\r\nX-Other: b"},
         "--token: a token has no spaces"},
        {{"send", "09012345678", "--code", "613142", "--idempotency-key", "a b"},
         "--idempotency-key: must be ASCII without spaces"},
        {{"messages", "--limit", "0"}, "--limit"},
        {{"inbound", "--limit", "0"}, "--limit"},
        {{"modems", "pause"}, "NAME is required"},
        {{"modems", "ussd", "docomo-1"}, "CODE is required"},
        {{"client"}, "A subcommand is required"},
        {{"client", "fly"}, "There is no 'fly'"},
        {{"client", "add"}, "NAME is required"},
        {{"client", "add", "a b"}, "NAME must be 1 to 64 letters"},
        {{"client", "add", "keycloak", "--scope", "send,write"}, "write"},
        {{"check-config"}, "FILE is required"},
        {{"help", "fly"}, "there is no command 'fly'"},
        {{"help", "client", "fly"}, "there is no command 'fly'"},
    };
    for (const auto& c : cases) {
        const auto ended = run(c.arguments);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        has(ended.err, c.says);
    }
}

TEST_CASE("help is asked for in every way that people try", "[cli]") {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"--help"}, {"-h"}, {"help"}}) {
        const auto ended = run(arguments);
        CHECK(ended.code == 0);
        CHECK(ended.err.empty());
        has(ended.out, "Usage: hayauma");
        for (const char* command :
             {"send", "modems", "messages", "client", "check-config", "version"})
            has(ended.out, std::string("\n  ") + command);
    }
    const auto asked = run({"help", "send"});
    CHECK(asked.code == 0);
    CHECK(asked.out == run({"send", "--help"}).out);
    has(asked.out, "Usage: hayauma send");
    has(asked.out, "HAYAUMA_TOKEN");
    has(asked.out, "http://127.0.0.1:8080");
    CHECK(run({"help", "client", "add"}).out == run({"client", "add", "--help"}).out);
}

TEST_CASE("help never shows a token that the environment holds", "[cli]") {
    ::setenv("HAYAUMA_TOKEN", "hy_secret", 1);
    CHECK(run({"send", "--help"}).out.find("hy_secret") == std::string::npos);
    ::unsetenv("HAYAUMA_TOKEN");
}

TEST_CASE("the version is told in words and in JSON", "[cli]") {
    const auto line = run({"--version"});
    CHECK(line.code == 0);
    CHECK(line.out == cli::version_line() + "\n");

    const auto words = run({"version"});
    CHECK(words.code == 0);
    has(words.out, cli::version_line() + "\ncompiler: ");

    const auto json = boost::json::parse(run({"version", "--json"}).out).as_object();
    CHECK(cli::version_line() == "hayauma " + std::string(json.at("version").as_string()) + " (" +
                                     std::string(json.at("revision").as_string()) + ")");
    const auto& libraries = json.at("libraries").as_object();
    for (const char* name :
         {"boost", "cli11", "libserialport", "openssl", "spdlog", "sqlite", "tomlplusplus"}) {
        INFO(name);
        REQUIRE(libraries.contains(name));
        CHECK(libraries.at(name).as_string().find('.') != std::string::npos);
        has(words.out,
            std::string(name) + ": " + std::string(libraries.at(name).as_string()) + "\n");
    }
}
