// The commands of one maker: looked up in its personality, filled with the modem's own values.
#include <algorithm>
#include <cmath>
#include <string>

#include "modem/sim/command_table.hpp"

namespace hayauma::sim {
namespace {

int rounded(double value) { return static_cast<int>(std::lround(value)); }

/// What stands for `{name}`. A signal that is not known reads as the weakest there is.
std::string value_of(const modem_state& s, std::string_view name) {
    const auto&  radio = s.radio.conditions;
    const int    rssi = radio.rssi_dbm.value_or(-113);
    const int    rsrp = radio.rsrp_dbm.value_or(-140);
    const double rsrq = radio.rsrq_db.value_or(-19.5);
    if (name == "iccid") return s.who.iccid;
    if (name == "imei") return s.who.imei;
    if (name == "pin_left") return std::to_string(s.card.pin_left);
    if (name == "puk_left") return std::to_string(s.card.puk_left);
    if (name == "sim") return s.card.lock == sim_lock::absent ? "0" : "1";
    if (name == "rssi") return std::to_string(rssi);
    if (name == "rsrp") return std::to_string(rsrp);
    if (name == "rsrq") return std::to_string(rounded(rsrq));
    // In tenths (SIMCom), and counted from the weakest (Huawei; 3GPP TS 27.007 §8.69).
    if (name == "rssi10") return std::to_string(10 * rssi);
    if (name == "rsrp10") return std::to_string(10 * rsrp);
    if (name == "rsrq10") return std::to_string(rounded(10 * rsrq));
    if (name == "rssi121") return std::to_string(rssi + 121);
    if (name == "rsrp141") return std::to_string(rsrp + 141);
    if (name == "rsrq20") return std::to_string(rounded(2 * (rsrq + 20)));
    return {};
}

std::string filled(const modem_state& s, std::string_view pattern) {
    std::string text;
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('{'), pattern.size());
        text += pattern.substr(0, open);
        pattern.remove_prefix(open);
        if (pattern.empty()) break;
        const std::size_t close = pattern.find('}');
        text += value_of(s, pattern.substr(1, close - 1));
        pattern.remove_prefix(close + 1);
    }
    return text;
}

const char* answer_to(const vendor_command& row, command_kind kind) noexcept {
    switch (kind) {
    case command_kind::read: return row.read;
    case command_kind::set: return row.set;
    case command_kind::action: return row.action;
    case command_kind::test: return "";
    }
    return nullptr;
}

}  // namespace

reply unknown_command(const modem_state& state) {
    if (state.maker->unknown.empty()) return reply::error();
    return reply::named(std::string(state.maker->unknown));
}

std::optional<reply> run_vendor_command(const modem_state& state, const command& what) {
    const auto rows = state.maker->commands;
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const vendor_command& known) {
        return known.name == what.name;
    });
    if (row == rows.end()) return std::nullopt;
    const char* answer = answer_to(*row, what.kind);
    if (!answer) return unknown_command(state);
    if (row->restarts && what.kind != command_kind::test) return reply::then(restart{});
    if (*answer == '\0') return reply::ok();
    return reply::ok(filled(state, answer));
}

}  // namespace hayauma::sim
