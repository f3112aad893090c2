#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include <boost/system/result.hpp>

#include "modem/sms/phone_number.hpp"
#include "modem/sms/segment.hpp"

namespace hayauma::sms {

/// SMS-SUBMIT with every field that a sender sets. @see 3GPP TS 23.040 §9.2.2.2.
struct submit {
    bool                                reject_duplicates = false;  ///< TP-RD
    bool                                status_report = true;       ///< TP-SRR
    bool                                reply_path = false;         ///< TP-RP
    std::uint8_t                        message_reference = 0;      ///< TP-MR; modems set it
    phone_number                        destination;                ///< TP-DA, international, ISDN
    std::uint8_t                        protocol_identifier = 0;    ///< TP-PID
    std::optional<std::uint8_t>         message_class{};            ///< 0..3; 0 is a flash message
    std::optional<std::chrono::seconds> validity{};                 ///< TP-VP, relative; or none
    user_data                           data{};
};

/// A PDU as AT+CMGS takes it: the SMSC field is the one octet 00 (use +CSCA).
struct submit_pdu {
    std::string hex;          ///< upper case, SMSC field and TPDU
    std::size_t tpdu_octets;  ///< AT+CMGS=<length>: without the SMSC field (3GPP TS 27.005 §4.3)
};

submit_pdu encode(const submit& message);

/// TP-VP in the relative format: the longest step that is not longer than `validity`, and 5 minutes
/// (octet 0) for anything shorter. @see 3GPP TS 23.040 §9.2.3.12.1.
std::uint8_t relative_validity(std::chrono::seconds validity) noexcept;

/// What a relative TP-VP octet means.
std::chrono::minutes validity_of(std::uint8_t relative) noexcept;

}  // namespace hayauma::sms
