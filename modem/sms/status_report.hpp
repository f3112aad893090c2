#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace hayauma::sms {

/// What TP-Status says of the message. @see 3GPP TS 23.040 §9.2.3.15.
enum class delivery {
    delivered,      ///< received by the SME (00), and what an SC calls success
    unconfirmed,    ///< forwarded, but the SC cannot confirm delivery (01); or unknown to it
    pending,        ///< temporary error, the SC is still trying (20..3F)
    failed,         ///< permanent error, or the SC has given up
};

/// SCTS or DT: local time of the SC with its offset. @see 3GPP TS 23.040 §9.2.3.11.
struct timestamp {
    std::chrono::sys_seconds utc{};
    int                      quarter_hours = 0;  ///< offset from UTC, signed; Japan is 36

    bool operator==(const timestamp&) const = default;
};

/// SMS-STATUS-REPORT. @see 3GPP TS 23.040 §9.2.2.3.
struct status_report {
    std::uint8_t             message_reference = 0;  ///< TP-MR
    std::string              recipient;              ///< TP-RA as digits, without '+'; may be national
    std::optional<timestamp> submitted;              ///< TP-SCTS; absent where it holds no date
    std::optional<timestamp> finished;               ///< TP-DT; absent where it holds no date
    std::uint8_t             status = 0;             ///< TP-ST, raw

    bool operator==(const status_report&) const = default;
};

delivery classify_status(std::uint8_t tp_st) noexcept;

}  // namespace hayauma::sms
