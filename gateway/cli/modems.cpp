#include "gateway/cli/modems.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "gateway/cli/gateway_api.hpp"
#include "gateway/cli/json_text.hpp"
#include "gateway/cli/text_table.hpp"

namespace hayauma::cli {
namespace {

struct modems_command {
    server_options server;
    bool           json = false;
};

std::string signal_of(const boost::json::object& modem) {
    const auto dbm = text_of(object_of(modem, "signal"), "rssi_dbm");
    return dbm.empty() ? dbm : dbm + " dBm";
}

/// Parts used today, and of how many where there is a limit.
std::string today_of(const boost::json::object& modem) {
    const auto& quota = object_of(modem, "quota");
    const auto  limit = text_of(quota, "limit");
    const auto  used = text_of(quota, "used");
    return limit.empty() || limit == "0" ? used : used + '/' + limit;
}

table_row row_of(const boost::json::object& modem) {
    return {text_of(modem, "name"),
            text_of(modem, "state"),
            text_of(modem, "can_send"),
            text_of(modem, "operator"),
            signal_of(modem),
            today_of(modem),
            text_of(modem, "sent_total"),
            text_of(modem, "failed_total"),
            error_of(modem, "last_error"),
            text_of(modem, "device")};
}

void run_modems(const modems_command& asked) {
    const auto body = gateway_api(asked.server).get("/v1/modems");
    if (asked.json)
        std::cout << body << '\n';
    else
        std::cout << modems_table(require_object(body), terminal_width());
}

}  // namespace

std::string modems_table(const boost::json::object& list, std::size_t width) {
    const std::vector<table_column> columns{{"NAME"},
                                            {"STATE", column_kind::word},
                                            {"CAN SEND", column_kind::word},
                                            {"OPERATOR"},
                                            {"SIGNAL", column_kind::word},
                                            {"TODAY", column_kind::number},
                                            {"SENT", column_kind::number},
                                            {"FAILED", column_kind::number},
                                            {"LAST ERROR"},
                                            {"DEVICE"}};
    std::vector<table_row>          rows;
    for (const auto& modem : objects_of(list, "items")) rows.push_back(row_of(modem));
    return render_table(columns, rows, width);
}

void add_modems_command(CLI::App& parent) {
    auto*      command = parent.add_subcommand("modems", "Show the modems of a running gateway");
    const auto asked = std::make_shared<modems_command>();
    command->add_flag("--json", asked->json, "The gateway's answer as it is, for programs");
    add_server_options(*command, asked->server);
    command->callback([asked] { run_modems(*asked); });
}

}  // namespace hayauma::cli
