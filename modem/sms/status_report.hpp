#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modem/sms/address.hpp"
#include "modem/sms/codec_error.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/message_type.hpp"
#include "modem/sms/octet_reader.hpp"
#include "modem/sms/timestamp.hpp"

namespace hayauma::sms {

/// What TP-Status says of the message. @see 3GPP TS 23.040 §9.2.3.15.
enum class delivery {
    delivered,    ///< received by the SME (00), and what an SC calls success
    unconfirmed,  ///< forwarded, but the SC cannot confirm delivery (01); or unknown to it
    pending,      ///< temporary error, the SC is still trying (20..3F)
    failed,       ///< permanent error, or the SC has given up
};

/// SMS-STATUS-REPORT. @see 3GPP TS 23.040 §9.2.2.3.
struct status_report {
    std::uint8_t             message_reference = 0;  ///< TP-MR
    std::string              recipient;              ///< TP-RA: digits, no '+'; may be national
    std::optional<timestamp> submitted;              ///< TP-SCTS; absent where it holds no date
    std::optional<timestamp> finished;               ///< TP-DT; absent where it holds no date
    std::uint8_t             status = 0;             ///< TP-ST, raw

    bool operator==(const status_report&) const = default;
};

/// The values that 3GPP TS 23.040 reserves above 7F read as "service rejected": failed.
delivery classify_status(std::uint8_t tp_st) noexcept;

/// Whether the SC says no more about the message after this. @see 3GPP TS 23.040 §9.2.3.15.
bool is_final_status(std::uint8_t tp_st) noexcept;

/// What a modem prints after `+CDS:`.
/// @param smsc the service centre; absent: the SMSC field is the length 0.
/// @param recipient_type TON and NPI of TP-RA; 0x91 is international, 0x81 as dialled.
pdu_line encode(const status_report& report, const std::optional<address>& smsc = std::nullopt,
                std::uint8_t recipient_type = 0x91);

/// What follows TP-ST (TP-PI and what it announces) is not read: none of it concerns the message.
/// Fails with `wrong_type`, `truncated` and `too_long`.
/// @param trace where to note every field, or null.
decoded<status_report> decode_status_report(std::span<const std::uint8_t> pdu,
                                            smsc_field               smsc = smsc_field::present,
                                            std::vector<field_span>* trace = nullptr);

/// The same for a line of hexadecimal digits; fails with `not_hex` and `odd_hex` as well.
decoded<status_report> decode_status_report(std::string_view hex,
                                            smsc_field       smsc = smsc_field::present);

}  // namespace hayauma::sms
