#pragma once

#include <cstdio>
#include <string>

#include "queue/store/message_store.hpp"

// What the store's tests tell their stories with.
namespace stories {

using namespace hayauma;
using namespace std::chrono_literals;
using queue::attempt_outcome;
using queue::event;
using queue::state;
using store::message_store;

inline const wall_time start{1'800'000'000'000ms};  // 2027-01-15, 08:00 UTC

inline std::string uuid(int n) {
    char text[37];
    std::snprintf(text, sizeof text, "00000000-0000-7000-8000-%012d", n);
    return text;
}

inline sms::phone_number phone(const std::string& digits = "819012345678") {
    return *sms::phone_number::from_digits(digits);
}

/// A code to the same number, five minutes to live.
inline queue::new_message code(int n, wall_time at = start) {
    return {.id = uuid(n),
            .client = "keycloak",
            .to = phone(),
            .kind = queue::message_kind::code,
            .text = {"Use verification code 613142 for Microsoft authentication."},
            .template_name = "default",
            .reference = {},
            .route = {},
            .encoding = sms::encoding::gsm7,
            .parts = 1,
            .created_at = at,
            .expires_at = at + 300s,
            .supersede = false,
            .idempotency_key = {},
            .fingerprint = {}};
}

/// A plain text, an hour to live.
inline queue::new_message text(int n, int parts, wall_time at = start) {
    auto message = code(n, at);
    message.kind = queue::message_kind::text;
    message.template_name.clear();
    message.parts = parts;
    message.expires_at = at + 3600s;
    return message;
}

inline store::claim_request docomo(wall_time now) {
    return {"docomo-1", "docomo", "8981100000000000001", now};
}
inline store::claim_request softbank(wall_time now) {
    return {"softbank-1", "softbank", "8981200000000000001", now};
}

inline store::attempt_end accepted(std::uint8_t reference, wall_time now) {
    return {.outcome = attempt_outcome::accepted,
            .message_reference = reference,
            .error = {},
            .then = event::accepted,
            .due_at = {},
            .avoid_modem = {},
            .now = now};
}

inline store::attempt_end ended(attempt_outcome outcome, event then, wall_time now, int cms = 38) {
    return {.outcome = outcome,
            .message_reference = {},
            .error = sms::error_code{sms::error_family::cms, cms},
            .then = then,
            .due_at = {},
            .avoid_modem = {},
            .now = now};
}

inline store::attempt_end retried(wall_time now, wall_time due_at, const std::string& avoid = {}) {
    auto end = ended(attempt_outcome::not_sent, event::try_later, now);
    end.due_at = due_at;
    end.avoid_modem = avoid;
    return end;
}

inline store::report report_on(const store::claim_request& who, std::uint8_t reference, event then,
                               wall_time now) {
    return {.modem = who.modem,
            .iccid = who.iccid,
            .message_reference = reference,
            .recipient = "09012345678",
            .service_centre_time = now,
            .tp_status = static_cast<std::uint8_t>(then == event::report_delivered ? 0x00 : 0x46),
            .then = then,
            .now = now};
}

inline state status_of(message_store& s, int n) { return s.find(uuid(n))->status; }

}  // namespace stories
