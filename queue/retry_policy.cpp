#include "queue/retry_policy.hpp"

#include <algorithm>
#include <cmath>

namespace hayauma::queue {
namespace {

constexpr sms::error_code own(sms::modem_error e) noexcept {
    return {sms::error_family::modem, static_cast<int>(e)};
}

verdict try_again(const retry_settings& settings, const standing& part, bool here, wall_time now,
                  double jitter) {
    if (now >= part.expires_at) return {event::deadline_passed, {}, false};
    if (part.tries >= settings.attempts_max) return {event::give_up, {}, false};
    // Never more than half of what is left: a short-lived code gets one more chance.
    const auto left = part.expires_at - now;
    const auto pause = std::min(pause_after(settings, part.tries, here, jitter),
                                std::chrono::milliseconds(left / 2));
    return {event::try_later, now + pause, !here};
}

verdict after_rejection(const retry_settings& settings, const try_end& end, const standing& part,
                        wall_time now, double jitter) {
    switch (end.fault) {
    case sms::fault_class::destination:
    case sms::fault_class::message: return {event::give_up, {}, false};
    case sms::fault_class::already_sent: return {event::accepted, {}, false};
    case sms::fault_class::ambiguous: return {event::outcome_lost, {}, false};
    case sms::fault_class::retry_same:
    case sms::fault_class::maintenance:  // housekeeping of the modem's storage; it passes
        return try_again(settings, part, true, now, jitter);
    case sms::fault_class::retry_other:
    case sms::fault_class::modem:
    case sms::fault_class::configuration: return try_again(settings, part, false, now, jitter);
    }
    return {event::outcome_lost, {}, false};
}

}  // namespace

retry_settings default_retry(message_kind kind) noexcept {
    using std::chrono::seconds;
    switch (kind) {
    case message_kind::code: return {};
    case message_kind::text: return {seconds(5), seconds(600), 2.0, 30};
    }
    return {};
}

std::chrono::milliseconds pause_after(const retry_settings& settings, int tries, bool here,
                                      double jitter) {
    using seconds = std::chrono::duration<double>;
    const int paused_before = here ? tries - 1 : tries - 2;
    if (paused_before < 0) return std::chrono::milliseconds(0);  // at once, elsewhere
    const seconds grown = settings.delay_first * std::pow(settings.delay_growth, paused_before);
    const seconds capped = std::min<seconds>(grown, settings.delay_max);
    const seconds spread = capped * (0.9 + 0.2 * jitter);  // modems must not retry in step
    return std::chrono::duration_cast<std::chrono::milliseconds>(spread);
}

bool second_try(const second_try_settings& settings, const lost_part& part,
                wall_time now) noexcept {
    const bool wanted = part.kind == message_kind::code ? settings.codes : settings.texts;
    const bool open = part.because == (part.lost_before ? event::try_later : event::outcome_lost);
    return wanted && open && now < part.expires_at;
}

verdict decide(const retry_settings& settings, const try_end& end, const standing& part,
               wall_time now, double jitter) {
    switch (end.outcome) {
    case attempt_outcome::accepted: return {event::accepted, {}, false};
    case attempt_outcome::unknown: return {event::outcome_lost, {}, false};
    case attempt_outcome::rejected: return after_rejection(settings, end, part, now, jitter);
    case attempt_outcome::not_sent:
        if (end.error == own(sms::modem_error::too_late))
            return {event::deadline_passed, {}, false};
        return try_again(settings, part, false, now, jitter);
    }
    return {event::outcome_lost, {}, false};
}

}  // namespace hayauma::queue
