// 3GPP TS 27.005: service, settings, indications, and sending.
#include <algorithm>
#include <array>

#include "modem/sim/command_table.hpp"
#include "modem/sim/terminal_text.hpp"

namespace hayauma::sim {
namespace {

constexpr std::size_t tpdu_octets_min = 7;    // fo, MR, DA of one digit, PID, DCS, UDL less one
constexpr std::size_t tpdu_octets_max = 164;  // 3GPP TS 23.040 §9.2.2.2 with 140 octets of TP-UD

bool text_mode(const modem_state& s) { return s.number("+CMGF") == 1; }

int invalid_parameter(const modem_state& s) {
    return text_mode(s) ? cms::invalid_text_parameter : cms::invalid_pdu_parameter;
}

/// @see 3GPP TS 27.005 §3.2.1: 1 asks for acknowledgements (+CNMA).
reply service(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test: return reply::ok("+CSMS: (0,1)");
    case command_kind::read:
        return reply::ok("+CSMS: " + std::to_string(s.number("+CSMS")) + ",1,1,1");
    case command_kind::action: return reply::cms(cms::operation_not_supported);
    case command_kind::set: break;
    }
    const auto wanted = what.number(0);
    if (!wanted || (*wanted != 0 && *wanted != 1)) return reply::cms(cms::operation_not_supported);
    s.set.numbers["+CSMS"] = *wanted;
    return reply::ok("+CSMS: 1,1,1");
}

/// @see 3GPP TS 27.005 §3.3.1.
reply service_centre(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test: return reply::ok();
    case command_kind::read: {
        const bool international = s.card.smsc.starts_with("+");
        return reply::ok("+CSCA: \"" + s.card.smsc + "\"," + (international ? "145" : "129"));
    }
    case command_kind::action: return reply::cms(invalid_parameter(s));
    case command_kind::set: break;
    }
    const std::string      wanted = from_terminal_number(s, what.text(0));
    const std::string_view digits =
        wanted.starts_with("+") ? std::string_view(wanted).substr(1) : std::string_view(wanted);
    const bool sound = digits.size() <= 20 && std::all_of(digits.begin(), digits.end(), [](char c) {
                           return c >= '0' && c <= '9';
                       });
    const auto type = what.has(1) ? what.number(1) : std::optional(0);
    if (!sound || !type || what.arguments.empty()) return reply::cms(invalid_parameter(s));
    s.card.smsc = *type == 145 && !digits.empty() ? "+" + std::string(digits) : wanted;
    return reply::ok();
}

/// @see 3GPP TS 27.005 §3.3.2; an empty place keeps its value.
reply text_parameters(modem_state& s, const command& what) {
    csmp_settings& csmp = s.set.csmp;
    if (what.kind == command_kind::test) return reply::ok();
    if (what.kind == command_kind::read) {
        return reply::ok("+CSMP: " + std::to_string(csmp.fo) + "," + std::to_string(csmp.vp) + "," +
                         std::to_string(csmp.pid) + "," + std::to_string(csmp.dcs));
    }
    csmp_settings    wanted = csmp;
    const std::array places{&wanted.fo, &wanted.vp, &wanted.pid, &wanted.dcs};
    for (std::size_t at = 0; at < places.size(); ++at) {
        if (!what.has(at)) continue;
        const auto value = what.number(at);
        if (!value || *value < 0 || *value > 255) return reply::cms(cms::invalid_text_parameter);
        *places[at] = *value;
    }
    // Only a relative validity period or none can be kept (VPF, 3GPP TS 23.040 §9.2.3.3).
    const int format = wanted.fo >> 3 & 3;
    if (format == 1 || format == 3) return reply::cms(cms::invalid_text_parameter);
    csmp = wanted;
    return reply::ok();
}

/// @see 3GPP TS 27.005 §3.4.1; which values there are is the maker's.
reply indications(modem_state& s, const command& what) {
    const cnmi_settings& now = s.set.cnmi;
    switch (what.kind) {
    case command_kind::test: return reply::ok("+CNMI: " + std::string(s.maker->cnmi_listed));
    case command_kind::read:
        return reply::ok("+CNMI: " + std::to_string(now.mode) + "," + std::to_string(now.mt) + "," +
                         std::to_string(now.bm) + "," + std::to_string(now.ds) + "," +
                         std::to_string(now.bfr));
    case command_kind::action:
    case command_kind::set: break;
    }
    cnmi_settings    wanted = now;
    const std::array places{&wanted.mode, &wanted.mt, &wanted.bm, &wanted.ds, &wanted.bfr};
    if (what.arguments.size() > places.size()) return reply::cms(cms::operation_not_supported);
    for (std::size_t at = 0; at < what.arguments.size(); ++at) {
        if (!what.has(at)) continue;
        const auto value = what.number(at);
        if (!value || *value < 0 || *value > 9) return reply::cms(cms::operation_not_supported);
        *places[at] = *value;
    }
    // Also what was left out has to be among them: some modems take <bfr> 1 only.
    for (std::size_t at = 0; at < places.size(); ++at) {
        const char digit = static_cast<char>('0' + *places[at]);
        if (s.maker->cnmi[at].find(digit) == std::string_view::npos) {
            return reply::cms(cms::operation_not_supported);
        }
    }
    s.set.cnmi = wanted;
    return reply::ok();
}

/// @see 3GPP TS 27.005 §3.4.4; 0 and 1 acknowledge, 2 refuses.
reply acknowledge(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CNMA: (0-2)");
    const int how = what.number(0).value_or(0);
    if (what.kind == command_kind::read || how < 0 || how > 2) {
        return reply::cms(invalid_parameter(s));
    }
    if (!s.acknowledgement_due) return reply::cms(cms::no_acknowledgement_expected);
    s.acknowledgement_due.reset();
    return reply::ok();
}

/// <length> of PDU mode, for +CMGS and +CMGW.
std::optional<std::size_t> tpdu_length(const command& what) {
    const auto length = what.number(0);
    if (!length || *length < static_cast<int>(tpdu_octets_min) ||
        *length > static_cast<int>(tpdu_octets_max)) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(*length);
}

/// <da> and <toda> of text mode; without <toda> a '+' decides (3GPP TS 27.005 §3.1).
std::optional<open_prompt> text_destination(const modem_state& s, const command& what) {
    std::string address = from_terminal_number(s, what.text(0));
    const bool  plus = address.starts_with("+");
    if (plus) address.erase(0, 1);
    const bool sound = !address.empty() && address.size() <= 20 &&
                       address.find_first_not_of("0123456789*#") == std::string::npos;
    const auto type = what.has(1) ? what.number(1) : std::optional(plus ? 145 : 129);
    if (!sound || !type || *type < 128 || *type > 255) return std::nullopt;
    open_prompt asked;
    asked.form = payload_kind::text;
    asked.address = std::move(address);
    asked.address_type = static_cast<std::uint8_t>(*type);
    return asked;
}

std::optional<open_prompt> payload_wanted(const modem_state& s, const command& what) {
    if (text_mode(s)) return text_destination(s, what);
    const auto length = tpdu_length(what);
    if (!length) return std::nullopt;
    open_prompt asked;
    asked.tpdu_octets = *length;
    return asked;
}

/// @see 3GPP TS 27.005 §3.5.1 and §4.3.
reply send(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok();
    if (what.kind != command_kind::set) return reply::cms(invalid_parameter(s));
    auto asked = payload_wanted(s, what);
    if (!asked) return reply::cms(invalid_parameter(s));
    return reply::then(std::move(*asked));
}

/// <stat> of +CMGW: words in text mode, 0 to 3 in PDU mode.
std::optional<stored_status> status_to_write(const modem_state& s, const command& what) {
    const std::size_t place = text_mode(s) ? 2 : 1;
    if (!what.has(place)) return stored_status::unsent;
    if (text_mode(s)) {
        if (what.text(place) == "STO UNSENT") return stored_status::unsent;
        if (what.text(place) == "STO SENT") return stored_status::sent;
        return std::nullopt;
    }
    const int value = what.number(place).value_or(-1);
    if (value < 0 || value > 3) return std::nullopt;
    return static_cast<stored_status>(value);
}

/// @see 3GPP TS 27.005 §3.5.3 and §4.4.
reply write(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok();
    if (what.kind != command_kind::set) return reply::cms(invalid_parameter(s));
    auto       asked = payload_wanted(s, what);
    const auto status = status_to_write(s, what);
    if (!asked || !status) return reply::cms(invalid_parameter(s));
    asked->write_as = *status;
    return reply::then(std::move(*asked));
}

/// @see 3GPP TS 27.005 §3.5.2 and §4.7; a new destination cannot be given.
reply send_stored(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok();
    const auto place = what.number(0);
    if (what.kind != command_kind::set || !place || *place < 0 || what.arguments.size() > 1) {
        return reply::cms(invalid_parameter(s));
    }
    const auto            index = static_cast<unsigned>(*place);
    const stored_message* message = s.storage.find(s.set.memories[1], index);
    if (!message) return reply::cms(cms::invalid_memory_index);
    if (message->status != stored_status::unsent && message->status != stored_status::sent) {
        return reply::cms(cms::operation_not_allowed);
    }
    auto submit = sms::decode_submit(message->pdu);
    if (!submit) return reply::cms(cms::operation_not_allowed);
    return reply::then(transmit{*std::move(submit), message->pdu, "+CMSS", index});
}

constexpr auto table = std::to_array<command_entry>({
    {"+CSMS", need::nothing, service},
    {"+CSCA", need::card_for_sms, service_centre},
    {"+CSMP", need::nothing, text_parameters},
    {"+CNMI", need::nothing, indications},
    {"+CNMA", need::nothing, acknowledge},
    {"+CMGS", need::card_for_sms, send},
    {"+CMGW", need::card_for_sms, write},
    {"+CMSS", need::card_for_sms, send_stored},
});

}  // namespace

std::span<const command_entry> sms_commands() noexcept { return table; }

}  // namespace hayauma::sim
