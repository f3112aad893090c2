#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

using namespace stories;

TEMPLATE_LIST_TEST_CASE("after a restart what was on a modem is unconfirmed, what waited waits",
                        "[store]", engines) {
    TestType     engine;
    std::int64_t attempt = 0;
    {
        auto s = engine.open();
        s->add(code(1));
        s->add(code(2, start + 1s));
        attempt = s->claim_next(docomo(start + 1s))->attempt;
    }
    auto       s = engine.open();
    const auto found = s->recover(start + 60s);
    CHECK(found.unconfirmed == 1);
    CHECK(found.queued == 1);
    const auto shown = s->find(uuid(1));
    CHECK(shown->status == state::unconfirmed);
    CHECK_FALSE(shown->finished_at);
    CHECK(shown->error ==
          sms::error_code{sms::error_family::queue, static_cast<int>(sms::queue_error::restarted)});
    REQUIRE(shown->attempts.size() == 1);
    CHECK(shown->attempts[0].outcome == attempt_outcome::unknown);

    // Its second try is left to other modems for a moment; what waited goes on at once.
    CHECK(s->claim_next(docomo(start + 60s))->message == uuid(2));
    CHECK_FALSE(s->claim_next(docomo(start + 60s)));
    // What the modem still says of it counts, and spares the second try.
    CHECK(s->record_late_acceptance(attempt, 3, start + 61s)->status == state::sent);
    CHECK_FALSE(s->claim_next(docomo(start + 90s)));
}

TEMPLATE_LIST_TEST_CASE("recovering twice, or with nothing to recover, changes nothing", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK(s->recover(start).unconfirmed == 0);
    s->add(text(1, 1));
    s->claim_next(docomo(start));
    CHECK(s->recover(start + 1s).unconfirmed == 1);
    CHECK(s->recover(start + 2s).unconfirmed == 0);
    CHECK(s->find(uuid(1))->finished_at == start + 1s);
}

TEMPLATE_LIST_TEST_CASE("a text that was cut short by a restart goes on with its next part",
                        "[store]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        s->add(text(1, 2));
        s->claim_next(docomo(start));
    }
    auto s = engine.open();
    CHECK(s->recover(start + 60s).unconfirmed == 1);
    CHECK(status_of(*s, 1) == state::sending);
    CHECK_FALSE(s->find(uuid(1))->finished_at);
    CHECK_FALSE(s->claim_next(softbank(start + 60s)));
    const auto second = s->claim_next(docomo(start + 60s));
    REQUIRE(second);
    CHECK(second->part == 2);
    CHECK(s->record_outcome(second->attempt, accepted(2, start + 63s))->status ==
          state::unconfirmed);
}

TEMPLATE_LIST_TEST_CASE("everything is where it was after closing and opening", "[store]",
                        engines) {
    TestType engine;
    {
        auto s = engine.open();
        auto message = code(1);
        message.reference = "a";
        s->add(message);
        s->add(code(2));
        const auto claimed = s->claim_next(docomo(start));
        s->record_outcome(claimed->attempt, accepted(9, start + 3s));
    }
    auto s = engine.open();
    CHECK(s->find(uuid(1))->reference == "a");
    CHECK(status_of(*s, 1) == state::sent);
    CHECK(status_of(*s, 2) == state::queued);
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
    CHECK(s->totals("docomo-1").sent == 1);
    CHECK(s->measure().queued == 1);
    CHECK(s->record_report(report_on(docomo(start), 9, event::report_delivered, start + 9s)));
}
