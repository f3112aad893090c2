#include "gateway/cli/inbound.hpp"

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

struct inbound_command {
    server_options server;
    std::string    id;
    inbound_filter filter;
    bool           json = false;
};

/// `2`, or `1/2` where one did not come.
std::string parts_of(const json::object& message) {
    const auto* all = message.if_contains("parts");
    const auto* missing = message.if_contains("parts_missing");
    if (!all || !missing || !all->is_int64() || !missing->is_int64() || missing->get_int64() == 0)
        return text_of(message, "parts");
    return std::to_string(all->get_int64() - missing->get_int64()) + '/' +
           std::to_string(all->get_int64());
}

void show_list(const inbound_command& asked, const gateway_api& api) {
    const auto body = api.get(inbound_target(asked.filter));
    if (asked.json) {
        std::cout << body << '\n';
        return;
    }
    const auto list = require_object(body);
    std::cout << inbound_table(list, terminal_width());
    const auto next = text_of(list, "next_cursor");
    if (!next.empty()) std::cerr << "Older ones: --cursor " << next << '\n';
}

void show_one(const inbound_command& asked, const gateway_api& api) {
    const auto body = api.get(inbound_target(asked.id));
    if (asked.json)
        std::cout << body << '\n';
    else
        std::cout << inbound_details(require_object(body), terminal_width());
}

void run_inbound(const inbound_command& asked) {
    const gateway_api api(asked.server);
    if (asked.id.empty())
        show_list(asked, api);
    else
        show_one(asked, api);
}

}  // namespace

std::string inbound_table(const json::object& list, std::size_t width) {
    const std::vector<table_column> columns{
        {"RECEIVED", column_kind::word}, {"MODEM"}, {"FROM", column_kind::word},
        {"PARTS", column_kind::number},  {"TEXT"},  {"ID", column_kind::word}};
    std::vector<table_row> rows;
    for (const auto& message : objects_of(list, "items"))
        rows.push_back({moment_of(message, "received_at"), text_of(message, "modem"),
                        text_of(message, "from"), parts_of(message), text_of(message, "text"),
                        text_of(message, "id")});
    return render_table(columns, rows, width);
}

std::string inbound_details(const json::object& message, std::size_t width) {
    const std::vector<table_column> columns{{"", column_kind::word}, {""}};
    const std::vector<table_row>    rows{{"id", text_of(message, "id")},
                                      {"modem", text_of(message, "modem")},
                                      {"iccid", text_of(message, "iccid")},
                                      {"from", text_of(message, "from")},
                                      {"parts", parts_of(message)},
                                      {"encoding", text_of(message, "encoding")},
                                      {"sent", moment_of(message, "sent_at")},
                                      {"received", moment_of(message, "received_at")}};
    // Details have no heading: the first line of the table is empty.
    return render_table(columns, rows, width).substr(1) + '\n' + lines_of(message, "text");
}

void add_inbound_command(CLI::App& parent) {
    auto* command =
        parent.add_subcommand("inbound", "Show messages that came to the SIMs, newest first");
    const auto asked = std::make_shared<inbound_command>();
    command->add_option("ID", asked->id, "One message, with its whole text")->type_name("");
    command->add_option("--modem", asked->filter.modem, "Only this modem's")->type_name("NAME");
    command->add_option("--limit", asked->filter.limit, "At most so many")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--cursor", asked->filter.cursor, "Go on where a list ended")
        ->type_name("CURSOR");
    command->add_flag("--json", asked->json, "The gateway's answer as it is, for programs");
    add_server_options(*command, asked->server);
    command->callback([asked] { run_inbound(*asked); });
}

}  // namespace hayauma::cli
