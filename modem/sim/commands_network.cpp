// Registration, operator, power and signal: 3GPP TS 27.007 §7.2, §7.3, §8.2, §8.5, §8.69, §10.1.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "modem/sim/command_table.hpp"
#include "modem/sim/terminal_text.hpp"
#include "modem/sim/ussd.hpp"

namespace hayauma::sim {
namespace {

constexpr const char* operator_long = "NTT DOCOMO";
constexpr const char* operator_short = "DOCOMO";
constexpr const char* operator_numeric = "44010";
constexpr int         access_eutran = 7;

/// +CREG, +CGREG and +CEREG differ only in whom they ask.
reply registration(modem_state& s, const command& what, const char* name, domain which) {
    const std::string prefix = std::string(name) + ": ";
    switch (what.kind) {
    case command_kind::test: return reply::ok(prefix + "(0-2)");
    case command_kind::read: {
        const int   n = s.number(name);
        std::string text = prefix + std::to_string(n) + "," + std::to_string(stat(s, which));
        if (n == 2) text += registration_location(s);
        return reply::ok(std::move(text));
    }
    case command_kind::action:
    case command_kind::set: break;
    }
    const auto n = what.has(0) ? what.number(0) : std::optional(0);
    if (!n || *n < 0 || *n > 2) return reply::cme(cme::incorrect_parameters);
    s.set.numbers[name] = *n;
    return reply::ok();
}

reply creg(modem_state& s, const command& what) {
    return registration(s, what, "+CREG", domain::cs);
}
reply cgreg(modem_state& s, const command& what) {
    return registration(s, what, "+CGREG", domain::ps);
}
reply cereg(modem_state& s, const command& what) {
    return registration(s, what, "+CEREG", domain::eps);
}

reply c5greg(modem_state& s, const command& what) {
    return registration(s, what, "+C5GREG", domain::ps_5g);
}

std::string operator_name(const modem_state& s) {
    switch (s.set.operator_format) {
    case 0: return to_terminal(s, operator_long);
    case 1: return to_terminal(s, operator_short);
    default: return operator_numeric;
    }
}

reply current_operator(const modem_state& s) {
    const std::string mode = "+COPS: " + std::to_string(s.radio.selection);
    if (!has_service(s)) return reply::ok(mode);
    return reply::ok(mode + "," + std::to_string(s.set.operator_format) + ",\"" + operator_name(s) +
                     "\"," + std::to_string(access_eutran));
}

/// @see 3GPP TS 27.007 §7.3: 0 automatic, 1 manual, 2 off the network, 3 only the format,
///      4 manual, else automatic.
reply select_operator(modem_state& s, const command& what) {
    const auto mode = what.number(0);
    if (!mode || *mode < 0 || *mode > 4) return reply::cme(cme::incorrect_parameters);
    if (what.has(1)) {
        const auto format = what.number(1);
        if (!format || *format < 0 || *format > 2) return reply::cme(cme::incorrect_parameters);
        s.set.operator_format = *format;
    }
    if (*mode == 3) return reply::ok();
    if ((*mode == 1 || *mode == 4) && what.text(2) != operator_name(s)) {
        return reply::cme(cme::operation_not_allowed);
    }
    const bool was_off = s.radio.detached;
    s.radio.selection = *mode == 4 ? 1 : *mode;
    s.radio.detached = *mode == 2;
    if (was_off && !s.radio.detached) search_network(s);
    return reply::ok();
}

reply operators(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test:
        return reply::ok("+COPS: (2,\"" + to_terminal(s, operator_long) + "\",\"" +
                         to_terminal(s, operator_short) + "\",\"" + operator_numeric +
                         "\",7),,(0-4),(0-2)");
    case command_kind::read: return current_operator(s);
    case command_kind::set: return select_operator(s, what);
    case command_kind::action: break;
    }
    return reply::error();
}

/// @see 3GPP TS 27.007 §8.2: 0 minimum, 1 full, 4 radio off; <rst> 1 restarts first.
reply functionality(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test: return reply::ok("+CFUN: (0,1,4),(0,1)");
    case command_kind::read: return reply::ok("+CFUN: " + std::to_string(s.radio.functionality));
    case command_kind::action: return reply::error();
    case command_kind::set: break;
    }
    const auto wanted = what.number(0);
    const auto reset = what.has(1) ? what.number(1) : std::optional(0);
    if (wanted && *wanted == s.maker->reset_functionality) return reply::then(restart{});
    const bool known = wanted && (*wanted == 0 || *wanted == 1 || *wanted == 4);
    if (!known || !reset || *reset < 0 || *reset > 1) return reply::cme(cme::incorrect_parameters);
    if (*reset == 1) {
        if (*wanted != 1) return reply::cme(cme::operation_not_supported);
        return reply::then(restart{});
    }
    if (*wanted == 1 && s.radio.functionality != 1) search_network(s);
    // At minimum functionality the card has no power, so that it asks for its PIN again.
    if (*wanted == 0 && s.card.asks_pin && s.card.lock == sim_lock::none)
        s.card.lock = sim_lock::pin;
    s.radio.functionality = *wanted;
    return reply::ok();
}

/// A reading strays from its value, each time differently, and repeatably by seed.
double stray(modem_state& s) {
    const int width = s.radio.conditions.wobble_db;
    if (width <= 0) return 0;
    const auto steps = static_cast<std::uint64_t>(2 * width + 1);
    return static_cast<double>(next_number(s.wobble) % steps) - width;
}

int step(double value, double lowest, double size, int most) {
    return std::clamp(static_cast<int>(std::floor((value - lowest) / size)), 0, most);
}

/// @see 3GPP TS 27.007 §8.5.
reply signal(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CSQ: (0-31,99),(0-7,99)");
    if (what.kind != command_kind::action) return reply::cme(cme::incorrect_parameters);
    const auto& rssi = s.radio.conditions.rssi_dbm;
    if (!rssi || s.radio.functionality != 1) return reply::ok("+CSQ: 99,99");
    return reply::ok("+CSQ: " + std::to_string(step(*rssi + stray(s), -113, 2, 31)) + ",99");
}

/// @see 3GPP TS 27.007 §8.69; on E-UTRAN only rsrq and rsrp are known.
reply extended_signal(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) {
        return reply::ok("+CESQ: (0-63,99),(0-7,99),(0-96,255),(0-49,255),(0-34,255),(0-97,255)");
    }
    if (what.kind != command_kind::action) return reply::cme(cme::incorrect_parameters);
    const auto& c = s.radio.conditions;
    const bool  on = s.radio.functionality == 1;
    const int   rsrq = c.rsrq_db && on ? step(*c.rsrq_db, -20, 0.5, 34) : 255;
    const int   rsrp = c.rsrp_dbm && on ? step(*c.rsrp_dbm + stray(s), -141, 1, 97) : 255;
    return reply::ok("+CESQ: 99,99,255,255," + std::to_string(rsrq) + "," + std::to_string(rsrp));
}

/// @see 3GPP TS 27.007 §10.1.9.
reply attachment(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CGATT: (0,1)");
    if (what.kind == command_kind::read) {
        return reply::ok(std::string("+CGATT: ") + (has_service(s) ? "1" : "0"));
    }
    const auto wanted = what.number(0);
    if (!wanted || *wanted < 0 || *wanted > 1) return reply::cme(cme::incorrect_parameters);
    return reply::ok();
}

reply contexts(modem_state&, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CGDCONT: (1-8),\"IP\",,,(0),(0)");
    if (what.kind == command_kind::set) return reply::ok();
    return reply::ok("+CGDCONT: 1,\"IPV4V6\",\"spmode.ne.jp\",\"\",0,0");
}

/// @see 3GPP TS 27.007 §8.71: registered for IMS, with SMS (ext_info bit 4).
reply ims(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CIREG: (0)");
    if (what.kind == command_kind::read) {
        return reply::ok(has_service(s) ? "+CIREG: 0,1,4" : "+CIREG: 0,0");
    }
    return reply::ok();
}

/// The code of +CUSD, as it is carried to the modem; nullopt where it cannot be read.
std::optional<std::string> ussd_code(const modem_state& s, std::string_view typed) {
    return s.maker->packs_ussd ? unpacked(typed) : from_terminal(s, typed);
}

/// @see 3GPP TS 27.007 §7.15; 2 ends a dialogue.
reply ussd(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CUSD: (0-2)");
    if (what.kind == command_kind::read) {
        return reply::ok("+CUSD: " + std::to_string(s.number("+CUSD")));
    }
    const auto n = what.has(0) ? what.number(0) : std::optional(0);
    if (!n || *n < 0 || *n > 2) return reply::cme(cme::incorrect_parameters);
    if (*n == 2) {
        s.ussd_waits = false;
        return reply::ok();
    }
    s.set.numbers["+CUSD"] = *n;
    if (!what.has(1)) return reply::ok();
    auto code = ussd_code(s, what.text(1));
    if (!code) return reply::cme(cme::incorrect_parameters);
    if (!has_service(s)) return reply::cme(cme::no_network_service);
    return reply::then(ask_network{*std::move(code)});
}

constexpr auto table = std::to_array<command_entry>({
    {"+CREG", need::nothing, creg},
    {"+CGREG", need::nothing, cgreg},
    {"+CEREG", need::nothing, cereg},
    {"+C5GREG", need::nothing, c5greg},
    {"+CUSD", need::card, ussd},
    {"+COPS", need::card, operators},
    {"+CFUN", need::nothing, functionality},
    {"+CSQ", need::nothing, signal},
    {"+CESQ", need::nothing, extended_signal},
    {"+CGATT", need::card, attachment},
    {"+CGDCONT", need::card, contexts},
    {"+CIREG", need::nothing, ims},
});

}  // namespace

std::span<const command_entry> network_commands() noexcept { return table; }

}  // namespace hayauma::sim
