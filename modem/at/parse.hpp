#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "modem/at/result.hpp"

// The information texts of the commands we use. Each takes one line as `token_reader` gives it and
// returns `errc::malformed_reply` for what it does not understand: a modem says strange things, and
// no value is better than a wrong one.

namespace hayauma::at {

/// TP-MR from the information text of a successful submission: `+CMGS: <mr>[,<ackpdu>]`.
/// `<ackpdu>` is ignored on purpose: it appears only under +CSMS service 1.
/// @see 3GPP TS 27.005 §4.3 (PDU mode); TP-MR: 3GPP TS 23.040 §9.2.3.6.
result<std::uint8_t> parse_cmgs(std::string_view line);

/// `+CSQ: <rssi>,<ber>`: dBm, -113 to -51; absent for 99 and for the ranges of other networks.
/// @see 3GPP TS 27.007 §8.5.
result<std::optional<int>> parse_csq(std::string_view line);

/// Unknown is absent.
struct extended_signal {
    std::optional<int>    rsrp_dbm;  ///< -141 to -44
    std::optional<double> rsrq_db;   ///< -20 to -3
    bool                  operator==(const extended_signal&) const = default;
};
/// `+CESQ: <rxlev>,<ber>,<rscp>,<ecno>,<rsrq>,<rsrp>[,...]`; the 5G values where LTE has none.
/// @see 3GPP TS 27.007 §8.69.
result<extended_signal> parse_cesq(std::string_view line);

/// <stat> from the answer to AT+CREG?, AT+CGREG? or AT+CEREG?: `+CREG: <n>,<stat>[,...]`.
/// @return 0..11. @see 3GPP TS 27.007 §7.2, §10.1.20, §10.1.22.
result<int> parse_registration(std::string_view line);

/// <stat> from the same line sent unasked: `+CREG: <stat>[,<lac>,...]`, or in the form of an answer
/// where that is certain. In doubt `malformed_reply`: ask the modem instead.
result<int> parse_registration_news(std::string_view line);

enum class sim_state { ready, pin, puk, not_ready, absent, locked };
/// `+CPIN: <code>`. PIN2 and PUK2 do not keep the SIM from sending: ready. `locked` is any other
/// code: personalisation, a PIN of the device. @see 3GPP TS 27.007 §8.3.
result<sim_state> parse_cpin(std::string_view line);

struct network_operator {
    std::string plmn;               ///< "44010"; empty where no operator is selected
    std::string access_technology;  ///< "gsm", "utran", "lte", "nr" or ""
    bool        operator==(const network_operator&) const = default;
};
/// `+COPS: <mode>[,<format>,<oper>[,<AcT>]]`, format 2. @see 3GPP TS 27.007 §7.3.
result<network_operator> parse_cops(std::string_view line);

/// `+CSCA: "<sca>",<tosca>`: the digits with '+'; empty where none is set. Also from the hex of
/// UCS-2 that AT+CSCS="UCS2" leaves. @see 3GPP TS 27.005 §3.3.1.
result<std::string> parse_csca(std::string_view line);

/// `+CFUN: <fun>`. @see 3GPP TS 27.007 §8.2.
result<int> parse_cfun(std::string_view line);

/// <service> of `+CSMS: <service>,<mt>,<mo>,<bm>`; at 1 every direct report wants an AT+CNMA.
/// @see 3GPP TS 27.005 §3.2.1.
result<int> parse_csms(std::string_view line);

/// `+CNMI: <mode>,<mt>,<bm>,<ds>,<bfr>` without prefix and spaces, to compare with what was set.
/// @see 3GPP TS 27.005 §3.4.1.
result<std::string> parse_cnmi(std::string_view line);

/// <index> of `+CMTI: <mem>,<index>` and `+CDSI: <mem>,<index>`. @see 3GPP TS 27.005 §3.4.1.
result<int> parse_stored(std::string_view line);

/// Which command's line it is: "+CREG" of "+CREG: 5"; empty for a line without a name.
std::string_view name_of(std::string_view line) noexcept;

}  // namespace hayauma::at
