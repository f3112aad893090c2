#pragma once

#include <chrono>
#include <optional>

#include "config/time.hpp"
#include "modem/sms/errors.hpp"
#include "queue/message.hpp"
#include "queue/transition.hpp"

namespace hayauma::queue {

/// When a part that was certainly not sent is tried again. Pure data.
struct retry_settings {
    std::chrono::seconds delay_first{
        2};  ///< before try 3 (the second is at once, elsewhere); 1 s .. delay_max
    std::chrono::seconds delay_max{60};      ///< growth stops here
    double               delay_growth{2.0};  ///< factor per try; 1.0 .. 10.0
    int                  attempts_max{8};    ///< then `failed`; 1 .. 100

    bool operator==(const retry_settings&) const = default;
};

/// A code is pressing and short-lived; a text has an hour or days, and outlasts an outage.
retry_settings default_retry(message_kind kind) noexcept;

/// Which messages are sent once more where nobody can know whether they were sent. A second copy of
/// a code does no harm, silence locks a person out; a text twice is a nuisance.
struct second_try_settings {
    bool codes = true;
    bool texts = false;

    bool operator==(const second_try_settings&) const = default;
};

/// How one try ended, as the modem's side tells it.
struct try_end {
    attempt_outcome                outcome = attempt_outcome::accepted;
    std::optional<sms::error_code> error;
    sms::fault_class fault = sms::fault_class::retry_other;  ///< read where `rejected`
};

/// Of which part: what decides how often and how long it may still be tried.
struct standing {
    int       tries = 1;  ///< made so far, the one that ended included
    wall_time expires_at{};
};

/// What follows: the event for the state table and, with `try_later`, when and where.
struct verdict {
    event                    then = event::accepted;
    std::optional<wall_time> due_at;             ///< set with `try_later` only
    bool                     elsewhere = false;  ///< prefer another modem than the one that failed

    bool operator==(const verdict&) const = default;
};

/// A part that becomes `unconfirmed`: what decides whether it is sent once more.
struct lost_part {
    message_kind kind = message_kind::code;
    wall_time    expires_at{};
    bool  lost_before = false;  ///< an earlier try is unknown: the one that ended was the second
    event because = event::outcome_lost;  ///< what ended the try, before the guard
};

/// Whether an unconfirmed part has a second try to come (event::second_try, when it is claimed).
/// One more copy may go on the air, not more: a second try that was certainly not sent
/// (`try_later`) is made again, any other end of it is the last.
bool second_try(const second_try_settings& settings, const lost_part& part, wall_time now) noexcept;

/// What follows from a try. An unknown outcome is always `outcome_lost`; whether a second try
/// follows is asked separately (event::second_try).
/// @param jitter in [0, 1): drawn by the caller, so that this function is repeatable.
verdict decide(const retry_settings& settings, const try_end& end, const standing& part,
               wall_time now, double jitter);

/// The pause before the next try, after `tries` of them.
/// @param here whether the same modem is to try again: then there is a pause from the first on.
std::chrono::milliseconds pause_after(const retry_settings& settings, int tries, bool here,
                                      double jitter);

}  // namespace hayauma::queue
