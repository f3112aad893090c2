#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modem/sms/address.hpp"
#include "modem/sms/codec_error.hpp"
#include "modem/sms/message_type.hpp"
#include "modem/sms/octet_reader.hpp"
#include "modem/sms/user_data.hpp"
#include "modem/sms/validity.hpp"

namespace hayauma::sms {

/// SMS-SUBMIT as somebody else wrote it: what a service centre sees. @see 3GPP TS 23.040 §9.2.2.2.
struct decoded_submit {
    std::optional<address> smsc;                       ///< absent: the modem's own
    bool                   reject_duplicates = false;  ///< TP-RD
    bool                   status_report = false;      ///< TP-SRR
    bool                   reply_path = false;         ///< TP-RP
    std::uint8_t           message_reference = 0;      ///< TP-MR
    address                destination;                ///< TP-DA, of any type and plan
    std::uint8_t           protocol_identifier = 0;    ///< TP-PID
    validity_period        validity;                   ///< TP-VP
    raw_user_data          data;                       ///< TP-DCS, TP-UDL and TP-UD as they came
    sms::content           content;                    ///< what they hold

    bool operator==(const decoded_submit&) const = default;
};

/// Strict about lengths: a SUBMIT comes from a program beside us, which should hear of its mistake.
/// Fails with `wrong_type`, `truncated`, `too_long` and `left_over`.
/// @param trace where to note every field, or null.
decoded<decoded_submit> decode_submit(std::span<const std::uint8_t> pdu,
                                      smsc_field                    smsc = smsc_field::present,
                                      std::vector<field_span>*      trace = nullptr);

/// The same for a line of hexadecimal digits; fails with `not_hex` and `odd_hex` as well.
decoded<decoded_submit> decode_submit(std::string_view hex, smsc_field smsc = smsc_field::present);

}  // namespace hayauma::sms
