#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "modem/sms/codec_error.hpp"
#include "modem/sms/deliver.hpp"
#include "modem/sms/message_type.hpp"
#include "modem/sms/status_report.hpp"
#include "modem/sms/submit_decoder.hpp"

namespace hayauma::sms {

/// Which way a PDU went. TP-MTI means another type each way (3GPP TS 23.040 §9.2.3.1).
enum class direction { from_modem, to_modem };

/// One field of a PDU, for people to read.
struct shown_field {
    std::size_t               octet = 0;  ///< where it begins, counted from 0
    std::vector<std::uint8_t> octets;
    std::string_view          name;     ///< as in 3GPP TS 23.040: "TP-DA.digits"
    std::string               meaning;  ///< what the octets say; UTF-8, may hold any character
};

/// A PDU and all that it says. Its fields hold a number and a text: never log them.
struct dissection {
    message_type                                                 type = message_type::submit;
    std::vector<shown_field>                                     fields;
    std::variant<decoded_submit, decoded_deliver, status_report> message;
};

/// Takes any PDU apart. TP-MTI says which it is: 00 DELIVER, 01 SUBMIT, 10 STATUS-REPORT, as far
/// as the direction is unknown. From a modem 01 is a SUBMIT-REPORT, and to it 00 is a
/// DELIVER-REPORT and 10 a COMMAND: these fail with `unsupported_type`, everything else as the
/// decoder of its type does.
decoded<dissection> dissect(std::span<const std::uint8_t> pdu,
                            smsc_field                    smsc = smsc_field::present,
                            std::optional<direction>      way = std::nullopt);

const char* name(message_type t) noexcept;  ///< "SMS-SUBMIT"
const char* name(delivery d) noexcept;      ///< "delivered", "unconfirmed", "pending", "failed"

}  // namespace hayauma::sms
