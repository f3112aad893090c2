#include "gateway/cli/messages.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "gateway/cli/gateway_api.hpp"
#include "gateway/cli/json_text.hpp"
#include "gateway/cli/message_target.hpp"
#include "gateway/cli/text_table.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

struct messages_command {
    server_options server;
    std::string    id;
    message_filter filter;
    bool           json = false;
};

std::string last_modem_of(const json::object& message) {
    const auto attempts = objects_of(message, "attempts");
    return attempts.empty() ? std::string() : text_of(attempts.back(), "modem");
}

table_row row_of(const json::object& message) {
    return {
        moment_of(message, "created_at"), text_of(message, "status"),    text_of(message, "to"),
        text_of(message, "kind"),         text_of(message, "parts"),     last_modem_of(message),
        error_of(message, "error"),       text_of(message, "reference"), text_of(message, "id")};
}

std::string attempts_table(const json::object& message, std::size_t width) {
    const std::vector<table_column> columns{{"MODEM"},
                                            {"STARTED", column_kind::word},
                                            {"FINISHED", column_kind::word},
                                            {"OUTCOME", column_kind::word},
                                            {"ERROR"}};
    std::vector<table_row>          rows;
    for (const auto& one : objects_of(message, "attempts"))
        rows.push_back({text_of(one, "modem"), moment_of(one, "started_at"),
                        moment_of(one, "finished_at"), text_of(one, "outcome"),
                        error_of(one, "error")});
    return rows.empty() ? std::string() : '\n' + render_table(columns, rows, width);
}

void show_list(const messages_command& asked, const gateway_api& api) {
    const auto body = api.get(messages_target(asked.filter));
    if (asked.json) {
        std::cout << body << '\n';
        return;
    }
    const auto list = require_object(body);
    std::cout << messages_table(list, terminal_width());
    const auto next = text_of(list, "next_cursor");
    if (!next.empty()) std::cerr << "Older ones: --cursor " << next << '\n';
}

void show_one(const messages_command& asked, const gateway_api& api) {
    const auto body = api.get(message_target(asked.id));
    if (asked.json)
        std::cout << body << '\n';
    else
        std::cout << message_details(require_object(body), terminal_width());
}

void run_messages(const messages_command& asked) {
    const gateway_api api(asked.server);
    if (asked.id.empty())
        show_list(asked, api);
    else
        show_one(asked, api);
}

void add_filter_options(CLI::App& command, message_filter& out) {
    command.add_option("--status", out.status, "Only these")->type_name("STATUS");
    command.add_option("--client", out.client, "Only this client's")->type_name("NAME");
    command.add_option("--reference", out.reference, "Only with this reference")->type_name("TEXT");
    command.add_option("--limit", out.limit, "At most so many")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("N");
    command.add_option("--cursor", out.cursor, "Go on where a list ended")->type_name("CURSOR");
}

}  // namespace

std::string messages_table(const json::object& list, std::size_t width) {
    const std::vector<table_column> columns{{"CREATED", column_kind::word},
                                            {"STATUS", column_kind::word},
                                            {"TO", column_kind::word},
                                            {"KIND", column_kind::word},
                                            {"PARTS", column_kind::number},
                                            {"MODEM"},
                                            {"ERROR"},
                                            {"REFERENCE"},
                                            {"ID", column_kind::word}};
    std::vector<table_row>          rows;
    for (const auto& message : objects_of(list, "items")) rows.push_back(row_of(message));
    return render_table(columns, rows, width);
}

std::string message_details(const json::object& message, std::size_t width) {
    const std::vector<table_column> columns{{"", column_kind::word}, {""}};
    const std::vector<table_row>    rows{{"id", text_of(message, "id")},
                                      {"status", text_of(message, "status")},
                                      {"to", text_of(message, "to")},
                                      {"kind", text_of(message, "kind")},
                                      {"parts", text_of(message, "parts")},
                                      {"encoding", text_of(message, "encoding")},
                                      {"reference", text_of(message, "reference")},
                                      {"created", moment_of(message, "created_at")},
                                      {"expires", moment_of(message, "expires_at")},
                                      {"finished", moment_of(message, "finished_at")},
                                      {"error", error_of(message, "error")}};
    // Details have no heading: the first line of the table is empty.
    return render_table(columns, rows, width).substr(1) + attempts_table(message, width);
}

void add_messages_command(CLI::App& parent) {
    auto* command =
        parent.add_subcommand("messages", "Show messages of a running gateway, newest first");
    const auto asked = std::make_shared<messages_command>();
    command->add_option("ID", asked->id, "One message, with its attempts")->type_name("");
    add_filter_options(*command, asked->filter);
    command->add_flag("--json", asked->json, "The gateway's answer as it is, for programs");
    add_server_options(*command, asked->server);
    command->callback([asked] { run_messages(*asked); });
}

}  // namespace hayauma::cli
