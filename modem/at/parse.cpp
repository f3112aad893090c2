#include "modem/at/parse.hpp"

#include <charconv>

#include "modem/at/fields.hpp"
#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

std::string_view access_technology(int act) noexcept {
    switch (act) {  // 3GPP TS 27.007 §7.3
    case 0:
    case 1:
    case 3:
    case 8: return "gsm";
    case 2:
    case 4:
    case 5:
    case 6: return "utran";
    case 7:
    case 9:
    case 10:
    case 13: return "lte";
    case 11:
    case 12: return "nr";
    default: return "";
    }
}

// "002B0038..." -> "+8..."; other text comes back as it is.
std::string from_ucs2_hex(std::string_view text) {
    if (text.size() < 8 || text.size() % 4 != 0 || !is_hex(text)) return std::string(text);
    std::string plain;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        unsigned unit = 0;
        std::from_chars(text.data() + i, text.data() + i + 4, unit, 16);
        if (unit != '+' && (unit < '0' || unit > '9')) return std::string(text);
        plain.push_back(static_cast<char>(unit));
    }
    return plain;
}

constexpr int stat_max = 11;
constexpr int mode_max = 5;  // <n> of +CREG and its kin

}  // namespace

std::string_view name_of(std::string_view line) noexcept {
    const std::size_t colon = line.find(':');
    return colon == line.npos ? std::string_view{} : line.substr(0, colon);
}

result<std::uint8_t> parse_cmgs(std::string_view line) {
    const auto reference = number_within(fields_of(line, "+CMGS"), 0, 255);
    if (!reference) return errc::malformed_reply;
    return static_cast<std::uint8_t>(*reference);
}

result<std::optional<int>> parse_csq(std::string_view line) {
    const auto rssi = number_within(fields_of(line, "+CSQ"), 0, 199);
    if (!rssi) return errc::malformed_reply;
    if (*rssi > 31) return std::optional<int>{};
    return std::optional<int>(-113 + 2 * *rssi);
}

result<extended_signal> parse_cesq(std::string_view line) {
    const auto fields = fields_of(line, "+CESQ");
    if (fields.size() < 6 || !number(fields, 4) || !number(fields, 5)) return errc::malformed_reply;
    extended_signal found;
    if (const auto n = number_within(fields, 4, 34)) found.rsrq_db = -20 + *n / 2.0;
    if (const auto n = number_within(fields, 5, 97)) found.rsrp_dbm = -141 + *n;
    if (const auto n = number_within(fields, 6, 126); n && !found.rsrq_db)
        found.rsrq_db = -43.5 + *n / 2.0;
    if (const auto n = number_within(fields, 7, 126); n && !found.rsrp_dbm)
        found.rsrp_dbm = -157 + *n;
    return found;
}

result<int> parse_registration(std::string_view line) {
    const auto fields = fields_of(line, name_of(line));
    const auto stat = number_within(fields, 1, stat_max);
    if (!number_within(fields, 0, mode_max) || !stat) return errc::malformed_reply;
    return *stat;
}

result<int> parse_registration_news(std::string_view line) {
    const auto fields = fields_of(line, name_of(line));
    const auto first = number_within(fields, 0, stat_max);
    if (!first) return errc::malformed_reply;
    if (fields.size() == 1) return *first;

    const field& second = fields[1];
    if (second.quoted) return *first;
    if (second.text.size() > 2 && is_hex(second.text)) return *first;  // an unquoted <lac>: Sierra
    const auto stat = number_within(fields, 1, stat_max);
    const bool certain = stat && *first <= 3 && fields.size() > 2 && fields[2].quoted;
    if (certain) return *stat;
    return errc::malformed_reply;
}

result<sim_state> parse_cpin(std::string_view line) {
    const auto fields = fields_of(line, "+CPIN");
    if (fields.empty() || fields[0].text.empty()) return errc::malformed_reply;
    const std::string_view code = fields[0].text;
    if (code == "READY" || code == "SIM PIN2" || code == "SIM PUK2") return sim_state::ready;
    if (code == "SIM PIN") return sim_state::pin;
    if (code == "SIM PUK") return sim_state::puk;
    if (code == "NOT READY") return sim_state::not_ready;
    if (code == "NOT INSERTED" || code == "SIM REMOVED") return sim_state::absent;
    return sim_state::locked;
}

result<network_operator> parse_cops(std::string_view line) {
    const auto fields = fields_of(line, "+COPS");
    if (!number(fields, 0)) return errc::malformed_reply;
    network_operator found;
    if (fields.size() < 3 || number(fields, 1) != 2) return found;
    if (to_int(fields[2].text)) found.plmn = fields[2].text;
    if (const auto act = number(fields, 3)) found.access_technology = access_technology(*act);
    return found;
}

result<std::string> parse_csca(std::string_view line) {
    constexpr int international = 145;
    const auto    fields = fields_of(line, "+CSCA");
    if (fields.empty()) return errc::malformed_reply;
    std::string address = from_ucs2_hex(fields[0].text);
    if (address.empty()) return address;
    const std::string_view digits = std::string_view(address).substr(address[0] == '+' ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
        return errc::malformed_reply;
    if (address[0] != '+' && number(fields, 1) == international) address.insert(0, "+");
    return address;
}

result<int> parse_cfun(std::string_view line) {
    const auto fun = number(fields_of(line, "+CFUN"), 0);
    if (!fun) return errc::malformed_reply;
    return *fun;
}

result<int> parse_csms(std::string_view line) {
    const auto service = number(fields_of(line, "+CSMS"), 0);
    if (!service) return errc::malformed_reply;
    return *service;
}

result<std::string> parse_cnmi(std::string_view line) {
    const auto  fields = fields_of(line, "+CNMI");
    std::string joined;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!number(fields, i)) return errc::malformed_reply;
        if (i > 0) joined += ',';
        joined += fields[i].text;
    }
    if (fields.size() < 4) return errc::malformed_reply;
    return joined;
}

result<int> parse_stored(std::string_view line) {
    const std::string_view name = name_of(line);
    if (name != "+CMTI" && name != "+CDSI") return errc::malformed_reply;
    const auto index = number_within(fields_of(line, name), 1, 9999);
    if (!index) return errc::malformed_reply;
    return *index;
}

}  // namespace hayauma::at
