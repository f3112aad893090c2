// ITU-T V.250: echo, results, registers, profiles; identity and status of 3GPP TS 27.007 §5 and §8.
#include <array>
#include <chrono>
#include <cstdio>

#include "modem/sim/command_table.hpp"
#include "modem/sim/parameters.hpp"
#include "modem/sim/sim_network.hpp"
#include "modem/sim/terminal_text.hpp"

namespace hayauma::sim {
namespace {

/// A basic command with 0 or 1, where nothing means 0 (V.250 §5.3.1).
reply set_flag(bool& flag, const command& what) {
    const int value = what.number(0).value_or(0);
    if (value > 1) return reply::error();
    flag = value == 1;
    return reply::ok();
}

reply echo(modem_state& s, const command& what) { return set_flag(s.set.echo, what); }
reply verbose(modem_state& s, const command& what) { return set_flag(s.set.verbose, what); }
reply quiet(modem_state& s, const command& what) { return set_flag(s.set.quiet, what); }

/// Commands of lines and calls that change nothing here.
reply accept(modem_state&, const command&) { return reply::ok(); }

reply no_call(modem_state&, const command&) { return reply::no_carrier(); }

reply hang_up(modem_state& s, const command&) {
    s.call.reset();
    return reply::ok();
}

/// @see 3GPP TS 27.007 §7.18: a call that comes in rings; there are no others here.
reply calls(modem_state& s, const command& what) {
    if (what.kind != command_kind::action || !s.call) return reply::ok();
    return reply::ok("+CLCC: 1,1,4,0,0,\"" + s.call->number + "\",129");
}

reply reset_settings(modem_state& s, const command& what) {
    if (s.maker->refuses_reset && what.name == "Z") return reply::error();
    s.set = settings{};
    return reply::ok();
}

reply product(modem_state& s, const command&) {
    const personality& p = *s.maker;
    return reply::ok(std::string(p.manufacturer).append("\r\n").append(p.model) +
                     "\r\nRevision: " + std::string(p.firmware) + "\r\nIMEI: " + s.who.imei);
}

/// A command that only says something: as itself, and nothing with "=?".
reply say(const command& what, std::string text) {
    if (what.kind == command_kind::test) return reply::ok();
    if (what.kind != command_kind::action) return reply::cme(cme::incorrect_parameters);
    return reply::ok(std::move(text));
}

reply say_manufacturer(modem_state& s, const command& what) {
    return say(what, std::string(s.maker->manufacturer));
}
reply say_model(modem_state& s, const command& what) {
    return say(what, std::string(s.maker->model));
}
reply say_firmware(modem_state& s, const command& what) {
    return say(what, std::string(s.maker->firmware));
}
reply say_capabilities(modem_state&, const command& what) { return say(what, "+GCAP: +CGSM"); }

/// @see 3GPP TS 27.007 §5.4: alone the bare serial number, with <snt> 1 the IMEI by name.
reply serial_number(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test: return reply::ok("+CGSN: (0-3)");
    case command_kind::read: return reply::cme(cme::incorrect_parameters);
    case command_kind::action: return reply::ok(s.who.imei);
    case command_kind::set: break;
    }
    switch (what.number(0).value_or(-1)) {
    case 0: return reply::ok(s.who.imei);
    case 1: return reply::ok("+CGSN: \"" + s.who.imei + "\"");
    case 2: return reply::ok("+CGSN: \"" + s.who.imei.substr(0, 14) + "01\"");
    case 3: return reply::ok("+CGSN: \"01\"");
    default: return reply::cme(cme::incorrect_parameters);
    }
}

reply registers(modem_state& s, const command& what, int which) {
    const auto at = s.set.registers.find(which);
    if (what.kind == command_kind::read) {
        if (at == s.set.registers.end()) return reply::error();
        char text[8];
        std::snprintf(text, sizeof text, "%03d", at->second);
        return reply::ok(text);
    }
    const int value = what.number(0).value_or(0);
    // S3, S4 and S5 are characters (V.250 §6.2.1 to §6.2.3).
    const int highest = which >= 3 && which <= 5 ? 127 : 255;
    if (at == s.set.registers.end() || value > highest) return reply::error();
    at->second = value;
    return reply::ok();
}

template <int which>
reply register_number(modem_state& s, const command& what) {
    return registers(s, what, which);
}

/// @see 3GPP TS 27.007 §5.5.
reply alphabet(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test: return reply::ok("+CSCS: (\"GSM\",\"IRA\",\"UCS2\")");
    case command_kind::read: return reply::ok("+CSCS: \"" + s.set.alphabet + "\"");
    case command_kind::action: break;
    case command_kind::set: {
        const std::string_view wanted = what.text(0);
        if (wanted != "GSM" && wanted != "IRA" && wanted != "UCS2") {
            return reply::cme(cme::incorrect_parameters);
        }
        s.set.alphabet = wanted;
        return reply::ok();
    }
    }
    return reply::error();
}

/// @see 3GPP TS 27.007 §8.1.
reply activity(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CPAS: (0,2,3,4)");
    return say(what, s.call ? "+CPAS: 3" : "+CPAS: 0");
}

/// @see 3GPP TS 27.007 §8.4.
reply battery(modem_state&, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CBC: (0-2),(0-100)");
    return say(what, "+CBC: 0,100");
}

/// @see 3GPP TS 27.007 §8.15; the zone counts quarters of an hour.
reply clock(modem_state& s, const command& what) {
    if (what.kind == command_kind::test || what.kind == command_kind::set) return reply::ok();
    if (what.kind != command_kind::read) return reply::error();
    const auto utc = std::chrono::floor<std::chrono::seconds>(s.wall);
    return reply::ok("+CCLK: " + terminal_time(utc, sim_network::zone_quarters));
}

reply list_commands(modem_state&, const command& what) {
    if (what.kind == command_kind::test) return reply::ok();
    reply all;
    for (const parameter& row : parameters()) all.information.emplace_back(row.name);
    for (const auto& list : {general_commands(), sim_card_commands(), network_commands(),
                             sms_commands(), sms_storage_commands()}) {
        for (const command_entry& entry : list) {
            if (entry.name.starts_with('+')) all.information.emplace_back(entry.name);
        }
    }
    return all;
}

constexpr auto table = std::to_array<command_entry>({
    {"E", need::nothing, echo},
    {"V", need::nothing, verbose},
    {"Q", need::nothing, quiet},
    {"Z", need::nothing, reset_settings},
    {"&F", need::nothing, reset_settings},
    {"&C", need::nothing, accept},
    {"&D", need::nothing, accept},
    {"&K", need::nothing, accept},
    {"&S", need::nothing, accept},
    {"&W", need::nothing, accept},
    {"H", need::nothing, hang_up},
    {"L", need::nothing, accept},
    {"M", need::nothing, accept},
    {"P", need::nothing, accept},
    {"T", need::nothing, accept},
    {"X", need::nothing, accept},
    {"A", need::nothing, no_call},
    {"D", need::nothing, no_call},
    {"O", need::nothing, no_call},
    {"S0", need::nothing, register_number<0>},
    {"S3", need::nothing, register_number<3>},
    {"S4", need::nothing, register_number<4>},
    {"S5", need::nothing, register_number<5>},
    {"S7", need::nothing, register_number<7>},
    {"S10", need::nothing, register_number<10>},
    {"I", need::nothing, product},
    {"+CGMI", need::nothing, say_manufacturer},
    {"+GMI", need::nothing, say_manufacturer},
    {"+CGMM", need::nothing, say_model},
    {"+GMM", need::nothing, say_model},
    {"+CGMR", need::nothing, say_firmware},
    {"+GMR", need::nothing, say_firmware},
    {"+CGSN", need::nothing, serial_number},
    {"+GSN", need::nothing, serial_number},
    {"+GCAP", need::nothing, say_capabilities},
    {"+CSCS", need::nothing, alphabet},
    {"+CPAS", need::nothing, activity},
    {"+CBC", need::nothing, battery},
    {"+CCLK", need::nothing, clock},
    {"+CLAC", need::nothing, list_commands},
    {"+CLCC", need::nothing, calls},
    {"+CHUP", need::nothing, hang_up},
    {"+IFC", need::nothing, accept},
    {"+ICF", need::nothing, accept},
});

}  // namespace

std::span<const command_entry> general_commands() noexcept { return table; }

}  // namespace hayauma::sim
