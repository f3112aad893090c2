#include "gateway/cli/modems.hpp"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "gateway/cli/gateway_api.hpp"
#include "gateway/cli/json_text.hpp"
#include "gateway/cli/message_target.hpp"
#include "gateway/cli/modem_control.hpp"
#include "gateway/cli/text_table.hpp"

namespace hayauma::cli {
namespace {

struct modems_command {
    server_options server;
    std::string    name;
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
            text_of(modem, "reason"),
            text_of(modem, "operator"),
            signal_of(modem),
            today_of(modem),
            text_of(modem, "sent_total"),
            text_of(modem, "failed_total"),
            error_of(modem, "last_error"),
            text_of(modem, "device")};
}

/// The numbers that are known, as `creg 1, cereg 5`.
std::string numbers_of(const boost::json::object& from) {
    std::string out;
    for (const auto& member : from) {
        const auto number = text_of(from, member.key());
        if (number.empty()) continue;
        if (!out.empty()) out += ", ";
        out += std::string(member.key()) + ' ' + number;
    }
    return out;
}

/// `reopen, because no answer to AT: it answers again (2026-11-22 03:04:05Z)`.
std::string last_step_of(const boost::json::object& recovery) {
    const auto& last = object_of(recovery, "last");
    std::string out = text_of(last, "step");
    if (out.empty()) return out;
    const auto cause = text_of(last, "cause");
    const auto result = text_of(last, "result");
    if (!cause.empty()) out += ", because " + cause;
    if (!result.empty()) out += ": " + result;
    return out + " (" + moment_of(last, "at") + ')';
}

void run_modems(const modems_command& asked) {
    const bool one = !asked.name.empty();
    const auto body = gateway_api(asked.server).get(one ? modem_target(asked.name) : "/v1/modems");
    if (asked.json)
        std::cout << body << '\n';
    else if (one)
        std::cout << modem_details(require_object(body), terminal_width());
    else
        std::cout << modems_table(require_object(body), terminal_width());
}

}  // namespace

std::string modems_table(const boost::json::object& list, std::size_t width) {
    const std::vector<table_column> columns{{"NAME"},
                                            {"STATE", column_kind::word},
                                            {"CAN SEND", column_kind::word},
                                            {"REASON"},
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

std::string modem_details(const boost::json::object& modem, std::size_t width) {
    const std::vector<table_column> columns{{"", column_kind::word}, {""}};
    std::vector<table_row>          rows;
    const auto text = [&](const char* key) { rows.push_back({key, text_of(modem, key)}); };
    for (const auto* key :
         {"name", "state", "can_send", "reason", "paused", "group", "device", "manufacturer",
          "model", "firmware", "profile", "imei", "iccid", "operator", "access_technology"})
        text(key);
    rows.push_back({"registration", numbers_of(object_of(modem, "registration"))});
    rows.push_back({"signal", numbers_of(object_of(modem, "signal"))});
    rows.push_back({"parts today", today_of(modem)});
    text("sent_total");
    text("failed_total");
    rows.push_back({"last success", moment_of(modem, "last_success_at")});
    rows.push_back({"last error", error_of(modem, "last_error")});
    text("calls_refused");
    const auto& recovery = object_of(modem, "recovery");
    rows.push_back({"recovery", numbers_of(object_of(recovery, "steps"))});
    rows.push_back({"last recovery", last_step_of(recovery)});
    // Details have no heading: the first line of the table is empty.
    return render_table(columns, rows, width).substr(1);
}

void add_modems_command(CLI::App& parent) {
    auto* command =
        parent.add_subcommand("modems", "Show the modems of a running gateway, or control one");
    const auto asked = std::make_shared<modems_command>();
    command->add_option("NAME", asked->name, "One modem, with all that is known of it")
        ->type_name("");
    command->add_flag("--json", asked->json, "The gateway's answer as it is, for programs");
    add_server_options(*command, asked->server);
    add_modem_control_commands(*command, asked->server, asked->json, asked);
    command->callback([asked, command] {
        if (command->get_subcommands().empty()) run_modems(*asked);
    });
}

}  // namespace hayauma::cli
