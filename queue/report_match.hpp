#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "config/time.hpp"

namespace hayauma::queue {

/// An attempt that a status report may speak of.
struct report_candidate {
    std::int64_t                attempt = 0;
    std::string                 modem;
    std::string                 iccid;              ///< empty: not known
    std::optional<std::uint8_t> message_reference;  ///< TP-MR; absent: the modem never told it
    std::string                 recipient;          ///< digits of the E.164 number
    wall_time                   started_at{};
};

/// What identifies a status report.
struct report_key {
    std::string_view         modem;
    std::string_view         iccid;  ///< empty: not known
    std::uint8_t             message_reference = 0;
    std::string_view         recipient;  ///< TP-RA, maybe in national form
    std::optional<wall_time> service_centre_time;
    wall_time                now{};
};

/// Carriers try to deliver for up to 72 hours; what began long before is not spoken of any more.
inline constexpr std::chrono::hours report_window{96};

/// How far the service centre's clock may be behind ours.
inline constexpr std::chrono::seconds service_centre_skew{60};

/// The longest that an attempt is on its way to the service centre, clocks' differences included.
inline constexpr std::chrono::minutes attempt_longest{10};

/// The longest that a submission is on a modem: one that went on the air is with the service centre
/// by then, or never.
inline constexpr std::chrono::seconds exchange_longest{200};

/// Whether two numbers mean the same line. A service centre may give the national form, so leading
/// zeros are dropped and the last digits compared: as many as the shorter has, eight to ten.
/// Shorter ones must be equal.
bool same_recipient(std::string_view a, std::string_view b) noexcept;

/// The attempt that the report speaks of: same SIM (same modem where the SIM is not known), same
/// recipient, begun within `report_window`. TP-MR is one octet a SIM and wraps at 256, so the
/// newest wins. The first of these that finds one decides:
///
///   1. same TP-MR, and the service centre's time lies within the attempt
///   2. an attempt that never learned its TP-MR, begun no later than `service_centre_skew` after
///      the service centre's time: best the newest that was on its modem at that time, then the
///      oldest of those begun after it (the service centre's clock is behind), then the newest
///   3. same TP-MR, whatever the service centre's clock says
///
/// @param candidates in any order.
/// @see 3GPP TS 23.040 §9.2.3.6 (TP-MR), §9.2.2.3 (SMS-STATUS-REPORT).
std::optional<std::int64_t> match_report(std::span<const report_candidate> candidates,
                                         const report_key&                 report) noexcept;

}  // namespace hayauma::queue
