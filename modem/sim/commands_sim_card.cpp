// The card: PIN (3GPP TS 27.007 §8.3, §8.65, §7.4, §7.5) and what can be read from it.
#include <algorithm>
#include <array>

#include "modem/sim/command_table.hpp"

namespace hayauma::sim {
namespace {

bool is_pin(std::string_view text) noexcept {
    return text.size() >= 4 && text.size() <= 8 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void unlock(modem_state& s) {
    s.card.lock = sim_lock::none;
    s.card.pin_left = 3;
    search_network(s);
}

reply try_pin(modem_state& s, std::string_view pin) {
    if (!is_pin(pin)) return reply::cme(cme::incorrect_parameters);
    if (pin == s.card.pin) {
        unlock(s);
        return reply::ok();
    }
    if (--s.card.pin_left > 0) return reply::cme(cme::incorrect_password);
    s.card.lock = sim_lock::puk;
    return reply::cme(cme::sim_puk_required);
}

reply try_puk(modem_state& s, std::string_view puk, std::string_view new_pin) {
    if (!is_pin(puk)) return reply::cme(cme::incorrect_parameters);
    if (!is_pin(new_pin)) return reply::cme(cme::sim_puk_required);
    if (puk == s.card.puk) {
        s.card.pin = new_pin;
        s.card.puk_left = 10;
        unlock(s);
        return reply::ok();
    }
    if (--s.card.puk_left > 0) return reply::cme(cme::incorrect_password);
    s.card.lock = sim_lock::failure;  // Blocked for good.
    return reply::cme(cme::sim_failure);
}

reply enter_pin(modem_state& s, const command& what) {
    switch (s.card.lock) {
    case sim_lock::none: return reply::cme(cme::operation_not_allowed);
    case sim_lock::pin: return try_pin(s, what.text(0));
    case sim_lock::puk: return try_puk(s, what.text(0), what.text(1));
    case sim_lock::absent: return reply::cme(cme::sim_not_inserted);
    case sim_lock::failure: return reply::cme(cme::sim_failure);
    case sim_lock::busy: return reply::cme(cme::sim_busy);
    }
    return reply::error();
}

reply ask_lock(const modem_state& s) {
    switch (s.card.lock) {
    case sim_lock::none: return reply::ok("+CPIN: READY");
    case sim_lock::pin: return reply::ok("+CPIN: SIM PIN");
    case sim_lock::puk: return reply::ok("+CPIN: SIM PUK");
    case sim_lock::absent: return reply::cme(cme::sim_not_inserted);
    case sim_lock::failure: return reply::cme(cme::sim_failure);
    case sim_lock::busy: return reply::cme(cme::sim_busy);
    }
    return reply::error();
}

reply pin(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test: return reply::ok();
    case command_kind::read: return ask_lock(s);
    case command_kind::set: return enter_pin(s, what);
    case command_kind::action: break;
    }
    return reply::error();
}

/// +CPINR: how many tries are left, also for one of them: +CPINR="SIM PIN".
reply pin_retries(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok();
    if (what.kind == command_kind::read) return reply::error();
    if (s.card.lock == sim_lock::absent) return reply::cme(cme::sim_not_inserted);
    const std::string_view wanted = what.text(0);
    reply                  all;
    const auto             add = [&](std::string_view kind, int left, int most) {
        if (!wanted.empty() && wanted != kind) return;
        all.information.push_back("+CPINR: " + std::string(kind) + "," + std::to_string(left) +
                                              "," + std::to_string(most));
    };
    add("SIM PIN", s.card.pin_left, 3);
    add("SIM PUK", s.card.puk_left, 10);
    if (all.information.empty()) return reply::cme(cme::incorrect_parameters);
    return all;
}

/// +CLCK for the SIM's PIN ("SC") only; mode 0 off, 1 on, 2 asks.
reply facility_lock(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok("+CLCK: (\"SC\")");
    const auto mode = what.number(1);
    if (what.kind != command_kind::set || !mode) return reply::cme(cme::incorrect_parameters);
    if (what.text(0) != "SC") return reply::cme(cme::operation_not_supported);
    if (*mode == 2) return reply::ok(std::string("+CLCK: ") + (s.card.asks_pin ? "1" : "0"));
    if (*mode != 0 && *mode != 1) return reply::cme(cme::incorrect_parameters);
    if (what.text(2) != s.card.pin) {
        if (--s.card.pin_left > 0) return reply::cme(cme::incorrect_password);
        s.card.lock = sim_lock::puk;
        return reply::cme(cme::sim_puk_required);
    }
    s.card.pin_left = 3;
    s.card.asks_pin = *mode == 1;
    return reply::ok();
}

/// A command that only says something; "=?" says nothing.
reply say(const command& what, std::string text) {
    if (what.kind == command_kind::test) return reply::ok();
    if (what.kind == command_kind::set) return reply::cme(cme::incorrect_parameters);
    return reply::ok(std::move(text));
}

reply imsi(modem_state& s, const command& what) { return say(what, s.who.imsi); }
reply iccid_ccid(modem_state& s, const command& what) { return say(what, "+CCID: " + s.who.iccid); }
reply iccid(modem_state& s, const command& what) { return say(what, "+ICCID: " + s.who.iccid); }
reply iccid_qccid(modem_state& s, const command& what) {
    return say(what, "+QCCID: " + s.who.iccid);
}

/// @see 3GPP TS 27.007 §7.1.
reply own_number(modem_state& s, const command& what) {
    return say(what, "+CNUM: \"\",\"+" + s.who.number + "\",145");
}

constexpr auto table = std::to_array<command_entry>({
    {"+CPIN", need::nothing, pin},
    {"+CPINR", need::nothing, pin_retries},
    {"+CLCK", need::card, facility_lock},
    {"+CIMI", need::card, imsi},
    {"+CCID", need::card, iccid_ccid},
    {"+ICCID", need::card, iccid},
    {"+QCCID", need::card, iccid_qccid},
    {"+CNUM", need::card, own_number},
});

}  // namespace

std::span<const command_entry> sim_card_commands() noexcept { return table; }

}  // namespace hayauma::sim
