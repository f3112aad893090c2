#include "gateway/dispatcher.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "gateway/attempt.hpp"
#include "gateway/format.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::gateway {
namespace {

using namespace std::chrono_literals;

constexpr auto store_retry_pause = 1s;  // while the disk is full or failing
constexpr int  bugs_max = 3;            // of recording an outcome: then it is called unknown
constexpr auto sleep_max = 1h;          // the bell wakes us; this only bounds a mistake

store::claim_request claim_for(const io::modem_actor& modem, wall_time now) {
    const auto& set = modem.settings();
    return {set.name, set.group, modem.status().iccid, now};
}

mono_time at(std::optional<wall_time> due) {
    const auto now = io::mono_clock::now();
    if (!due) return now + sleep_max;
    const auto left = std::max<wall_time::duration>(*due - io::wall_now(), 0ms);
    return now + std::min<std::chrono::milliseconds>(left, sleep_max);
}

/// A bug on the way of a submission ends no carrier: what the modem did with the part is unknown
/// then, and it must not stay `sending`.
boost::asio::awaitable<hayauma::modem::submit_outcome> submit_whatever_comes(
    io::modem_actor& modem, const store::claimed_part& part) {
    try {
        auto submission = submit(modem, part);
        auto outcome = co_await std::move(submission);
        co_return outcome;
    } catch (const std::exception& e) {
        spdlog::error("submit: message={} modem={} error={}", part.message, modem.settings().name,
                      e.what());
    }
    co_return hayauma::modem::unknown{
        {sms::error_family::queue, static_cast<int>(sms::queue_error::interrupted)}};
}

bool is_bug(const std::exception& e) noexcept {
    const auto* failure = dynamic_cast<const store::store_error*>(&e);
    return failure == nullptr || failure->kind() == store::trouble::bug;
}

/// What is recorded where the outcome itself cannot be.
store::attempt_end unknown_end(wall_time now) {
    return {.outcome = queue::attempt_outcome::unknown,
            .message_reference = {},
            .error = sms::error_code{sms::error_family::queue,
                                     static_cast<int>(sms::queue_error::interrupted)},
            .then = queue::event::outcome_lost,
            .due_at = {},
            .avoid_modem = {},
            .now = now};
}

}  // namespace

dispatcher::dispatcher(boost::asio::any_io_executor executor, parts used)
    : used_(std::move(used)), carriers_(std::move(executor)) {}

void dispatcher::add(io::modem_actor& modem) { modems_.push_back(&modem); }

void dispatcher::stop() {
    stopping_ = true;
    used_.bell.ring();
}

boost::asio::awaitable<void> dispatcher::run() {
    while (!stopping_) {
        mono_time until = io::mono_clock::now() + store_retry_pause;
        try {
            auto found = co_await look_for_work();
            until = at(found.wakeup);
            for (auto& [modem, part] : found.work) {
                carrying_.push_back(modem);
                carriers_.spawn("carry", carry(*modem, std::move(part)));
            }
            store_works();
        } catch (const store::store_error& e) {
            store_failed(e);
        } catch (const std::exception& e) {  // a bug must not end all sending
            spdlog::error("dispatcher: error={}", e.what());
        }
        co_await used_.bell.wait_until(until);
    }
}

bool dispatcher::may_send(const io::modem_actor& modem) const {
    return !stopping_ && modem.free() && modem.status().can_send;
}

/// In the order in which they are given work: by turns, but those in doubt last.
std::vector<io::modem_actor*> dispatcher::able() const {
    std::vector<io::modem_actor*> found;
    for (std::size_t i = 0; i < modems_.size(); ++i) {
        auto*      modem = modems_[(turn_ + i) % modems_.size()];
        const bool busy = std::find(carrying_.begin(), carrying_.end(), modem) != carrying_.end();
        if (!busy && may_send(*modem)) found.push_back(modem);
    }
    std::stable_partition(found.begin(), found.end(),
                          [](const auto* modem) { return !modem->status().doubted; });
    return found;
}

/// One durable transaction: ends what is too late, and gives each able modem its next part.
boost::asio::awaitable<dispatcher::round> dispatcher::look_for_work() {
    // Built here: what a modem shows belongs to the loop, not to the store's thread.
    const auto                                                     now = io::wall_now();
    std::vector<std::pair<io::modem_actor*, store::claim_request>> candidates;
    for (auto* modem : able()) candidates.emplace_back(modem, claim_for(*modem, now));
    ++turn_;
    auto work = [candidates = std::move(candidates), now](store::message_store& s) {
        round found;
        for (const auto& change : s.expire(now))
            spdlog::info("message: id={} status={}", change.message, queue::name(change.status));
        for (const auto& [modem, who] : candidates)
            if (auto part = s.claim_next(who)) found.work.push_back({modem, std::move(*part)});
        found.wakeup = s.next_wakeup(now);
        return found;
    };
    auto pending = wiring::run_in(used_.store, std::move(work));
    auto found = co_await std::move(pending);
    co_return found;
}

/// Takes one modem from part to part until nothing waits for it.
boost::asio::awaitable<void> dispatcher::carry(io::modem_actor& modem, store::claimed_part part) {
    struct on_exit {  // also on the way of an exception: the modem must not stay ours for ever
        dispatcher*         me;
        io::modem_actor*    modem;
        std::weak_ptr<bool> alive;  // the loop may destroy us after the dispatcher
        ~on_exit() {
            if (alive.expired()) return;
            std::erase(me->carrying_, modem);
            me->used_.bell.ring();
        }
    } guard{this, &modem, alive_};
    std::optional<store::claimed_part> next = std::move(part);
    while (next) {
        auto submission = submit_whatever_comes(modem, *next);
        auto outcome = co_await std::move(submission);
        auto recording = record(modem, std::move(*next), outcome);
        next = co_await std::move(recording);
    }
}

/// Records how the try ended. @return the modem's next part.
boost::asio::awaitable<std::optional<store::claimed_part>> dispatcher::record(
    io::modem_actor& modem, store::claimed_part part, hayauma::modem::submit_outcome outcome) {
    const auto end = end_of(outcome, part, modem.settings().name, used_.jitter(), io::wall_now());
    auto       keeping = keep(modem, part.attempt, end);
    auto       what = co_await std::move(keeping);
    store_works();
    note(modem, end, what);
    // What comes back into the queue is for other modems, too.
    if (end.then != queue::event::accepted) used_.bell.ring();
    co_return std::move(what.next);
}

/// Writes the outcome and claims the modem's next part in the same commit. A failing disk is
/// waited for: what a modem did must not be forgotten. A bug is not: the outcome is called unknown
/// at last, and where not even that can be written, the part stays `sending` until the next start.
boost::asio::awaitable<dispatcher::recorded> dispatcher::keep(io::modem_actor&   modem,
                                                              std::int64_t       attempt,
                                                              store::attempt_end end) {
    bool failed = false;
    for (int bugs = 0;;) {
        try {
            // What failed once is recorded alone: a claim must not hold an outcome back.
            const bool more = !failed && may_send(modem);
            auto       work = [attempt, end, more,
                         who = claim_for(modem, io::wall_now())](store::message_store& s) {
                recorded what;
                what.change = s.record_outcome(attempt, end);
                what.totals = s.totals(who.modem);
                what.parts_today = s.parts_sent_today(who.iccid, who.now);
                if (more) what.next = s.claim_next(who);
                return what;
            };
            auto pending = wiring::run_in(used_.store, std::move(work));
            auto what = co_await std::move(pending);
            co_return what;
        } catch (const std::exception& e) {
            failed = true;
            if (!is_bug(e)) {
                store_failed(e);
            } else {  // maybe of the claim: an outcome is not given up easily
                if (++bugs > bugs_max) throw;
                spdlog::error("outcome: attempt={} error={}", attempt, e.what());
                if (bugs == bugs_max) end = unknown_end(end.now);
            }
        }
        io::timer pause(co_await boost::asio::this_coro::executor, store_retry_pause);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
}

void dispatcher::note(const io::modem_actor& modem, const store::attempt_end& end,
                      const recorded& what) {
    auto& entry = used_.board.modems[modem.settings().name];
    entry.sent_total = what.totals.sent;
    entry.failed_total = what.totals.failed;
    entry.last_success_at = what.totals.last_success;
    entry.quota_used = what.parts_today;
    if (end.error) entry.last_error = end.error;
    if (what.change)
        spdlog::info("message: id={} status={} modem={} outcome={}{}", what.change->message,
                     queue::name(what.change->status), modem.settings().name,
                     queue::name(end.outcome), end.error ? " error=" + in_words(*end.error) : "");
}

void dispatcher::store_failed(const std::exception& e) {
    if (used_.board.store_works) spdlog::error("store: state=failed error={}", e.what());
    used_.board.store_works = false;
    used_.board.store_problem = e.what();
}

void dispatcher::store_works() {
    if (!used_.board.store_works) spdlog::warn("store: state=works again");
    used_.board.store_works = true;
    used_.board.store_problem.clear();
}

}  // namespace hayauma::gateway
