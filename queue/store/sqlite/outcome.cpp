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

const char* ready_or_later(const std::optional<wall_time>& due_at, wall_time now) noexcept {
    return due_at && *due_at > now ? "later" : "ready";
}

bool proves_refusal(attempt_outcome outcome) noexcept {
    return outcome == attempt_outcome::rejected || outcome == attempt_outcome::not_sent;
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
                      .outcome_lost = row.int64(8) != 0,
                      .kind = kind_from(*db_, row.text(9)),
                      .parts = static_cast<int>(row.int64(10)),
                      .expires_at = row.time(11)};
    if (!row.is_null(4)) found.outcome = outcome_from(*db_, row.text(4));
    return found;
}

std::optional<change> sqlite_store::record_outcome(std::int64_t attempt, const attempt_end& end) {
    work tx(*this);
    auto row = find_attempt(attempt);
    if (!row) return std::nullopt;
    const bool overdue = row->outcome == attempt_outcome::unknown;
    if (row->outcome && (!overdue || end.then == event::outcome_lost))
        return std::nullopt;  // it has been told before
    // What happened is written down and counted also where it moves nothing any more.
    close_attempt(*row, end);
    std::optional<change> changed;
    if (overdue && end.then != event::accepted) {
        learn_refusal(*row, end);
        changed = refold(row->message, end.now, end.error);
    } else if (move(*row, end.then, end.now, {end.due_at, end.avoid_modem})) {
        const auto failure = failure_told_before(*row, end);
        if (failure) move(*row, event::report_failed, end.now);
        changed = refold(row->message, end.now, failure ? failure : end.error);
    }
    tx.commit();
    return changed;
}

/// The report of another copy of the part that moved nothing while this one was on its way, and
/// that speaks for the part now: this one was refused, and no other is to come.
std::optional<sms::error_code> sqlite_store::failure_told_before(const attempt_row& row,
                                                                 const attempt_end& end) {
    if (end.then == event::outcome_lost || !proves_refusal(end.outcome)) return std::nullopt;
    auto told = sql_.reported_failure.run(row.part);
    if (!told.step()) return std::nullopt;
    return sms::error_code{sms::error_family::tp_st, static_cast<int>(told.int64(0))};
}

/// A try that had been called unknown was certainly not sent. Its part stays `unconfirmed`, since
/// that has been told; but nothing that follows need fear a second copy for its sake.
void sqlite_store::learn_refusal(const attempt_row& row, const attempt_end& end) {
    sql_.judge_part.execute(row.part);
    sql_.judge_message.execute(row.message);
    if (row.state != state::unconfirmed) return;
    if (end.then != event::try_later) {
        end_waiting_tries(row.message, end.then);
        return;
    }
    const std::string_view avoid = row.parts > 1 ? "" : std::string_view(end.avoid_modem);
    sql_.put_off.execute(row.part, ready_or_later(end.due_at, end.now), end.due_at, avoid);
}

std::optional<change> sqlite_store::record_overdue(std::int64_t attempt, wall_time now) {
    work tx(*this);
    auto row = find_attempt(attempt);
    if (!row || row->outcome || row->state != state::sending) return std::nullopt;
    const queue::lost_part part{row->kind, row->expires_at, row->outcome_lost, event::outcome_lost};
    if (!queue::second_try(limits_.second_try, part, now)) return std::nullopt;
    const sms::error_code overdue{sms::error_family::modem,
                                  static_cast<int>(sms::modem_error::overdue)};
    close_attempt(*row, {.outcome = attempt_outcome::unknown,
                         .message_reference = {},
                         .error = overdue,
                         .then = event::outcome_lost,
                         .due_at = {},
                         .avoid_modem = {},
                         .now = now});
    std::optional<change> changed;
    if (move(*row, event::outcome_lost, now)) changed = refold(row->message, now, overdue);
    tx.commit();
    return changed;
}

void sqlite_store::close_attempt(const attempt_row& row, const attempt_end& end) {
    // A refusal that leaves the outcome open is none.
    const auto outcome = end.then == event::outcome_lost ? attempt_outcome::unknown : end.outcome;
    sql_.end_attempt.execute(row.attempt, queue::name(outcome), end.message_reference,
                             family_of(end.error), code_of(end.error), end.now);
    if (end.outcome == attempt_outcome::accepted) count_if_doubled(row);
    if (end.then == event::accepted) {
        count_accepted(row, end.now);
    } else if (proves_refusal(outcome)) {
        sql_.count_failed.execute(row.modem);
    }
}

void sqlite_store::count_if_doubled(const attempt_row& row) {
    auto others = sql_.other_copies.run(row.part, row.attempt);
    if (others.step() && others.int64(0) > 0) sql_.count_up.execute("doubled");
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
    const bool           lost = row.outcome_lost || *to == state::unconfirmed;
    const standing_place stands = place_of(row, *to, on, now, again);
    sql_.move_part.execute(row.part, queue::name(*to), stands.place, stands.due_at,
                           stands.avoid_modem, lost, stands.lane);
    row.state = *to;
    row.outcome_lost = lost;

    if (asked == event::outcome_lost) sql_.lose_outcome.execute(row.message);
    if (asked == event::accepted || asked == event::outcome_lost)
        sql_.release_part.execute(row.message, row.number + 1, row.modem, now);
    if (asked == event::give_up || asked == event::deadline_passed)
        end_waiting_tries(row.message, asked);
    return true;
}

/// A queued part has its next try to come, an unconfirmed one maybe its second, others none.
sqlite_store::standing_place sqlite_store::place_of(const attempt_row& row, state to, event because,
                                                    wall_time now, const next_try& again) const {
    // Parts behind one that a modem carried have no other modem to go to.
    const std::string_view avoid = row.bound_to_modem ? "" : std::string_view(again.avoid_modem);
    if (to == state::queued) return {ready_or_later(again.due_at, now), again.due_at, avoid, {}};
    if (to != state::unconfirmed) return {};
    const queue::lost_part part{row.kind, row.expires_at, row.outcome_lost, because};
    if (!queue::second_try(limits_.second_try, part, now)) return {};
    const wall_time due_at = again.due_at.value_or(now);
    // No handset joins parts from two numbers.
    if (row.parts > 1) return {ready_or_later(due_at, now), due_at, "", "=" + row.modem};
    return {
        ready_or_later(due_at, now), due_at, because == event::try_later ? avoid : row.modem, {}};
}

/// No try of the message that waits is made any more.
void sqlite_store::end_waiting_tries(row_id message, event on) {
    move_queued_parts(message, on);
    sql_.drop_second_tries.execute(message);
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
    bool               tries_wait = false;
    for (auto rows = sql_.part_states.run(message); rows.step();) {
        parts.push_back(state_from(*db_, rows.text(0)));
        tries_wait |= rows.int64(1) != 0;
    }
    change changed;
    bool   outcome_lost = false;
    bool   had_ended = false;
    state  before{};
    {
        auto row = sql_.standing.run(message);
        if (!row.step() || parts.empty()) throw_damaged(*db_, "a message without parts");
        changed.message = row.text(0);
        before = state_from(*db_, row.text(1));
        outcome_lost = row.int64(2) != 0;
        had_ended = !row.is_null(3);
    }
    changed.status = queue::fold(parts, outcome_lost);
    const bool waits =
        queue::is_waiting(changed.status) || (changed.status == state::unconfirmed && tries_wait);
    if (!waits) {
        if (tries_wait) sql_.drop_second_tries.execute(message);  // of a text that is lost anyway
        if (sql_.erase_secret.execute(message) > 0) traces_ = true;
    }
    if (changed.status == before) {
        if (!waits && !had_ended) sql_.finish.execute(message, now);  // its last try is over
        return std::nullopt;
    }
    const auto ended = waits ? std::optional<wall_time>{} : now;
    const auto error = shown_error(changed.status, cause);
    sql_.change_status.execute(message, queue::name(changed.status), ended, family_of(error),
                               code_of(error));
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
    sql_.prove_attempt.execute(row.attempt, queue::name(attempt_outcome::accepted),
                               message_reference, now);
    count_if_doubled(row);
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
    if (what.then == event::report_failed && another_may_arrive(*row)) {
        tx.commit();
        return std::nullopt;
    }
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

bool sqlite_store::another_may_arrive(const attempt_row& row) {
    auto others = sql_.open_copies.run(row.part, row.attempt);
    return others.step() && others.int64(0) > 0;
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
        end_waiting_tries(message, event::deadline_passed);
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
