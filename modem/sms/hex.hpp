#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modem/sms/codec_error.hpp"

namespace hayauma::sms {

/// A PDU as a modem prints it after `+CMT:` or `+CDS:` and as it reads it after AT+CMGS.
struct pdu_line {
    std::string hex;              ///< upper case, SMSC field and TPDU
    std::size_t tpdu_octets = 0;  ///< <length>: without the SMSC field (3GPP TS 27.005 §3.1)

    bool operator==(const pdu_line&) const = default;
};

/// Upper case, two digits an octet (the IRA coding of 3GPP TS 27.005 §3.1, <pdu>).
std::string to_hex(std::span<const std::uint8_t> octets);

/// Either case is read; nothing but digits is. Fails with `not_hex` or `odd_hex` at the octet.
decoded<std::vector<std::uint8_t>> from_hex(std::string_view digits);

}  // namespace hayauma::sms
