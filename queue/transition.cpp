#include "queue/transition.hpp"

#include <cstring>

namespace hayauma::queue {
namespace {

/// Whether `to` can follow from `from`, by any number of steps.
constexpr bool reaches(state from, state to) {
    std::array<bool, all_states.size()> seen{};
    seen[static_cast<std::size_t>(from)] = true;
    for (std::size_t round = 0; round < all_states.size(); ++round)
        for (const rule& r : rules)
            if (seen[static_cast<std::size_t>(r.from)]) seen[static_cast<std::size_t>(r.to)] = true;
    return seen[static_cast<std::size_t>(to)];
}

constexpr bool each_pair_once() {
    for (const rule& a : rules)
        for (const rule& b : rules)
            if (&a != &b && a.from == b.from && a.on == b.on) return false;
    return true;
}

constexpr bool every_state_is_reached() {
    return std::all_of(all_states.begin(), all_states.end(),
                       [](state s) { return reaches(state::queued, s); });
}

constexpr bool every_life_can_end() {
    return std::all_of(all_states.begin(), all_states.end(), [](state s) {
        return std::any_of(all_states.begin(), all_states.end(),
                           [=](state end) { return is_final(end) && reaches(s, end); });
    });
}

constexpr bool every_event_is_used() {
    return std::all_of(all_events.begin(), all_events.end(), [](event e) {
        return std::any_of(rules.begin(), rules.end(), [=](const rule& r) { return r.on == e; });
    });
}

constexpr int finals() {
    return static_cast<int>(std::count_if(all_states.begin(), all_states.end(), is_final));
}

static_assert(each_pair_once(), "one event has one meaning in one state");
static_assert(every_state_is_reached() && every_life_can_end() && every_event_is_used());
static_assert(finals() == 6, "delivered, undelivered, failed, expired, canceled, superseded");
static_assert(!is_final(state::sent) && !is_final(state::unconfirmed), "a report may still come");

// What may be on the air is never taken back, by the client or by the clock.
static_assert(!next(state::sending, event::cancel_asked) &&
              !next(state::sending, event::newer_code));
static_assert(!next(state::unconfirmed, event::cancel_asked) &&
              !next(state::unconfirmed, event::newer_code) &&
              !next(state::unconfirmed, event::give_up) &&
              !next(state::unconfirmed, event::try_later));
// No resend ever follows an acceptance: the text is erased by then.
static_assert(!reaches(state::sent, state::sending) && !reaches(state::sent, state::queued));
// Nothing is submitted from anywhere but `sending`.
static_assert(!next(state::queued, event::accepted) && !next(state::queued, event::outcome_lost));
// The guard never asks for a move that the table refuses.
static_assert(next(state::sending, guarded(event::give_up, true)) == state::unconfirmed &&
              next(state::sending, guarded(event::try_later, true)) == state::unconfirmed &&
              next(state::sending, guarded(event::deadline_passed, true)) == state::unconfirmed);

}  // namespace

const char* name(state s) noexcept {
    switch (s) {
    case state::queued: return "queued";
    case state::sending: return "sending";
    case state::sent: return "sent";
    case state::unconfirmed: return "unconfirmed";
    case state::delivered: return "delivered";
    case state::undelivered: return "undelivered";
    case state::failed: return "failed";
    case state::expired: return "expired";
    case state::canceled: return "canceled";
    case state::superseded: return "superseded";
    }
    return "unknown";
}

const char* name(event e) noexcept {
    switch (e) {
    case event::claimed: return "claimed";
    case event::accepted: return "accepted";
    case event::try_later: return "try_later";
    case event::give_up: return "give_up";
    case event::outcome_lost: return "outcome_lost";
    case event::second_try: return "second_try";
    case event::report_delivered: return "report_delivered";
    case event::report_failed: return "report_failed";
    case event::deadline_passed: return "deadline_passed";
    case event::cancel_asked: return "cancel_asked";
    case event::newer_code: return "newer_code";
    }
    return "unknown";
}

std::optional<state> state_of(const char* word) noexcept {
    for (const state s : all_states)
        if (std::strcmp(word, name(s)) == 0) return s;
    return std::nullopt;
}

}  // namespace hayauma::queue
