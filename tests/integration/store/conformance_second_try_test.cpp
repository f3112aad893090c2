#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

using namespace stories;

namespace {

store::attempt_end unknown(wall_time now) {
    return ended(attempt_outcome::unknown, event::outcome_lost, now, 500);
}

/// A code whose first try, on docomo at `start`, ended unknown after 5 s. @return that try.
std::int64_t lose(message_store& s, const queue::new_message& message) {
    s.add(message);
    const auto claimed = s.claim_next(docomo(start));
    REQUIRE(claimed);
    CHECK_FALSE(claimed->second_try);
    s.record_outcome(claimed->attempt, unknown(start + 5s));
    return claimed->attempt;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("a code that may have been sent is tried once more, at once, elsewhere",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    CHECK(status_of(*s, 1) == state::unconfirmed);
    CHECK_FALSE(s->find(uuid(1))->finished_at);  // a try is left
    CHECK(s->find(uuid(1))->error == sms::error_code{sms::error_family::cms, 500});
    CHECK(s->measure().unconfirmed == 1);
    CHECK(s->counters().second_tries == 0);

    CHECK_FALSE(s->claim_next(docomo(start + 5s)));  // others first, for a moment
    const auto second = s->claim_next(softbank(start + 5s));
    REQUIRE(second);
    CHECK(second->second_try);
    CHECK(second->message == uuid(1));
    CHECK(second->tries == 2);
    CHECK(second->text.utf8 == code(1).text.utf8);
    CHECK(status_of(*s, 1) == state::sending);
    CHECK_FALSE(s->find(uuid(1))->finished_at);
    CHECK(s->counters().second_tries == 1);

    const auto changed = s->record_outcome(second->attempt, accepted(7, start + 8s));
    REQUIRE(changed);
    CHECK(changed->status == state::sent);
    CHECK(s->find(uuid(1))->finished_at == start + 8s);
    CHECK_FALSE(s->find(uuid(1))->error);
    CHECK_FALSE(s->claim_next(docomo(start + 60s)));
    CHECK(s->counters().doubled == 0);
}

TEMPLATE_LIST_TEST_CASE("where no other modem asks, the same one makes the second try", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    CHECK_FALSE(s->claim_next(docomo(start + 5999ms)));
    CHECK(s->next_wakeup(start + 5s) == start + 6s);
    const auto second = s->claim_next(docomo(start + 6s));
    REQUIRE(second);
    CHECK(second->second_try);
}

TEMPLATE_LIST_TEST_CASE("a second try takes its turn by deadline among the codes, before texts",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    s->add(text(2, 1));
    s->add(code(3, start + 1s));
    auto urgent = code(4, start + 1s);
    urgent.expires_at = start + 60s;
    s->add(urgent);
    for (const int expected : {4, 1, 3, 2})
        CHECK(s->claim_next(softbank(start + 6s))->message == uuid(expected));
}

TEMPLATE_LIST_TEST_CASE("there is no third copy", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    const auto second = s->claim_next(softbank(start + 5s));
    const auto changed = s->record_outcome(second->attempt, unknown(start + 9s));
    REQUIRE(changed);
    CHECK(changed->status == state::unconfirmed);
    CHECK(s->find(uuid(1))->finished_at == start + 9s);
    CHECK_FALSE(s->claim_next(docomo(start + 60s)));
    CHECK_FALSE(s->claim_next(softbank(start + 60s)));
    CHECK(s->counters().second_tries == 1);
    CHECK_FALSE(s->next_wakeup(start + 60s));
    // Later knowledge still counts, of either copy.
    CHECK(s->record_late_acceptance(second->attempt, 9, start + 70s)->status == state::sent);
    CHECK(s->find(uuid(1))->finished_at == start + 9s);
}

TEMPLATE_LIST_TEST_CASE("a second try that is refused leaves the message unconfirmed", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    struct {
        attempt_outcome outcome;
        event           then;
    } rows[] = {
        {attempt_outcome::rejected, event::give_up},
        {attempt_outcome::not_sent, event::give_up},
        {attempt_outcome::not_sent, event::deadline_passed},
    };
    int n = 0;
    for (const auto& row : rows) {
        INFO(queue::name(row.outcome) << ", " << queue::name(row.then));
        lose(*s, code(++n));
        const auto second = s->claim_next(softbank(start + 5s));
        const auto changed =
            s->record_outcome(second->attempt, ended(row.outcome, row.then, start + 9s));
        REQUIRE(changed);
        CHECK(changed->status == state::unconfirmed);
        CHECK(s->find(uuid(n))->finished_at == start + 9s);
        CHECK_FALSE(s->claim_next(softbank(start + 60s)));
    }
}

TEMPLATE_LIST_TEST_CASE("a second try that was certainly not sent is made again", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    auto second = s->claim_next(softbank(start + 5s));
    auto changed =
        s->record_outcome(second->attempt, retried(start + 8s, start + 10s, "softbank-1"));
    REQUIRE(changed);
    CHECK(changed->status == state::unconfirmed);  // never `queued`: a copy may be out
    CHECK_FALSE(s->find(uuid(1))->finished_at);
    CHECK_FALSE(s->claim_next(docomo(start + 9s)));
    CHECK_FALSE(s->claim_next(softbank(start + 10s)));
    second = s->claim_next(docomo(start + 10s));
    REQUIRE(second);
    CHECK(second->second_try);
    CHECK(second->tries == 3);
    CHECK(s->counters().second_tries == 1);  // it is still the one that was made
    CHECK(s->record_outcome(second->attempt, accepted(1, start + 12s))->status == state::sent);
}

TEMPLATE_LIST_TEST_CASE("no second try after the deadline: the message has ended then", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    CHECK(s->next_wakeup(start + 60s) == start + 300s);
    CHECK(s->expire(start + 299s).empty());
    CHECK_FALSE(s->find(uuid(1))->finished_at);
    CHECK_FALSE(s->claim_next(softbank(start + 300s)));
    CHECK(s->expire(start + 300s).empty());  // its status does not change
    const auto shown = s->find(uuid(1));
    CHECK(shown->status == state::unconfirmed);
    CHECK(shown->finished_at == start + 300s);
    CHECK(shown->error == sms::error_code{sms::error_family::cms, 500});
    CHECK_FALSE(s->next_wakeup(start + 300s));

    // Lost only when the time was over: nothing is left to try.
    s->add(code(2));
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, unknown(start + 300s));
    CHECK(s->find(uuid(2))->finished_at == start + 300s);
}

TEMPLATE_LIST_TEST_CASE("what resolves the first try spares the second", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    auto     first = lose(*s, code(1));
    CHECK(s->record_late_acceptance(first, 9, start + 6s)->status == state::sent);
    CHECK(s->find(uuid(1))->finished_at == start + 6s);
    CHECK_FALSE(s->claim_next(softbank(start + 6s)));

    auto other = code(2);
    other.to = phone("818012345678");
    first = lose(*s, other);
    auto report = report_on(docomo(start), 44, event::report_delivered, start + 6s);
    report.recipient = "08012345678";
    CHECK(s->record_report(report)->status == state::delivered);
    CHECK_FALSE(s->claim_next(softbank(start + 6s)));
    CHECK(s->counters().second_tries == 0);
}

TEMPLATE_LIST_TEST_CASE("a message that may be on the air is neither canceled nor superseded",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    CHECK(std::get<store::not_cancelable>(s->cancel(uuid(1), {}, start + 6s)).status ==
          state::unconfirmed);
    auto newer = code(2, start + 6s);
    newer.supersede = true;
    s->add(newer);
    CHECK(status_of(*s, 1) == state::unconfirmed);
    const auto second = s->claim_next(softbank(start + 6s));
    CHECK(second->message == uuid(1));
    CHECK(std::get<store::not_cancelable>(s->cancel(uuid(1), {}, start + 6s)).status ==
          state::sending);
}

TEMPLATE_LIST_TEST_CASE("both copies accepted are counted as doubled", "[store]", engines) {
    TestType   engine;
    auto       s = engine.open();
    const auto first = lose(*s, code(1));
    const auto second = s->claim_next(softbank(start + 5s));
    // While the second is on its way the first turns out to have been taken ...
    CHECK(s->record_late_acceptance(first, 9, start + 6s)->status == state::sent);
    CHECK(s->counters().doubled == 0);
    // ... and the second is, too.
    CHECK_FALSE(s->record_outcome(second->attempt, accepted(1, start + 8s)));
    CHECK(status_of(*s, 1) == state::sent);
    CHECK(s->counters().doubled == 1);
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
    CHECK(s->parts_sent_today(softbank(start).iccid, start) == 1);

    // Also where it is a report that tells.
    lose(*s, code(2));
    const auto other = s->claim_next(softbank(start + 5s));
    s->record_outcome(other->attempt, accepted(2, start + 8s));
    CHECK(s->record_report(report_on(docomo(start), 77, event::report_delivered, start + 9s))
              ->status == state::delivered);
    CHECK(s->counters().doubled == 2);
    CHECK(s->counters().second_tries == 2);
}

TEMPLATE_LIST_TEST_CASE("a copy that was not delivered does not speak for the other", "[store]",
                        engines) {
    TestType   engine;
    auto       s = engine.open();
    const auto first = lose(*s, code(1));
    const auto second = s->claim_next(softbank(start + 5s));
    s->record_outcome(second->attempt, accepted(7, start + 8s));
    s->record_late_acceptance(first, 9, start + 9s);

    CHECK_FALSE(s->record_report(report_on(docomo(start), 9, event::report_failed, start + 20s)));
    CHECK(status_of(*s, 1) == state::sent);  // the other copy is on its way
    CHECK(s->record_report(report_on(softbank(start), 7, event::report_delivered, start + 30s))
              ->status == state::delivered);

    auto another = code(2);
    another.to = phone("818012345678");
    lose(*s, another);
    const auto last = s->claim_next(softbank(start + 5s));
    s->record_outcome(last->attempt, accepted(8, start + 8s));
    auto failed = report_on(softbank(start), 8, event::report_failed, start + 30s);
    failed.recipient = "08012345678";
    CHECK(s->record_report(failed)->status == state::undelivered);  // the first: nobody knows of it
}

TEMPLATE_LIST_TEST_CASE("a part that the network took never ends as not sent", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    lose(*s, code(1));
    const auto second = s->claim_next(softbank(start + 5s));
    // The first try was taken after all, and could not be delivered.
    CHECK_FALSE(s->record_report(report_on(docomo(start), 9, event::report_failed, start + 6s)));
    CHECK(status_of(*s, 1) == state::sending);

    SECTION("the second is refused for good: the report speaks for the message") {
        const auto changed = s->record_outcome(
            second->attempt, ended(attempt_outcome::rejected, event::give_up, start + 8s));
        REQUIRE(changed);
        CHECK(changed->status == state::undelivered);
        CHECK(s->find(uuid(1))->error == sms::error_code{sms::error_family::tp_st, 0x46});
        CHECK(s->find(uuid(1))->finished_at == start + 8s);
    }
    SECTION("the second may have been sent: nobody knows") {
        CHECK(s->record_outcome(second->attempt, unknown(start + 8s))->status ==
              state::unconfirmed);
    }
    SECTION("the second was not sent, and is made again") {
        CHECK(s->record_outcome(second->attempt, retried(start + 8s, start + 8s))->status ==
              state::unconfirmed);
        const auto again = s->claim_next(docomo(start + 8s));
        REQUIRE(again);
        CHECK(again->second_try);
        CHECK(s->counters().second_tries == 1);
        const auto end = GENERATE(event::give_up, event::deadline_passed, event::accepted);
        if (end == event::accepted) {
            CHECK(s->record_outcome(again->attempt, accepted(2, start + 9s))->status ==
                  state::sent);
        } else {
            CHECK(
                s->record_outcome(again->attempt, ended(attempt_outcome::not_sent, end, start + 9s))
                    ->status == state::undelivered);
        }
    }
    CHECK_FALSE(s->claim_next(docomo(start + 60s)));
}

TEMPLATE_LIST_TEST_CASE("a code that was on a modem at a crash has its second try", "[store]",
                        engines) {
    TestType engine;
    {
        auto s = engine.open();
        s->add(code(1));
        s->add(code(2));
        s->add(text(3, 1));
        for (int i = 0; i < 3; ++i) s->claim_next(docomo(start));
    }
    {
        auto s = engine.open();
        CHECK(s->recover(start + 60s).unconfirmed == 3);
        CHECK(s->find(uuid(3))->finished_at == start + 60s);
        CHECK_FALSE(s->find(uuid(1))->finished_at);
        CHECK(s->claim_next(softbank(start + 60s))->message == uuid(1));
    }
    // Crashed again in the middle of it: that was the one second try. The other still has its own.
    auto s = engine.open();
    CHECK(s->recover(start + 70s).unconfirmed == 1);
    CHECK(s->find(uuid(1))->finished_at == start + 70s);
    const auto second = s->claim_next(docomo(start + 70s));
    REQUIRE(second);
    CHECK(second->message == uuid(2));
    CHECK(second->second_try);
    CHECK_FALSE(s->claim_next(softbank(start + 70s)));
    CHECK(s->counters().second_tries == 2);
}

TEMPLATE_LIST_TEST_CASE("the second try of one part of a code stays on the modem that has the rest",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    auto     long_code = code(1);
    long_code.parts = 2;
    lose(*s, long_code);
    CHECK(status_of(*s, 1) == state::sending);  // the second part is to go
    CHECK_FALSE(s->claim_next(softbank(start + 60s)));
    const auto again = s->claim_next(docomo(start + 60s));
    REQUIRE(again);
    CHECK(again->part == 1);
    CHECK(again->second_try);
    s->record_outcome(again->attempt, accepted(1, start + 63s));
    const auto rest = s->claim_next(docomo(start + 63s));
    REQUIRE(rest);
    CHECK(rest->part == 2);
    CHECK_FALSE(rest->second_try);
    CHECK(s->record_outcome(rest->attempt, accepted(2, start + 66s))->status == state::sent);
}

TEMPLATE_LIST_TEST_CASE("when a part fails for good the second try of another is not made",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    auto     long_code = code(1);
    long_code.parts = 2;
    s->add(long_code);
    const auto first = s->claim_next(docomo(start));
    s->record_outcome(first->attempt, unknown(start + 5s));
    const auto again = s->claim_next(docomo(start + 5s));
    s->record_outcome(again->attempt, retried(start + 6s, start + 100s));
    const auto second = s->claim_next(docomo(start + 6s));
    REQUIRE(second);
    CHECK(second->part == 2);
    s->record_outcome(second->attempt,
                      ended(attempt_outcome::rejected, event::give_up, start + 9s));
    CHECK(status_of(*s, 1) == state::unconfirmed);
    CHECK(s->find(uuid(1))->finished_at == start + 9s);
    CHECK_FALSE(s->claim_next(docomo(start + 200s)));
}

TEMPLATE_LIST_TEST_CASE("an overdue code goes elsewhere while its exchange goes on", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto first = s->claim_next(docomo(start));
    const auto changed = s->record_overdue(first->attempt, start + 20s);
    REQUIRE(changed);
    CHECK(changed->status == state::unconfirmed);
    CHECK(s->find(uuid(1))->error ==
          sms::error_code{sms::error_family::modem, static_cast<int>(sms::modem_error::overdue)});
    CHECK_FALSE(s->find(uuid(1))->finished_at);
    CHECK_FALSE(s->record_overdue(first->attempt, start + 21s));
    const auto second = s->claim_next(softbank(start + 20s));
    REQUIRE(second);
    CHECK(second->second_try);
    // A second try is not called overdue: no third could follow.
    CHECK_FALSE(s->record_overdue(second->attempt, start + 40s));

    // The first exchange ends while the second is on: the truth counts.
    CHECK(s->record_outcome(first->attempt, accepted(9, start + 41s))->status == state::sent);
    const auto shown = s->find(uuid(1));
    CHECK(shown->attempts[0].outcome == attempt_outcome::accepted);
    CHECK(shown->attempts[0].finished_at == start + 41s);
    CHECK_FALSE(shown->attempts[0].error);
    CHECK_FALSE(s->record_outcome(second->attempt, unknown(start + 200s)));
    CHECK(status_of(*s, 1) == state::sent);
    CHECK(s->counters().doubled == 0);
}

TEMPLATE_LIST_TEST_CASE("an exchange that gives up says nothing new of an overdue code", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto first = s->claim_next(docomo(start));
    s->record_overdue(first->attempt, start + 20s);
    CHECK_FALSE(s->record_outcome(first->attempt, unknown(start + 180s)));
    CHECK(s->claim_next(docomo(start + 180s))->second_try);
    CHECK_FALSE(s->claim_next(softbank(start + 250s)));
}

TEMPLATE_LIST_TEST_CASE("nothing is called overdue for which no second try could follow", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 1));
    auto first = s->claim_next(docomo(start));
    CHECK_FALSE(s->record_overdue(first->attempt, start + 20s));
    CHECK(status_of(*s, 1) == state::sending);
    // So a refusal that takes its time is a refusal, and the text goes elsewhere.
    CHECK(s->record_outcome(first->attempt, retried(start + 25s, start + 25s))->status ==
          state::queued);

    auto brief = code(2);
    brief.expires_at = start + 15s;
    s->add(brief);
    first = s->claim_next(docomo(start));
    CHECK_FALSE(s->record_overdue(first->attempt, start + 20s));
    CHECK_FALSE(s->record_overdue(424242, start + 20s));
    CHECK(status_of(*s, 2) == state::sending);
}

TEMPLATE_LIST_TEST_CASE("an overdue try that was refused takes the doubt off the next", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    auto first = s->claim_next(docomo(start));
    s->record_overdue(first->attempt, start + 20s);
    SECTION("before it began: it is no second copy, and has the retry's pause") {
        CHECK_FALSE(
            s->record_outcome(first->attempt, retried(start + 30s, start + 40s, "docomo-1")));
        CHECK(status_of(*s, 1) == state::unconfirmed);  // that has been told
        CHECK(s->find(uuid(1))->attempts[0].outcome == attempt_outcome::not_sent);
        CHECK_FALSE(s->claim_next(softbank(start + 39s)));
        const auto second = s->claim_next(softbank(start + 40s));
        REQUIRE(second);
        CHECK_FALSE(second->second_try);
        CHECK(s->counters().second_tries == 0);
        const auto changed = s->record_outcome(
            second->attempt, ended(attempt_outcome::rejected, event::give_up, start + 42s));
        CHECK(changed->status == state::failed);
    }
    SECTION("while it is on: it may end as any other") {
        const auto second = s->claim_next(softbank(start + 20s));
        CHECK_FALSE(s->record_outcome(first->attempt, retried(start + 30s, start + 40s)));
        CHECK(status_of(*s, 1) == state::sending);
        const auto changed = s->record_outcome(second->attempt, retried(start + 31s, start + 31s));
        CHECK(changed->status == state::queued);
        const auto third = s->claim_next(docomo(start + 31s));
        s->record_outcome(third->attempt, unknown(start + 35s));
        CHECK(s->claim_next(softbank(start + 35s))->second_try);  // now there is a doubt again
    }
    SECTION("for good: nothing is left to try") {
        CHECK_FALSE(s->record_outcome(
            first->attempt, ended(attempt_outcome::rejected, event::give_up, start + 30s, 1)));
        CHECK(status_of(*s, 1) == state::unconfirmed);
        CHECK(s->find(uuid(1))->finished_at == start + 30s);
        CHECK_FALSE(s->claim_next(softbank(start + 40s)));
    }
    CHECK(s->totals("docomo-1").failed == 1);
}

TEMPLATE_LIST_TEST_CASE("who does not want a second try has none", "[store]", engines) {
    TestType            engine;
    store::store_limits never;
    never.second_try.codes = false;
    auto s = engine.open(never);
    lose(*s, code(1));
    CHECK(s->find(uuid(1))->finished_at == start + 5s);
    CHECK_FALSE(s->claim_next(softbank(start + 60s)));
}

TEMPLATE_LIST_TEST_CASE("the counts outlast a restart", "[store]", engines) {
    TestType engine;
    {
        auto       s = engine.open();
        const auto first = lose(*s, code(1));
        const auto second = s->claim_next(softbank(start + 5s));
        s->record_outcome(second->attempt, accepted(1, start + 8s));
        s->record_late_acceptance(first, 2, start + 9s);
    }
    auto s = engine.open();
    CHECK(s->counters().second_tries == 1);
    CHECK(s->counters().doubled == 1);
}

TEMPLATE_LIST_TEST_CASE("a refusal that leaves the outcome open is kept as unknown", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::rejected, event::outcome_lost, start + 2s));
    CHECK(s->find(uuid(1))->attempts[0].outcome == attempt_outcome::unknown);
    CHECK(s->claim_next(softbank(start + 2s))->second_try);
    CHECK(s->totals("docomo-1").failed == 0);
}
