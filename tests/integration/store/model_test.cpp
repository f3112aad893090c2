#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>
#include <set>

using namespace stories;

namespace {

/// What the store should know of one message, kept in the simplest way.
struct expected_message {
    std::vector<state> parts;
    bool               outcome_lost = false;
    std::string        text;
    std::string        modem;  ///< that carries the rest of a text
    wall_time          expires_at{};
    std::set<int>      on_modem;

    state status() const { return queue::fold(parts, outcome_lost); }
};

struct running {
    int  message = 0;
    int  part = 0;
    bool lost = false;
};

class model {
public:
    explicit model(sqlite_engine& engine, unsigned seed) : engine_(engine), random_(seed) {
        store_ = engine_.open();
    }

    void step() {
        now_ += std::chrono::milliseconds(draw(3000));
        switch (draw(12)) {
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
        case 11: draw(4) == 0 ? restart() : batch_undone(); break;
        }
    }

    void check() {
        std::map<state, std::int64_t> count;
        for (const auto& [n, message] : messages_) {
            const auto shown = store_->find(uuid(n));
            REQUIRE(shown);
            REQUIRE(shown->status == message.status());
            REQUIRE(shown->finished_at.has_value() == !queue::is_waiting(shown->status));
            ++count[shown->status];
        }
        const auto depth = store_->measure();
        REQUIRE(depth.queued == count[state::queued]);
        REQUIRE(depth.sending == count[state::sending]);
        REQUIRE(depth.unconfirmed == count[state::unconfirmed]);
        REQUIRE(store_->parts_sent_today(docomo(now_).iccid, now_) +
                    store_->parts_sent_today(softbank(now_).iccid, now_) ==
                accepted_);
    }

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
        message.expires_at = now_ + std::chrono::seconds(10 + draw(600));
        message.text.utf8 = "text of " + std::to_string(n);
        REQUIRE(std::holds_alternative<store::added>(store_->add(message)));
        messages_[n] = {std::vector<state>(static_cast<std::size_t>(message.parts), state::queued),
                        false,
                        message.text.utf8,
                        "",
                        message.expires_at,
                        {}};
    }

    void claim() {
        const auto who = draw(2) == 0 ? docomo(now_) : softbank(now_);
        const auto got = store_->claim_next(who);
        if (!got) return;
        const int  n = std::stoi(got->message.substr(24));
        auto&      message = messages_.at(n);
        const auto part = static_cast<std::size_t>(got->part) - 1;
        REQUIRE(message.parts[part] == state::queued);
        REQUIRE(message.expires_at > now_);
        REQUIRE(got->text.utf8 == message.text);
        for (std::size_t i = 0; i < part; ++i) {  // in order, on one modem
            REQUIRE(message.parts[i] != state::queued);
            REQUIRE(message.parts[i] != state::sending);
        }
        if (part > 0) REQUIRE(message.modem == who.modem);
        message.modem = who.modem;
        message.parts[part] = state::sending;
        running_[got->attempt] = {n, static_cast<int>(part), false};
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
            ++accepted_;
            part = state::sent;
            return;
        }
        const std::pair<attempt_outcome, event> ways[] = {
            {attempt_outcome::accepted, event::accepted},
            {attempt_outcome::accepted, event::accepted},
            {attempt_outcome::not_sent, event::try_later},
            {attempt_outcome::rejected, event::give_up},
            {attempt_outcome::not_sent, event::deadline_passed},
            {attempt_outcome::unknown, event::outcome_lost}};
        const auto [outcome, then] = ways[draw(6)];
        auto end = ended(outcome, then, now_);
        if (outcome == attempt_outcome::accepted) end.message_reference = 1;
        if (then == event::try_later) end.due_at = now_ + std::chrono::milliseconds(draw(5000));
        store_->record_outcome(attempt, end);
        part = *queue::next(state::sending, then);
        message.outcome_lost |= then == event::outcome_lost;
        accepted_ += then == event::accepted;
        if (then == event::give_up || then == event::deadline_passed) end_queued(message, then);
        if (then == event::outcome_lost) {
            it->second.lost = true;
        } else {
            running_.erase(it);
        }
    }

    void cancel() {
        if (messages_.empty()) return;
        const int  n = 1 + draw(last_);
        auto&      message = messages_.at(n);
        const auto answer = store_->cancel(uuid(n), {}, now_);
        const bool queued = message.status() == state::queued;
        REQUIRE(std::holds_alternative<store::canceled>(answer) == queued);
        if (queued) end_queued(message, event::cancel_asked);
    }

    void expire() {
        for (auto& [n, message] : messages_)
            if (message.expires_at <= now_) end_queued(message, event::deadline_passed);
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
            ++lost;
            auto& message = messages_.at(what.message);
            message.parts[static_cast<std::size_t>(what.part)] = state::unconfirmed;
            message.outcome_lost = true;
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

    static void end_queued(expected_message& message, event on) {
        for (auto& part : message.parts)
            if (part == state::queued) part = *queue::next(part, on);
    }

    sqlite_engine&                  engine_;
    std::mt19937                    random_;
    std::unique_ptr<message_store>  store_;
    std::map<int, expected_message> messages_;
    std::map<std::int64_t, running> running_;
    wall_time                       now_ = start;
    int                             last_ = 0;
    int                             accepted_ = 0;
};

}  // namespace

TEST_CASE("the store does what a simple model of it does, whatever comes", "[store][model]") {
    std::size_t reached = 0;
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
        sqlite_engine engine;
        model         m(engine, seed);
        for (int i = 0; i < 300; ++i) {
            INFO("seed=" << seed << " step=" << i);
            m.step();
            if (i % 10 == 0) m.check();
        }
        m.check();
        for (const state s :
             {state::sent, state::failed, state::expired, state::canceled, state::unconfirmed})
            reached += m.ends(s) > 0;
    }
    CHECK(reached >= 25);  // the walk was not a standstill
}
