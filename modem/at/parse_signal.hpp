#pragma once

#include <optional>
#include <string_view>

#include "modem/at/result.hpp"

namespace hayauma::at {

/// What a maker's own words say of the signal. Unknown is absent, also where a modem fills in a
/// number that cannot be one (0, 255, -32768).
struct signal_reading {
    std::optional<int>    rssi_dbm;
    std::optional<int>    rsrp_dbm;
    std::optional<double> rsrq_db;
    bool                  operator==(const signal_reading&) const = default;
};

/// One line of a maker's answer or news, known by its name:
/// `+QCSQ: "LTE",<rssi>,<rsrp>,<sinr>,<rsrq>` (Quectel) in dBm and dB;
/// `^HCSQ: "LTE",<rssi>,<rsrp>,<sinr>,<rsrq>` (Huawei) in steps from -121 dBm, -141 dBm, -20 dB;
/// `+CPSI: LTE,Online,...` (SIMCom) with RSRQ, RSRP and RSSI in 0.1 dB;
/// `^SMONI: 4G,...` (Cinterion) with RSRP and RSRQ;
/// `^RSSI: <n>` (Huawei) as in +CSQ.
/// Other networks than LTE and NR give the RSSI at most.
result<signal_reading> parse_vendor_signal(std::string_view line);

}  // namespace hayauma::at
