#include "modem/at/parse_signal.hpp"

#include <cmath>

#include "modem/at/fields.hpp"
#include "modem/at/parse.hpp"

namespace hayauma::at {
namespace {

using fields_t = std::vector<field>;

std::optional<double> within(std::optional<double> value, double lowest, double highest) {
    return value && *value >= lowest && *value <= highest ? value : std::nullopt;
}

std::optional<int> whole(std::optional<double> value) {
    if (!value) return std::nullopt;
    return static_cast<int>(std::lround(*value));
}

// What can be measured at all: 3GPP TS 27.007 §8.5 and §8.69 with the room that makers take.
std::optional<int>    rssi(std::optional<double> dbm) { return whole(within(dbm, -125, -20)); }
std::optional<int>    rsrp(std::optional<double> dbm) { return whole(within(dbm, -156, -31)); }
std::optional<double> rsrq(std::optional<double> db) { return within(db, -43.5, -0.5); }

std::optional<double> tenths(const fields_t& fields, std::size_t index) {
    const auto value = decimal(fields, index);
    return value ? std::optional(*value / 10) : std::nullopt;
}

/// `lowest + step * n` for an n from 0 to `highest`.
std::optional<double> stepped(const fields_t& fields, std::size_t index, int highest, double lowest,
                              double step) {
    const auto n = number_within(fields, index, highest);
    return n ? std::optional(lowest + step * *n) : std::nullopt;
}

signal_reading quectel(const fields_t& f) {
    const std::string_view system = f[0].text;
    if (system == "NR5G" || system == "NR5G-SA" || system == "NR5G-NSA")
        return {{}, rsrp(decimal(f, 1)), rsrq(decimal(f, 3))};
    const bool lte = system == "LTE" || system == "eMTC" || system.starts_with("CAT-");
    if (!lte) return {rssi(decimal(f, 1)), {}, {}};
    return {rssi(decimal(f, 1)), rsrp(decimal(f, 2)), rsrq(decimal(f, 4))};
}

signal_reading huawei(const fields_t& f) {
    constexpr int rssi_max = 96, rsrp_max = 97, rsrq_max = 34;
    const auto    strength = rssi(stepped(f, 1, rssi_max, -121, 1));
    if (f[0].text != "LTE") return {strength, {}, {}};
    return {strength, rsrp(stepped(f, 2, rsrp_max, -141, 1)),
            rsrq(stepped(f, 4, rsrq_max, -20, 0.5))};
}

// LTE,<mode>,<plmn>,<tac>,<cell>,<pcell>,<band>,<earfcn>,<dlbw>,<ulbw>,<rsrq>,<rsrp>,<rssi>,<sinr>
signal_reading sim_com(const fields_t& f) {
    if (f[0].text != "LTE") return {};
    return {rssi(tenths(f, 12)), rsrp(tenths(f, 11)), rsrq(tenths(f, 10))};
}

// 4G,<earfcn>,<band>,<dlbw>,<ulbw>,<mode>,<mcc>,<mnc>,<tac>,<cell>,<pcell>,<srxlev>,<rsrp>,<rsrq>,
signal_reading cinterion(const fields_t& f) {
    if (f[0].text != "4G") return {};
    return {{}, rsrp(decimal(f, 12)), rsrq(decimal(f, 13))};
}

signal_reading huawei_rssi(const fields_t& f) {
    constexpr int csq_max = 31;  // 99: unknown
    return {rssi(stepped(f, 0, csq_max, -113, 2)), {}, {}};
}

}  // namespace

result<signal_reading> parse_vendor_signal(std::string_view line) {
    const std::string_view name = name_of(line);
    const fields_t         fields = fields_of(line, name);
    if (fields.empty() || fields[0].text.empty()) return errc::malformed_reply;
    if (name == "+QCSQ") return quectel(fields);
    if (name == "^HCSQ") return huawei(fields);
    if (name == "+CPSI") return sim_com(fields);
    if (name == "^SMONI") return cinterion(fields);
    if (name == "^RSSI") return huawei_rssi(fields);
    return errc::malformed_reply;
}

}  // namespace hayauma::at
