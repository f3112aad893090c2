#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "config/time.hpp"
#include "modem/sms/errors.hpp"
#include "modem/sms/phone_number.hpp"
#include "modem/sms/segment.hpp"
#include "queue/transition.hpp"

namespace hayauma::queue {

using config::message_kind;

/// What the client wrote, code and all. Has no formatter on purpose: logging it does not compile.
struct message_text {
    std::string utf8;
};

/// The contract's words for how one try ended.
enum class attempt_outcome { accepted, not_sent, rejected, unknown };

const char* name(message_kind k) noexcept;
const char* name(attempt_outcome o) noexcept;
const char* name(sms::encoding e) noexcept;
const char* name(sms::error_family f) noexcept;

/// A message as it is accepted: validated, normalised, filled in, measured.
struct new_message {
    std::string                id;  ///< UUIDv7 in its 36 characters, drawn by the caller
    std::string                client;
    sms::phone_number          to;
    message_kind               kind = message_kind::code;
    message_text               text;
    std::string                template_name;  ///< empty for a whole text
    std::optional<std::string> reference;
    std::string                route;  ///< a modem's or a group's name that must carry it; or empty
    sms::encoding              encoding = sms::encoding::gsm7;
    int                        parts = 1;
    wall_time                  created_at{};
    wall_time                  expires_at{};
    bool supersede = false;       ///< end the client's older unsent code to `to` with this template
    std::string idempotency_key;  ///< empty: none
    std::string fingerprint;      ///< of the request's body; compared where the key repeats
};

struct attempt_view {
    std::string                    modem;
    wall_time                      started_at{};
    std::optional<wall_time>       finished_at;
    std::optional<attempt_outcome> outcome;  ///< absent while it runs
    std::optional<sms::error_code> error;
};

/// A message as it is shown. Never holds the code or the text.
struct message_view {
    std::string                    id;
    std::string                    client;
    state                          status = state::queued;
    sms::phone_number              to;
    message_kind                   kind = message_kind::code;
    int                            parts = 1;
    sms::encoding                  encoding = sms::encoding::gsm7;
    std::optional<std::string>     reference;
    wall_time                      created_at{};
    wall_time                      expires_at{};
    std::optional<wall_time>       finished_at;
    std::optional<sms::error_code> error;
    std::vector<attempt_view>      attempts;
};

/// A message's status from its parts' states: the fold of docs/message-states.md. The first line
/// that fits decides:
///
///   every part `queued`                                       -> queued
///   any part `sending`, or some `queued` and others past it   -> sending
///   any `failed`, `expired`, `canceled`, `superseded`         -> that, in this order
///   any `undelivered`                                         -> undelivered
///   any `unconfirmed`                                         -> unconfirmed
///   every part `delivered`                                    -> delivered
///   otherwise                                                 -> sent
///
/// A text that lacks one part is of no use, so the worst part speaks for the message. Where an
/// attempt of any part once ended unknown, `failed` and `expired` read `unconfirmed`: some of it
/// may be on the air.
/// @param parts not empty.
state fold(const std::vector<state>& parts, bool outcome_was_lost = false) noexcept;

/// Whether a message with this status may still lead to a submission: it counts as waiting, its
/// text is kept, and it has no `finished_at`. So it is with an `unconfirmed` one, too, for as long
/// as a part of it has a second try to come (retry_policy), which its status does not tell.
constexpr bool is_waiting(state s) noexcept { return s == state::queued || s == state::sending; }

}  // namespace hayauma::queue
