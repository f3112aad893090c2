#include "modem/at/parse_sim.hpp"

#include <charconv>

#include "modem/at/fields.hpp"
#include "modem/at/parse.hpp"
#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

constexpr int tries_max = 99;

/// In which field the tries for the SIM PIN stand; nullopt: the line is about another code.
std::optional<std::size_t> pin_field(std::string_view name, const std::vector<field>& fields) {
    const std::string_view first = fields[0].text;
    if (name == "+CPINR") return first == "SIM PIN" ? std::optional<std::size_t>(1) : std::nullopt;
    if (name == "+QPINC") return first == "SC" ? std::optional<std::size_t>(1) : std::nullopt;
    if (name == "^CPIN") return 3;  // <code>,<of that code>,<PUK>,<PIN>,<PUK2>,<PIN2>
    if (name == "+SPIC" || name == "^SPIC" || name == "#PCT" || name == "+UPINCNT") return 0;
    return std::nullopt;
}

}  // namespace

result<int> parse_pin_tries(std::string_view line) {
    const std::string_view name = name_of(line);
    const auto             fields = fields_of(line, name);
    if (fields.empty()) return errc::malformed_reply;
    const auto index = pin_field(name, fields);
    if (!index) return errc::malformed_reply;
    const auto tries = number_within(fields, *index, tries_max);
    if (!tries) return errc::malformed_reply;
    return *tries;
}

result<int> parse_cmgl_index(std::string_view line) {
    constexpr int index_max = 9999;
    const auto    index = number_within(fields_of(line, "+CMGL"), 0, index_max);
    if (!index) return errc::malformed_reply;
    return *index;
}

result<int> parse_cemode(std::string_view line) {
    const auto mode = number_within(fields_of(line, "+CEMODE"), 0, 3);
    if (!mode) return errc::malformed_reply;
    return *mode;
}

result<int> parse_cgsms(std::string_view line) {
    const auto service = number_within(fields_of(line, "+CGSMS"), 0, 3);
    if (!service) return errc::malformed_reply;
    return *service;
}

result<bool> parse_sms_over_ims(std::string_view line) {
    const std::string_view name = name_of(line);
    const auto             fields = fields_of(line, name);
    if (name == "+QCFG") {
        const auto state = number_within(fields, 2, 1);
        if (fields.empty() || fields[0].text != "ims" || !state) return errc::malformed_reply;
        return *state == 1;
    }
    const auto registered = number_within(fields, 1, 1);
    if (name != "+CIREG" || !registered) return errc::malformed_reply;
    constexpr unsigned sms_bit = 4;
    unsigned           services = 0;
    if (fields.size() > 2) {
        const std::string_view text = fields[2].text;
        std::from_chars(text.data(), text.data() + text.size(), services, 16);
    }
    return *registered == 1 && (services & sms_bit) != 0;
}

}  // namespace hayauma::at
