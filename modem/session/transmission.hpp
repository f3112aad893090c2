#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "config/time.hpp"
#include "modem/sms/errors.hpp"
#include "modem/sms/phone_number.hpp"
#include "modem/sms/segment.hpp"

namespace hayauma::modem {

/// What the gateway asks of a modem: one part, on the air, before its deadline.
struct transmission {
    std::int64_t attempt = 0;  ///< the caller's number of this try; comes back with late results
    sms::phone_number destination;
    sms::user_data    data;
    bool              status_report = true;
    wall_time         expires_at{};  ///< sets TP-VP: what is left when AT+CMGS is written
    mono_time         deadline{};    ///< last moment for the write that holds Ctrl-Z
};

/// The network took it. The TP-MR is the modem's own, 0..255, and wraps.
struct accepted {
    std::uint8_t message_reference = 0;
    bool         operator==(const accepted&) const = default;
};

/// Certainly not on the air: ended before Ctrl-Z was written, or `OK` alone after our ESC.
struct not_sent {
    sms::error_code error;
    bool            operator==(const not_sent&) const = default;
};

/// Refused with a number, whose class says what follows.
struct rejected {
    sms::error_code  error;
    sms::fault_class fault = sms::fault_class::retry_other;
    bool             operator==(const rejected&) const = default;
};

/// Ctrl-Z was written and no final result tells: it may be on the air.
struct unknown {
    sms::error_code error;
    bool            operator==(const unknown&) const = default;
};

/// What a submission can end as: the most important type in the program (docs/ARCHITECTURE.md).
using submit_outcome = std::variant<accepted, not_sent, rejected, unknown>;

}  // namespace hayauma::modem
