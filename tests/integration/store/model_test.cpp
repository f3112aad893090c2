#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>
#include <random>

using namespace stories;

namespace {

struct expected_part {
    state is = state::queued;
    bool  lost = false;      ///< ended unknown, and may be on the air
    bool  again = false;     ///< its second try is to come
    bool  repeated = false;  ///< its second try has been counted
    int   unknown_tries = 0;
};

/// What the store should know of one message, kept in the simplest way.
struct expected_message {
    std::vector<expected_part> parts;
    bool                       is_code = false;
    bool                       outcome_lost = false;
    std::string                text;
    std::string                modem;  ///< that carries the rest of a text
    wall_time                  expires_at{};

    state status() const {
        std::vector<state> states;
        for (const auto& part : parts) states.push_back(part.is);
        return queue::fold(states, outcome_lost);
    }
    bool waits() const {
        const bool second =
            std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.again; });
        return queue::is_waiting(status()) || (status() == state::unconfirmed && second);
    }
    void judge() {
        outcome_lost =
            std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.lost; });
    }
    void end_waiting(event on) {
        for (auto& part : parts) {
            if (part.is == state::queued) part.is = *queue::next(part.is, on);
            part.again = false;
        }
    }
    void lose(expected_part& part, wall_time now) {
        part.again = is_code && !part.lost && now < expires_at;
        part.is = state::unconfirmed;
        part.lost = outcome_lost = true;
    }
};

struct running {
    int  message = 0;
    int  part = 0;
    bool lost = false;     ///< nobody waits for its result any more
    bool overdue = false;  ///< called unknown, but its exchange goes on
};

class model {
public:
    explicit model(sqlite_engine& engine, unsigned seed) : engine_(engine), random_(seed) {
        store_ = engine_.open();
    }

    void step() {
        now_ += std::chrono::milliseconds(draw(3000));
        switch (draw(13)) {
        case 0:
        case 1:
        case 2: add(); break;
        case 3:
        case 4:
        case 5: claim(); break;
        case 6:
        case 7:
        case 8: finish(); break;
        case 9: cancel(); break;
        case 10: expire(); break;
        case 11: overdue(); break;
        case 12: draw(4) == 0 ? restart() : batch_undone(); break;
        }
    }

    void check() {
        std::map<state, std::int64_t> count;
        for (const auto& [n, message] : messages_) {
            const auto shown = store_->find(uuid(n));
            REQUIRE(shown);
            REQUIRE(shown->status == message.status());
            REQUIRE(shown->finished_at.has_value() == !message.waits());
            ++count[shown->status];
        }
        const auto depth = store_->measure();
        REQUIRE(depth.queued == count[state::queued]);
        REQUIRE(depth.sending == count[state::sending]);
        REQUIRE(depth.unconfirmed == count[state::unconfirmed]);
        REQUIRE(store_->parts_sent_today(docomo(now_).iccid, now_) +
                    store_->parts_sent_today(softbank(now_).iccid, now_) ==
                accepted_);
        REQUIRE(store_->counters().second_tries == second_tries_);
    }

    int second_tries() const { return second_tries_; }

    std::size_t ends(state s) const {
        std::size_t found = 0;
        for (const auto& [n, message] : messages_) found += message.status() == s;
        return found;
    }

private:
    int draw(int below) { return std::uniform_int_distribution<>(0, below - 1)(random_); }

    void add() {
        const int n = ++last_;
        auto      message = draw(2) == 0 ? code(n, now_) : text(n, 1 + draw(3), now_);
        if (draw(4) == 0) message.parts = 2;
        message.expires_at = now_ + std::chrono::seconds(10 + draw(600));
        message.text.utf8 = "text of " + std::to_string(n);
        REQUIRE(std::holds_alternative<store::added>(store_->add(message)));
        messages_[n] = {std::vector<expected_part>(static_cast<std::size_t>(message.parts)),
                        message.kind == queue::message_kind::code,
                        false,
                        message.text.utf8,
                        "",
                        message.expires_at};
    }

    void claim() {
        const auto who = draw(2) == 0 ? docomo(now_) : softbank(now_);
        const auto got = store_->claim_next(who);
        if (!got) return;
        const int  n = std::stoi(got->message.substr(24));
        auto&      message = messages_.at(n);
        const auto number = static_cast<std::size_t>(got->part) - 1;
        auto&      part = message.parts[number];
        REQUIRE((part.is == state::queued || part.again));
        REQUIRE(message.expires_at > now_);
        REQUIRE(got->text.utf8 == message.text);
        for (std::size_t i = 0; i < number; ++i)  // in order, on one modem
            REQUIRE(message.parts[i].is != state::queued);
        const bool bound = number > 0 || (part.again && message.parts.size() > 1);
        if (bound) REQUIRE(message.modem == who.modem);
        message.modem = who.modem;
        part.is = state::sending;
        part.again = false;
        part.lost = part.unknown_tries > 0;
        message.judge();
        REQUIRE(got->second_try == part.lost);
        second_tries_ += part.lost && !part.repeated;  // made again, it is still the one
        part.repeated |= part.lost;
        running_[got->attempt] = {n, static_cast<int>(number), false, false};
    }

    void finish() {
        if (running_.empty()) return;
        auto it = running_.begin();
        std::advance(it, draw(static_cast<int>(running_.size())));
        const auto [attempt, what] = *it;
        auto& message = messages_.at(what.message);
        auto& part = message.parts[static_cast<std::size_t>(what.part)];
        if (what.lost) {
            running_.erase(it);
            if (draw(2) == 0) return;  // nobody ever hears of it
            store_->record_late_acceptance(attempt, 1, now_);
            accept(part);
            --part.unknown_tries;
            return;
        }
        const std::pair<attempt_outcome, event> ways[] = {
            {attempt_outcome::accepted, event::accepted},
            {attempt_outcome::accepted, event::accepted},
            {attempt_outcome::not_sent, event::try_later},
            {attempt_outcome::rejected, event::give_up},
            {attempt_outcome::not_sent, event::deadline_passed},
            {attempt_outcome::unknown, event::outcome_lost}};
        auto [outcome, then] = ways[draw(6)];
        if (then == event::try_later && now_ >= message.expires_at) then = event::deadline_passed;
        auto end = ended(outcome, then, now_);
        if (outcome == attempt_outcome::accepted) end.message_reference = 1;
        if (then == event::try_later) end.due_at = now_ + std::chrono::milliseconds(draw(5000));
        store_->record_outcome(attempt, end);
        if (outcome == attempt_outcome::unknown) {
            it->second.lost = true;
            if (what.overdue) return;
            ++part.unknown_tries;
        } else {
            running_.erase(it);
            part.unknown_tries -= what.overdue;
            if (part.unknown_tries == 0) part.repeated = false;
        }
        if (then == event::accepted)
            accept(part);
        else if (what.overdue)
            refuse_overdue(message, part, then);
        else
            end_try(message, part, then);
    }

    void accept(expected_part& part) {
        ++accepted_;
        part.is = queue::next(part.is, event::accepted).value_or(part.is);
        part.again = false;
    }

    void refuse_overdue(expected_message& message, expected_part& part, event then) {
        if (part.is == state::sending) {
            part.lost = part.unknown_tries > 0;
            message.judge();
        } else if (part.is == state::unconfirmed && then != event::try_later) {
            message.end_waiting(then);
        }
    }

    void end_try(expected_message& message, expected_part& part, event then) {
        if (part.is != state::sending) return;
        const event guarded = queue::guarded(then, part.lost);
        if (guarded == event::outcome_lost) {
            message.lose(part, now_);
            part.again |= then == event::try_later && message.is_code;
            return;
        }
        part.is = *queue::next(part.is, guarded);
        if (then == event::give_up || then == event::deadline_passed) message.end_waiting(then);
    }

    void overdue() {
        if (running_.empty()) return;
        auto it = running_.begin();
        std::advance(it, draw(static_cast<int>(running_.size())));
        auto& [attempt, what] = *it;
        if (what.lost || what.overdue) return;
        auto&      message = messages_.at(what.message);
        auto&      part = message.parts[static_cast<std::size_t>(what.part)];
        const bool expected =
            message.is_code && part.is == state::sending && !part.lost && now_ < message.expires_at;
        store_->record_overdue(attempt, now_);
        if (!expected) return;
        what.overdue = true;
        ++part.unknown_tries;
        message.lose(part, now_);
    }

    void cancel() {
        if (messages_.empty()) return;
        const int  n = 1 + draw(last_);
        auto&      message = messages_.at(n);
        const auto answer = store_->cancel(uuid(n), {}, now_);
        const bool queued = message.status() == state::queued;
        REQUIRE(std::holds_alternative<store::canceled>(answer) == queued);
        if (queued) message.end_waiting(event::cancel_asked);
    }

    void expire() {
        for (auto& [n, message] : messages_)
            if (message.expires_at <= now_ && message.waits())
                message.end_waiting(event::deadline_passed);
        store_->expire(now_);
        const auto next = store_->next_wakeup(now_);
        REQUIRE((!next || *next > now_));
    }

    void restart() {
        store_.reset();
        store_ = engine_.open();
        int lost = 0;
        for (auto& [attempt, what] : running_) {
            if (what.lost) continue;
            what.lost = true;
            if (what.overdue) continue;  // it was unknown before
            auto& message = messages_.at(what.message);
            auto& part = message.parts[static_cast<std::size_t>(what.part)];
            ++part.unknown_tries;
            if (part.is != state::sending) continue;
            message.lose(part, now_);
            ++lost;
        }
        REQUIRE(store_->recover(now_).unconfirmed == lost);
    }

    /// Work that is taken back leaves no trace.
    void batch_undone() {
        store_->begin_batch();
        store_->begin_job();
        store_->add(code(900000 + last_, now_));
        store_->claim_next(docomo(now_));
        store_->expire(now_ + 1h);
        store_->undo_job();
        store_->commit_batch();
    }

    sqlite_engine&                  engine_;
    std::mt19937                    random_;
    std::unique_ptr<message_store>  store_;
    std::map<int, expected_message> messages_;
    std::map<std::int64_t, running> running_;
    wall_time                       now_ = start;
    int                             last_ = 0;
    int                             accepted_ = 0;
    int                             second_tries_ = 0;
};

}  // namespace

TEST_CASE("the store does what a simple model of it does, whatever comes", "[store][model]") {
    std::size_t reached = 0;
    int         second_tries = 0;
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
        sqlite_engine engine;
        model         m(engine, seed);
        for (int i = 0; i < 300; ++i) {
            INFO("seed=" << seed << " step=" << i);
            m.step();
            if (i % 10 == 0) m.check();
        }
        m.check();
        second_tries += m.second_tries();
        for (const state s :
             {state::sent, state::failed, state::expired, state::canceled, state::unconfirmed})
            reached += m.ends(s) > 0;
    }
    CHECK(reached >= 25);  // the walk was not a standstill
    CHECK(second_tries >= 25);
}
