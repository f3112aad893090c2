#include <algorithm>
#include <array>

#include "queue/store/sqlite/sqlite_store.hpp"

namespace hayauma::store::sqlite {
namespace {

/// How long a part that failed on one modem is left to the others; then whoever asks has it.
constexpr std::chrono::milliseconds grace{1000};

constexpr sms::error_code secret_lost{sms::error_family::queue,
                                      static_cast<int>(sms::queue_error::secret_lost)};

}  // namespace

std::optional<claimed_part> sqlite_store::claim_next(const claim_request& who) {
    work tx(*this);
    sql_.promote.execute(who.now);
    std::optional<claimed_part> taken;
    while (!taken) {
        const auto found = first_ready(who);
        if (!found) break;
        taken = take(*found, who);
        if (taken) continue;
        end_waiting_tries(found->message, queue::event::give_up);
        refold(found->message, who.now, secret_lost);
    }
    tx.commit();
    return taken;
}

/// The first by class and deadline over the lanes that this modem serves. Each lane is one look
/// into an index, however long the queue is.
std::optional<sqlite_store::ready_part> sqlite_store::first_ready(const claim_request& who) {
    const std::array<std::string, 4> lanes{"", who.modem, who.group, "=" + who.modem};
    for (const int kind : {0, 1}) {
        std::optional<ready_part> best;
        for (auto lane = lanes.begin(); lane != lanes.end(); ++lane) {
            if (std::find(lanes.begin(), lane, *lane) != lane)
                continue;  // no group, or named alike
            auto row = sql_.first_ready.run(*lane, kind, who.now, who.modem, who.now - grace);
            if (!row.step()) continue;
            const ready_part found{row.int64(0), row.int64(1), row.int64(2),
                                   state_from(*db_, row.text(3)) == queue::state::unconfirmed};
            if (!best || found < *best) best = found;
        }
        if (best) return best;
    }
    return std::nullopt;
}

/// Writes down that the part is on this modem. @return nullopt where its text is lost.
std::optional<claimed_part> sqlite_store::take(const ready_part& found, const claim_request& who) {
    static_assert(queue::next(queue::state::queued, queue::event::claimed) ==
                  queue::state::sending);
    static_assert(queue::next(queue::state::unconfirmed, queue::event::second_try) ==
                  queue::state::sending);
    auto message = sql_.claimed_message.run(found.message);
    if (!message.step()) throw_damaged(*db_, "a part without a message");
    if (message.is_null(6)) return std::nullopt;

    auto part = sql_.claim.run(found.part, queue::name(queue::state::sending));
    if (!part.step()) throw_damaged(*db_, "a part that cannot be claimed");
    claimed_part claimed{.attempt = 0,
                         .message = std::string(message.text(0)),
                         .part = static_cast<int>(part.int64(0)),
                         .parts = static_cast<int>(message.int64(1)),
                         .tries = static_cast<int>(part.int64(1)),
                         .to = number_from(*db_, message.text(2)),
                         .text = {std::string(message.text(6))},
                         .concat_reference = static_cast<std::uint16_t>(found.message & 0xFFFF),
                         .kind = kind_from(*db_, message.text(3)),
                         .created_at = message.time(4),
                         .expires_at = message.time(5),
                         .second_try = part.int64(2) != 0};
    while (part.step()) {}
    if (claimed.second_try) sql_.count_second_try.execute(found.part);
    if (found.was_lost) sql_.judge_message.execute(found.message);

    auto attempt = sql_.begin_attempt.run(found.message, found.part, who.modem, who.iccid, who.now);
    while (attempt.step()) claimed.attempt = attempt.int64(0);
    refold(found.message, who.now, std::nullopt);
    return claimed;
}

std::optional<wall_time> sqlite_store::next_wakeup(wall_time now) {
    std::optional<wall_time> next;
    const auto               sooner = [&](wall_time at) {
        if (!next || at < *next) next = at;
    };
    if (auto row = sql_.next_later.run(now); row.step()) sooner(row.time(0));
    if (auto row = sql_.next_avoided.run(now - grace); row.step()) sooner(row.time(0) + grace);
    if (auto row = sql_.next_expiring.run(); row.step()) sooner(row.time(0));
    return next;
}

}  // namespace hayauma::store::sqlite
