#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modem/sms/address.hpp"
#include "modem/sms/codec_error.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/message_type.hpp"
#include "modem/sms/octet_reader.hpp"
#include "modem/sms/timestamp.hpp"
#include "modem/sms/user_data.hpp"

namespace hayauma::sms {

/// SMS-DELIVER: a message that comes to a phone. @see 3GPP TS 23.040 §9.2.2.1.
struct deliver {
    std::optional<address>   smsc;                     ///< the service centre that sent it
    bool                     more_messages = false;    ///< TP-MMS, the right way round
    bool                     report_asked = false;     ///< TP-SRI
    bool                     reply_path = false;       ///< TP-RP
    address                  originator;               ///< TP-OA: a number or a name
    std::uint8_t             protocol_identifier = 0;  ///< TP-PID
    std::optional<timestamp> submitted;                ///< TP-SCTS; absent where it holds no date
    raw_user_data            data;                     ///< TP-DCS, TP-UDL and TP-UD

    bool operator==(const deliver&) const = default;
};

/// A DELIVER that came, and what its user data holds.
struct decoded_deliver {
    deliver      message;
    sms::content content;

    bool operator==(const decoded_deliver&) const = default;
};

/// What a modem prints after `+CMT:`. The SMSC field is the length 0 where `smsc` is absent.
pdu_line encode(const deliver& message);

/// Octets after TP-UD are ignored: modems append some. The reserved TP-MTI 11 reads as a DELIVER,
/// as the standard wants. Fails with `wrong_type`, `truncated` and `too_long`.
/// @param trace where to note every field, or null. @see 3GPP TS 23.040 §9.2.3.1.
decoded<decoded_deliver> decode_deliver(std::span<const std::uint8_t> pdu,
                                        smsc_field                    smsc = smsc_field::present,
                                        std::vector<field_span>*      trace = nullptr);

/// The same for a line of hexadecimal digits; fails with `not_hex` and `odd_hex` as well.
decoded<decoded_deliver> decode_deliver(std::string_view hex,
                                        smsc_field       smsc = smsc_field::present);

}  // namespace hayauma::sms
