#include "queue/message.hpp"

#include <algorithm>

namespace hayauma::queue {

const char* name(message_kind k) noexcept {
    switch (k) {
    case message_kind::code: return "code";
    case message_kind::text: return "text";
    }
    return "unknown";
}

const char* name(attempt_outcome o) noexcept {
    switch (o) {
    case attempt_outcome::accepted: return "accepted";
    case attempt_outcome::not_sent: return "not_sent";
    case attempt_outcome::rejected: return "rejected";
    case attempt_outcome::unknown: return "unknown";
    }
    return "unknown";
}

const char* name(sms::encoding e) noexcept {
    switch (e) {
    case sms::encoding::gsm7: return "gsm7";
    case sms::encoding::ucs2: return "ucs2";
    }
    return "unknown";
}

const char* name(sms::error_family f) noexcept {
    switch (f) {
    case sms::error_family::cms: return "cms";
    case sms::error_family::cme: return "cme";
    case sms::error_family::tp_st: return "tp_st";
    case sms::error_family::modem: return "modem";
    case sms::error_family::queue: return "queue";
    }
    return "unknown";
}

state fold(const std::vector<state>& parts, bool outcome_was_lost) noexcept {
    const auto every = [&](state s) {
        return std::all_of(parts.begin(), parts.end(), [=](state p) { return p == s; });
    };
    const auto any = [&](state s) {
        return std::find(parts.begin(), parts.end(), s) != parts.end();
    };

    if (every(state::queued)) return state::queued;
    if (any(state::sending) || any(state::queued)) return state::sending;
    for (const state unsent : {state::failed, state::expired})
        if (any(unsent)) return outcome_was_lost ? state::unconfirmed : unsent;
    for (const state worst :
         {state::canceled, state::superseded, state::undelivered, state::unconfirmed})
        if (any(worst)) return worst;
    return every(state::delivered) ? state::delivered : state::sent;
}

}  // namespace hayauma::queue
