#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "config/time.hpp"
#include "modem/session/transmission.hpp"
#include "modem/sms/status_report.hpp"

namespace hayauma::modem {

/// Which of our messages a TP-MR of this modem stood for lately. One octet wraps after 256 parts,
/// so the newest wins.
class reference_log {
public:
    void add(std::uint8_t message_reference, const sms::phone_number& destination, mono_time now);

    /// Whether that reference was given to a message for this destination in the last 10 minutes.
    bool knows(std::uint8_t message_reference, const sms::phone_number& destination,
               mono_time now) const;

    /// A submission to it ended as unknown: a report for it may come late.
    void doubt(const sms::phone_number& destination, mono_time now);

    /// Whether one did in the last 10 minutes: then a report alone proves no other one to it.
    bool doubts(const sms::phone_number& destination, mono_time now) const;

private:
    static constexpr std::size_t doubts_max = 64;

    struct entry {
        sms::phone_number destination;
        mono_time         at;
    };
    std::array<std::optional<entry>, 256> entries_;
    std::deque<entry>                     doubts_;  ///< the oldest first
};

/// Whether a report's recipient is this destination: the last 8 digits agree, since TP-RA may come
/// in national form.
bool same_destination(std::string_view recipient, const sms::phone_number& destination) noexcept;

/// Whether a status report proves that the network has a submission whose +CMGS did not come: for
/// its destination, with a service centre time not earlier than 60 s before `started`, and not of
/// an earlier message: neither of one whose reference we know nor, maybe, of one in doubt.
bool proves(const sms::status_report& report, const transmission& what, wall_time started,
            const reference_log& known, mono_time now);

}  // namespace hayauma::modem
