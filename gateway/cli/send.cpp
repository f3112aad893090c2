#include "gateway/cli/send.hpp"

#include <iostream>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <unistd.h>

#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/follow.hpp"
#include "gateway/cli/gateway_api.hpp"
#include "gateway/cli/json_text.hpp"

namespace hayauma::cli {
namespace {

struct send_command {
    server_options server;
    send_options   message;
    std::string    idempotency_key;
    bool           wait = false;
};

std::string text_from_stdin() {
    if (std::cin.rdbuf() != nullptr && ::isatty(STDIN_FILENO) == 1)
        std::cerr << "The text, please; Ctrl-D on a line of its own ends it.\n";
    return read_text(std::cin);
}

void run_send(const send_command& asked) {
    const gateway_api api(asked.server);
    const auto        text = asked.message.code.empty() ? text_from_stdin() : std::string();
    const auto        body = boost::json::serialize(send_body(asked.message, text));
    const auto answer = require_object(api.post("/v1/messages", body, asked.idempotency_key));
    const auto id = text_of(answer, "id");
    if (id.empty()) fail_as_not_ours();
    std::cout << id << std::endl;  // at once: a follower may be interrupted
    if (!asked.wait) return;

    const auto end = follow(api, id, {}, ::isatty(STDERR_FILENO) == 1 ? &std::cerr : nullptr);
    if (!end.sent) fail(end.words);
}

void add_message_options(CLI::App& command, send_options& out) {
    command.add_option("TO", out.to, "The number, as people write it")->required()->type_name("");
    command
        .add_option("--code", out.code,
                    "Six digits, put into the template. Without it the whole "
                    "text is read from standard input")
        ->type_name("CODE");
    command.add_option("--template", out.template_name, "The template's name")->type_name("NAME");
    command.add_option("--app", out.app, "What stands for {app} in the template")
        ->type_name("NAME");
    command.add_option("--ttl", out.ttl_seconds, "How long it is worth sending, in seconds")
        ->check(CLI::PositiveNumber)
        ->type_name("SECONDS");
    command.add_option("--reference", out.reference, "Given back unchanged with the message")
        ->type_name("TEXT");
    command.add_option("--modem", out.modem, "The modem or the group that must carry it")
        ->type_name("NAME");
    command.add_option("--kind", out.kind, "What a whole text is: code or text")
        ->check(CLI::IsMember({"code", "text"}))
        ->type_name("KIND");
}

}  // namespace

boost::json::object send_body(const send_options& options, const std::string& text) {
    boost::json::object out{{"to", options.to}};
    if (options.code.empty())
        out["text"] = text;
    else
        out["code"] = options.code;
    const auto add = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out[key] = value;
    };
    add("template", options.template_name);
    add("app", options.app);
    add("kind", options.kind);
    add("modem", options.modem);
    add("reference", options.reference);
    if (options.ttl_seconds > 0) out["ttl_seconds"] = options.ttl_seconds;
    return out;
}

std::string read_text(std::istream& in) {
    std::string out{std::istreambuf_iterator<char>(in), {}};
    if (out.ends_with('\n')) out.pop_back();
    if (out.ends_with('\r')) out.pop_back();
    return out;
}

void add_send_command(CLI::App& parent) {
    auto* command =
        parent.add_subcommand("send", "Send a code or a text through a running gateway");
    // The options live as long as the callback, which CLI11 may copy.
    const auto asked = std::make_shared<send_command>();
    add_message_options(*command, asked->message);
    command
        ->add_option("--idempotency-key", asked->idempotency_key,
                     "The same key with the same message is answered again, not sent again")
        ->type_name("KEY");
    command->add_flag("--wait", asked->wait, "Follow the message until it is sent or cannot be");
    add_server_options(*command, asked->server);
    command->footer(
        "Prints the message's id. Ends with 0 once the message is accepted (with --wait: "
        "sent).\n\n"
        "  hayauma send 090-1234-5678 --code 613142\n"
        "  echo 'The office is closed.' | hayauma send +819012345678 --wait");
    command->callback([asked] { run_send(*asked); });
}

}  // namespace hayauma::cli
