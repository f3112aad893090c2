#pragma once

#include "modem/session/transmission.hpp"
#include "modem/sms/status_report.hpp"

// The message of the vectors in docs: "Your code is 123456" to +819012345678, valid for 5 minutes.

namespace hayauma::testing {

inline constexpr const char* sample_pdu =
    "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D";

// 2026-11-22T07:31:20Z, a second before the report's service centre time.
inline constexpr wall_time sample_start{std::chrono::milliseconds(1'795'332'680'000)};

inline sms::phone_number number(const char* digits = "819012345678") {
    return *sms::phone_number::from_digits(digits);
}

inline modem::transmission sample_part(mono_time now, wall_time wall = sample_start) {
    modem::transmission part{.destination = number(), .data = {}};
    part.attempt = 42;
    part.data = sms::segment_text("Your code is 123456", 0)->front();
    part.expires_at = wall + std::chrono::minutes(5);
    part.deadline = now + std::chrono::minutes(5);
    return part;
}

// Of the report MR 07, ST 00 for that number.
inline constexpr const char* sample_report =
    "079118090000001006070C91180921436587621122611312636211226113626300";

}  // namespace hayauma::testing
