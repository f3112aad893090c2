#pragma once

#include <algorithm>
#include <array>
#include <optional>

namespace hayauma::queue {

enum class state {
    queued,
    sending,
    sent,
    unconfirmed,  // alive
    delivered,
    undelivered,
    failed,
    expired,
    canceled,
    superseded  // final
};

enum class event {
    claimed,
    accepted,
    try_later,
    give_up,
    outcome_lost,
    second_try,  // from the dispatcher
    report_delivered,
    report_failed,  // from the network
    deadline_passed,
    cancel_asked,
    newer_code  // from the clock, from the client
};

inline constexpr std::array all_states{
    state::queued,      state::sending, state::sent,    state::unconfirmed, state::delivered,
    state::undelivered, state::failed,  state::expired, state::canceled,    state::superseded};
inline constexpr std::array all_events{
    event::claimed,         event::accepted,     event::try_later,        event::give_up,
    event::outcome_lost,    event::second_try,   event::report_delivered, event::report_failed,
    event::deadline_passed, event::cancel_asked, event::newer_code};

struct rule {
    state from;
    event on;
    state to;
};

/// The whole life of one part. docs/message-states.md is generated from this.
inline constexpr std::array rules{
    rule{state::queued, event::claimed, state::sending},
    rule{state::queued, event::deadline_passed, state::expired},
    rule{state::queued, event::give_up,
         state::failed},  // its secret is lost, or a part before it failed
    rule{state::queued, event::cancel_asked, state::canceled},
    rule{state::queued, event::newer_code, state::superseded},
    rule{state::sending, event::accepted, state::sent},
    rule{state::sending, event::try_later, state::queued},  // surely not on air
    rule{state::sending, event::give_up, state::failed},
    rule{state::sending, event::deadline_passed, state::expired},         // stopped before Ctrl-Z
    rule{state::sending, event::outcome_lost, state::unconfirmed},        // may be on air
    rule{state::unconfirmed, event::second_try, state::sending},          // a code, once, counted
    rule{state::unconfirmed, event::accepted, state::sent},               // late +CMGS
    rule{state::unconfirmed, event::report_delivered, state::delivered},  // late, but certain
    rule{state::unconfirmed, event::report_failed, state::undelivered},
    rule{state::sent, event::report_delivered, state::delivered},
    rule{state::sent, event::report_failed, state::undelivered},
};

constexpr std::optional<state> next(state from, event on) noexcept {
    for (const rule& r : rules)
        if (r.from == from && r.on == on) return r.to;
    return std::nullopt;  // Refused: the caller logs it, nothing changes.
}

constexpr bool is_final(state s) noexcept {
    return std::none_of(rules.begin(), rules.end(), [=](const rule& r) { return r.from == s; });
}

/// The guard on the rows: a part with an unknown attempt never ends as if it had surely not been
/// sent. What would end it so, or queue it anew, leaves it `unconfirmed`.
/// @param outcome_was_lost whether any attempt of the part ended unknown.
constexpr event guarded(event on, bool outcome_was_lost) noexcept {
    const bool denies_sending =
        on == event::try_later || on == event::give_up || on == event::deadline_passed;
    return outcome_was_lost && denies_sending ? event::outcome_lost : on;
}

static_assert(is_final(state::delivered) && is_final(state::superseded));
static_assert(!next(state::unconfirmed, event::deadline_passed),
              "what may be on air never ends as expired");

const char* name(state s) noexcept;  ///< the contract's word: "queued", "sending", ...
const char* name(event e) noexcept;

/// The state a stored or asked-for word means.
std::optional<state> state_of(const char* word) noexcept;

}  // namespace hayauma::queue
