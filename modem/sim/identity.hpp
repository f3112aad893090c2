#pragma once

#include <cstdint>
#include <string>

namespace hayauma::sim {

/// A small repeatable source of numbers (splitmix64). The caller owns the state.
std::uint64_t next_number(std::uint64_t& state) noexcept;

/// Who a simulated modem and its SIM are. Derived, never drawn.
struct identity {
    std::string  imei;    ///< 15 digits, the last one is the Luhn digit (3GPP TS 23.003 §6.2.1)
    std::string  iccid;   ///< 19 digits, 8981 ..., the last one is the Luhn digit (ITU-T E.118 §4)
    std::string  imsi;    ///< 15 digits, 44010 ... (3GPP TS 23.003 §2.2)
    std::string  number;  ///< E.164 digits without '+', 8170 ...
    std::uint8_t first_reference = 0;  ///< TP-MR of the first submission

    bool operator==(const identity&) const = default;
};

/// @param index 0 .. 9,999; two modems of one seed never share an IMEI, ICCID, IMSI or number.
identity make_identity(std::uint64_t seed, unsigned index);

}  // namespace hayauma::sim
