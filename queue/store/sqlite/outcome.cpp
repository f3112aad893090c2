#include "queue/report_match.hpp"
#include "queue/sim_ledger.hpp"
#include "queue/store/sqlite/sqlite_store.hpp"

namespace hayauma::store::sqlite {
namespace {

using queue::attempt_outcome;
using queue::event;
using queue::state;

/// Messages that one call of expire() ends: a bound on how long it keeps the store.
constexpr std::size_t expired_at_once = 250;

constexpr sms::error_code own(sms::queue_error e) noexcept {
    return {sms::error_family::queue, static_cast<int>(e)};
}

/// What is shown as the message's error: why it is not with its recipient.
std::optional<sms::error_code> shown_error(state                                 status,
                                           const std::optional<sms::error_code>& cause) {
    switch (status) {
    case state::queued:
    case state::sending:
    case state::sent:
    case state::delivered:
    case state::canceled:
    case state::superseded: return std::nullopt;
    case state::unconfirmed:
    case state::undelivered: return cause;
    case state::failed: return cause ? cause : own(sms::queue_error::attempts_exhausted);
    case state::expired: return own(sms::queue_error::deadline_passed);
    }
    return cause;
}

/// Where a part stands after it was moved: only queued ones have a place.
std::optional<std::string_view> place_of(state to, const std::optional<wall_time>& due_at,
                                         wall_time now) {
    if (to != state::queued) return std::nullopt;
    return due_at && *due_at > now ? "later" : "ready";
}

}  // namespace

std::optional<sqlite_store::attempt_row> sqlite_store::find_attempt(row_id attempt) {
    auto row = sql_.find_attempt.run(attempt);
    if (!row.step()) return std::nullopt;
    attempt_row found{.attempt = attempt,
                      .part = row.int64(0),
                      .message = row.int64(1),
                      .modem = std::string(row.text(2)),
                      .iccid = std::string(row.text(3)),
                      .outcome = {},
                      .state = state_from(*db_, row.text(5)),
                      .number = static_cast<int>(row.int64(6)),
                      .bound_to_modem = row.text(7).starts_with('='),
                      .outcome_lost = row.int64(8) != 0};
    if (!row.is_null(4)) found.outcome = outcome_from(*db_, row.text(4));
    return found;
}

std::optional<change> sqlite_store::record_outcome(std::int64_t attempt, const attempt_end& end) {
    work tx(*this);
    auto row = find_attempt(attempt);
    if (!row || row->outcome) return std::nullopt;  // it has been told before
    // What happened is written down and counted also where it moves nothing any more.
    close_attempt(*row, end);
    std::optional<change> changed;
    if (move(*row, end.then, end.now, {end.due_at, end.avoid_modem}))
        changed = refold(row->message, end.now, end.error);
    tx.commit();
    return changed;
}

void sqlite_store::close_attempt(const attempt_row& row, const attempt_end& end) {
    sql_.end_attempt.execute(row.attempt, queue::name(end.outcome), end.message_reference,
                             family_of(end.error), code_of(end.error), end.now);
    if (end.then == event::accepted) {
        count_accepted(row, end.now);
    } else if (end.outcome == attempt_outcome::rejected ||
               end.outcome == attempt_outcome::not_sent) {
        sql_.count_failed.execute(row.modem);
    }
}

void sqlite_store::count_accepted(const attempt_row& row, wall_time now) {
    const auto day = queue::day_in_japan(now).time_since_epoch().count();
    if (!row.iccid.empty()) sql_.count_part.execute(row.iccid, day);
    sql_.count_sent.execute(row.modem, now);
}

bool sqlite_store::move(attempt_row& row, event on, wall_time now, const next_try& again) {
    const event asked = queue::guarded(on, row.outcome_lost);
    const auto  to = queue::next(row.state, asked);
    if (!to) return false;
    const bool lost = row.outcome_lost || *to == state::unconfirmed;
    // Parts behind one that a modem carried have no other modem to go to.
    const std::string_view avoid = row.bound_to_modem ? "" : std::string_view(again.avoid_modem);
    sql_.move_part.execute(row.part, queue::name(*to), place_of(*to, again.due_at, now),
                           again.due_at, avoid, lost);
    row.state = *to;
    row.outcome_lost = lost;

    if (asked == event::outcome_lost) sql_.lose_outcome.execute(row.message);
    if (asked == event::accepted || asked == event::outcome_lost)
        sql_.release_part.execute(row.message, row.number + 1, row.modem, now);
    if (asked == event::give_up || asked == event::deadline_passed)
        move_queued_parts(row.message, asked);
    return true;
}

/// The parts that no modem has: all of a message that is canceled, or those behind one that failed.
void sqlite_store::move_queued_parts(row_id message, event on) {
    const auto to = queue::next(state::queued, on);
    if (!to) throw store_error(trouble::bug, "queued parts do not move so");
    sql_.move_queued_parts.execute(message, queue::name(*to));
}

std::optional<change> sqlite_store::refold(row_id message, wall_time now,
                                           const std::optional<sms::error_code>& cause) {
    std::vector<state> parts;
    for (auto rows = sql_.part_states.run(message); rows.step();)
        parts.push_back(state_from(*db_, rows.text(0)));
    change changed;
    bool   outcome_lost = false;
    state  before{};
    {
        auto row = sql_.standing.run(message);
        if (!row.step() || parts.empty()) throw_damaged(*db_, "a message without parts");
        changed.message = row.text(0);
        before = state_from(*db_, row.text(1));
        outcome_lost = row.int64(2) != 0;
    }
    changed.status = queue::fold(parts, outcome_lost);
    if (changed.status == before) return std::nullopt;

    const auto ended = queue::is_waiting(changed.status) ? std::optional<wall_time>{} : now;
    const auto error = shown_error(changed.status, cause);
    sql_.change_status.execute(message, queue::name(changed.status), ended, family_of(error),
                               code_of(error));
    if (ended && sql_.erase_secret.execute(message) > 0) traces_ = true;
    return changed;
}

std::optional<change> sqlite_store::record_late_acceptance(std::int64_t attempt,
                                                           std::uint8_t message_reference,
                                                           wall_time    now) {
    work tx(*this);
    auto row = find_attempt(attempt);
    // A try that surely ended otherwise has no acceptance to come.
    if (!row || (row->outcome && *row->outcome != attempt_outcome::unknown)) return std::nullopt;
    prove_accepted(*row, message_reference, now);
    std::optional<change> changed;
    if (move(*row, event::accepted, now)) changed = refold(row->message, now, std::nullopt);
    tx.commit();
    return changed;
}

/// The attempt was on the air after all.
void sqlite_store::prove_accepted(const attempt_row& row, std::uint8_t message_reference,
                                  wall_time now) {
    sql_.end_attempt.execute(row.attempt, queue::name(attempt_outcome::accepted), message_reference,
                             std::optional<std::string_view>{}, std::optional<std::int64_t>{}, now);
    count_accepted(row, now);
}

std::optional<change> sqlite_store::record_report(const report& what) {
    work       tx(*this);
    const auto attempt = attempt_of(what);
    if (!attempt) return std::nullopt;
    auto row = find_attempt(*attempt);
    if (!row) return std::nullopt;
    sql_.note_report.execute(*attempt, what.tp_status);
    if (!row->outcome || *row->outcome == attempt_outcome::unknown)
        prove_accepted(*row, what.message_reference, what.now);
    bool moved = false;
    // A report may be faster than the result of the command that it reports on.
    if (row->state == state::sending) moved = move(*row, event::accepted, what.now);
    moved |= move(*row, what.then, what.now);
    std::optional<change> changed;
    if (moved)
        changed = refold(row->message, what.now,
                         sms::error_code{sms::error_family::tp_st, what.tp_status});
    tx.commit();
    return changed;
}

std::optional<sqlite_store::row_id> sqlite_store::attempt_of(const report& what) {
    const std::string sim = what.iccid.empty() ? "modem:" + what.modem : what.iccid;
    const wall_time   oldest = what.now - queue::report_window;
    std::vector<queue::report_candidate> candidates;
    const auto                           collect = [&](cursor rows) {
        while (rows.step()) {
            std::optional<std::uint8_t> reference;
            if (!rows.is_null(3)) reference = static_cast<std::uint8_t>(rows.int64(3));
            candidates.push_back({rows.int64(0), std::string(rows.text(1)),
                                  std::string(rows.text(2)), reference, std::string(rows.text(4)),
                                  rows.time(5)});
        }
    };
    collect(sql_.referenced.run(sim, what.message_reference, oldest));
    collect(sql_.unreferenced.run(sim, oldest));
    return queue::match_report(candidates, {what.modem, what.iccid, what.message_reference,
                                            what.recipient, what.service_centre_time, what.now});
}

std::vector<change> sqlite_store::expire(wall_time now) {
    work                tx(*this);
    std::vector<change> ended;
    for (std::size_t i = 0; i < expired_at_once; ++i) {
        row_id message = 0;
        {
            auto row = sql_.next_expiring.run();
            if (!row.step() || row.time(0) > now) break;
            message = row.int64(1);
        }
        move_queued_parts(message, event::deadline_passed);
        if (auto changed = refold(message, now, own(sms::queue_error::deadline_passed)))
            ended.push_back(std::move(*changed));
    }
    tx.commit();
    return ended;
}

recovered sqlite_store::recover(wall_time now) {
    work       tx(*this);
    recovered  found;
    const auto restarted = own(sms::queue_error::restarted);
    const auto next_running = [&]() -> std::optional<row_id> {
        auto row = sql_.next_running.run();
        if (!row.step()) return std::nullopt;
        return row.int64(0);
    };
    while (const auto attempt = next_running()) {
        auto row = find_attempt(*attempt);
        if (!row) throw_damaged(*db_, "an attempt without a part");
        close_attempt(*row, {.outcome = attempt_outcome::unknown,
                             .message_reference = {},
                             .error = restarted,
                             .then = event::outcome_lost,
                             .due_at = {},
                             .avoid_modem = {},
                             .now = now});
        if (!move(*row, event::outcome_lost, now)) continue;
        ++found.unconfirmed;
        refold(row->message, now, restarted);
    }
    found.queued = static_cast<int>(count(state::queued) + count(state::sending));
    tx.commit();
    return found;
}

}  // namespace hayauma::store::sqlite
