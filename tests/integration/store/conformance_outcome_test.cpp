#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

using namespace stories;

namespace {

const sms::error_code restarted{sms::error_family::queue,
                                static_cast<int>(sms::queue_error::restarted)};
const sms::error_code deadline{sms::error_family::queue,
                               static_cast<int>(sms::queue_error::deadline_passed)};

}  // namespace

TEMPLATE_LIST_TEST_CASE("each way to end a try changes the message as the table says", "[store]",
                        engines) {
    struct {
        attempt_outcome outcome;
        event           then;
        state           expected;
        bool            finished;
        bool            error;
    } rows[] = {
        {attempt_outcome::accepted, event::accepted, state::sent, true, false},
        {attempt_outcome::rejected, event::accepted, state::sent, true, false},  // CMS 197
        {attempt_outcome::not_sent, event::try_later, state::queued, false, false},
        {attempt_outcome::rejected, event::try_later, state::queued, false, false},
        {attempt_outcome::rejected, event::give_up, state::failed, true, true},
        {attempt_outcome::not_sent, event::give_up, state::failed, true, true},
        {attempt_outcome::not_sent, event::deadline_passed, state::expired, true, true},
        // A code: its second try is to come.
        {attempt_outcome::unknown, event::outcome_lost, state::unconfirmed, false, true},
    };
    TestType engine;
    auto     s = engine.open();
    int      n = 0;
    for (const auto& row : rows) {
        INFO(queue::name(row.outcome) << ", " << queue::name(row.then));
        s->add(code(++n));
        const auto claimed = s->claim_next(docomo(start));
        REQUIRE(claimed);
        auto end = ended(row.outcome, row.then, start + 2s);
        if (row.then == event::try_later) end.due_at = start + 200s;
        const auto changed = s->record_outcome(claimed->attempt, end);
        REQUIRE(changed);
        CHECK(changed->message == uuid(n));
        CHECK(changed->status == row.expected);
        const auto shown = s->find(uuid(n));
        CHECK(shown->status == row.expected);
        CHECK(shown->finished_at.has_value() == row.finished);
        CHECK(shown->error.has_value() == row.error);
        REQUIRE(shown->attempts.size() == 1);
        CHECK(shown->attempts[0].outcome == row.outcome);
        CHECK(shown->attempts[0].finished_at == start + 2s);
        CHECK(shown->attempts[0].error == sms::error_code{sms::error_family::cms, 38});
    }
}

TEMPLATE_LIST_TEST_CASE("a result is told once", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    CHECK(s->record_outcome(claimed->attempt, accepted(1, start + 2s)));
    CHECK_FALSE(s->record_outcome(claimed->attempt, accepted(1, start + 3s)));
    CHECK_FALSE(s->record_outcome(claimed->attempt,
                                  ended(attempt_outcome::rejected, event::give_up, start + 3s)));
    CHECK_FALSE(s->record_outcome(99999, accepted(1, start + 3s)));
    CHECK(status_of(*s, 1) == state::sent);
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
}

TEMPLATE_LIST_TEST_CASE("a message shows why it failed, and what each try was told", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, retried(start + 1s, start + 1s));
    claimed = s->claim_next(softbank(start + 1s));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::rejected, event::give_up, start + 2s, 1));
    const auto shown = s->find(uuid(1));
    CHECK(shown->error == sms::error_code{sms::error_family::cms, 1});
    REQUIRE(shown->attempts.size() == 2);
    CHECK(shown->attempts[0].outcome == attempt_outcome::not_sent);
    CHECK(shown->attempts[1].modem == "softbank-1");
    CHECK(shown->attempts[1].outcome == attempt_outcome::rejected);
}

TEMPLATE_LIST_TEST_CASE("what waits past its deadline expires, what is on a modem does not",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    s->add(code(2));
    s->add(code(3, start + 60s));
    s->add(text(4, 2));
    CHECK(s->expire(start + 299s).empty());
    const auto changed = s->expire(start + 300s);
    REQUIRE(changed.size() == 1);
    CHECK(changed[0].message == uuid(2));
    CHECK(changed[0].status == state::expired);
    CHECK(s->find(uuid(2))->finished_at == start + 300s);
    CHECK(s->find(uuid(2))->error == deadline);
    CHECK(status_of(*s, 1) == state::sending);
    CHECK(status_of(*s, 3) == state::queued);
    CHECK(s->expire(start + 300s).empty());
    CHECK(s->expire(start + 9999s).size() == 2);
    s->record_outcome(claimed->attempt, accepted(1, start + 10000s));
    CHECK(status_of(*s, 1) == state::sent);
}

TEMPLATE_LIST_TEST_CASE("a part that waits for a retry expires with its deadline", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    s->add(code(2));
    auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, retried(start + 1s, start + 299s));
    claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, retried(start + 1s, start + 1s, "docomo-1"));
    CHECK(s->expire(start + 300s).size() == 2);
}

TEMPLATE_LIST_TEST_CASE("a text whose part fails, fails whole", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 3));
    auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, accepted(1, start + 3s));
    claimed = s->claim_next(docomo(start + 3s));
    const auto changed = s->record_outcome(
        claimed->attempt, ended(attempt_outcome::rejected, event::give_up, start + 6s));
    REQUIRE(changed);
    CHECK(changed->status == state::failed);
    CHECK_FALSE(s->claim_next(docomo(start + 6s)));  // the third is not sent for nothing
    CHECK(s->expire(start + 9999s).empty());
}

TEMPLATE_LIST_TEST_CASE("a text whose deadline passes between its parts expires", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 2));
    const auto claimed = s->claim_next(docomo(start));
    // The deadline passes while the first part is on the modem.
    CHECK(s->expire(start + 3600s).empty());
    CHECK(status_of(*s, 1) == state::sending);
    const auto changed = s->record_outcome(claimed->attempt, accepted(1, start + 3601s));
    REQUIRE(changed);
    CHECK(changed->status == state::expired);
}

TEMPLATE_LIST_TEST_CASE("a text with an unknown part never ends failed or expired", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    for (const bool fails : {true, false}) {
        const int n = fails ? 1 : 2;
        s->add(text(n, 2));
        auto claimed = s->claim_next(docomo(start));
        CHECK_FALSE(s->record_outcome(
            claimed->attempt, ended(attempt_outcome::unknown, event::outcome_lost, start + 180s)));
        CHECK(status_of(*s, n) == state::sending);  // the second part is worth a try
        CHECK_FALSE(s->find(uuid(n))->finished_at);
        CHECK(std::get<store::not_cancelable>(s->cancel(uuid(n), {}, start)).status ==
              state::sending);
        if (fails) {
            claimed = s->claim_next(docomo(start + 180s));
            REQUIRE(claimed);
            s->record_outcome(claimed->attempt,
                              ended(attempt_outcome::rejected, event::give_up, start + 200s));
        } else {
            s->expire(start + 3600s);
        }
        CHECK(status_of(*s, n) == state::unconfirmed);
        CHECK(s->find(uuid(n))->finished_at);
        // Also when the unknown part turns out to have been taken.
        s->record_late_acceptance(claimed->attempt, 9, start + 3700s);
        CHECK(status_of(*s, n) == state::unconfirmed);
    }
}

TEMPLATE_LIST_TEST_CASE("a late +CMGS resolves an unknown outcome", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::unknown, event::outcome_lost, start + 180s));
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 0);
    CHECK_FALSE(s->find(uuid(1))->finished_at);

    const auto changed = s->record_late_acceptance(claimed->attempt, 77, start + 200s);
    REQUIRE(changed);
    CHECK(changed->status == state::sent);
    const auto shown = s->find(uuid(1));
    CHECK(shown->finished_at == start + 200s);
    CHECK_FALSE(shown->error);
    CHECK(shown->attempts[0].outcome == attempt_outcome::accepted);
    CHECK_FALSE(shown->attempts[0].error);
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);

    CHECK_FALSE(s->record_late_acceptance(claimed->attempt, 77, start + 201s));
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
    CHECK(s->record_report(report_on(docomo(start), 77, event::report_delivered, start + 202s)));
    CHECK(status_of(*s, 1) == state::delivered);
}

TEMPLATE_LIST_TEST_CASE("a late +CMGS does not revive what was certainly not sent", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::rejected, event::give_up, start + 1s));
    CHECK_FALSE(s->record_late_acceptance(claimed->attempt, 5, start + 2s));
    CHECK_FALSE(s->record_late_acceptance(4242, 5, start + 2s));
    CHECK(status_of(*s, 1) == state::failed);
}

TEMPLATE_LIST_TEST_CASE("a SIM's parts are counted by the Japanese day", "[store]", engines) {
    TestType   engine;
    auto       s = engine.open();
    const auto iccid = docomo(start).iccid;
    const auto midnight = start + 7h;  // 15:00 UTC
    int        n = 0;
    for (const wall_time at : {start, midnight - 1ms, midnight, midnight + 1h}) {
        auto message = text(++n, 1, at);
        s->add(message);
        const auto claimed = s->claim_next(docomo(at));
        s->record_outcome(claimed->attempt, accepted(1, at));
    }
    CHECK(s->parts_sent_today(iccid, start) == 2);
    CHECK(s->parts_sent_today(iccid, midnight) == 2);
    CHECK(s->parts_sent_today(iccid, midnight + 24h) == 0);
    CHECK(s->parts_sent_today("another", start) == 0);
}

TEMPLATE_LIST_TEST_CASE("a modem's totals say what it was told", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK(s->totals("docomo-1").sent == 0);
    CHECK_FALSE(s->totals("docomo-1").last_success);
    s->add(code(1));
    s->add(code(2));
    s->add(code(3));
    auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, accepted(1, start + 3s));
    claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::rejected, event::give_up, start + 4s));
    claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::unknown, event::outcome_lost, start + 5s));
    const auto totals = s->totals("docomo-1");
    CHECK(totals.sent == 1);
    CHECK(totals.failed == 1);  // nobody knows of the third
    CHECK(totals.last_success == start + 3s);
    CHECK(s->totals("softbank-1").sent == 0);
}

TEMPLATE_LIST_TEST_CASE("what expires at once in great number ends in bounded steps", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->begin_batch();
    for (int n = 1; n <= 1100; ++n) s->add(code(n));
    s->commit_batch();
    std::size_t ended_in_all = 0;
    int         steps = 0;
    while (s->next_wakeup(start + 301s)) {
        ended_in_all += s->expire(start + 301s).size();
        REQUIRE(++steps < 10);
    }
    CHECK(ended_in_all == 1100);
    CHECK(steps > 1);
    CHECK(s->measure().queued == 0);
}
