#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

using namespace stories;

namespace {

/// Sends message n from docomo-1 and returns its attempt.
std::int64_t sent(message_store& s, const queue::new_message& message, std::uint8_t reference) {
    s.add(message);
    const auto claimed = s.claim_next(docomo(message.created_at));
    s.record_outcome(claimed->attempt, accepted(reference, message.created_at + 3s));
    return claimed->attempt;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("a report of delivery makes a sent message delivered", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    sent(*s, code(1), 42);
    const auto finished = s->find(uuid(1))->finished_at;
    const auto changed =
        s->record_report(report_on(docomo(start), 42, event::report_delivered, start + 9s));
    REQUIRE(changed);
    CHECK(changed->message == uuid(1));
    CHECK(changed->status == state::delivered);
    CHECK(s->find(uuid(1))->finished_at == finished);
    // Told twice, or otherwise: it stays delivered.
    CHECK_FALSE(
        s->record_report(report_on(docomo(start), 42, event::report_delivered, start + 10s)));
    CHECK_FALSE(s->record_report(report_on(docomo(start), 42, event::report_failed, start + 11s)));
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
}

TEMPLATE_LIST_TEST_CASE("a report of failure says why", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    sent(*s, code(1), 42);
    CHECK(
        s->record_report(report_on(docomo(start), 42, event::report_failed, start + 9s))->status ==
        state::undelivered);
    CHECK(s->find(uuid(1))->error == sms::error_code{sms::error_family::tp_st, 0x46});
}

TEMPLATE_LIST_TEST_CASE("a report of another SIM, number or reference is nobody's", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    sent(*s, code(1), 42);
    CHECK_FALSE(
        s->record_report(report_on(softbank(start), 42, event::report_delivered, start + 9s)));
    CHECK_FALSE(
        s->record_report(report_on(docomo(start), 43, event::report_delivered, start + 9s)));
    auto other = report_on(docomo(start), 42, event::report_delivered, start + 9s);
    other.recipient = "08012345678";
    CHECK_FALSE(s->record_report(other));
    CHECK(status_of(*s, 1) == state::sent);
}

TEMPLATE_LIST_TEST_CASE("the reference wraps, and the newest has it", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    sent(*s, code(1), 42);
    sent(*s, code(2, start + 1h), 42);
    CHECK(s->record_report(report_on(docomo(start), 42, event::report_delivered, start + 1h + 9s))
              ->message == uuid(2));
    auto earlier = report_on(docomo(start), 42, event::report_delivered, start + 1h + 20s);
    earlier.service_centre_time = start + 4s;
    CHECK(s->record_report(earlier)->message == uuid(1));
}

TEMPLATE_LIST_TEST_CASE("a report resolves an unknown outcome by number and time", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::unknown, event::outcome_lost, start + 180s));
    auto report = report_on(docomo(start), 17, event::report_delivered, start + 190s);
    report.service_centre_time = start - 61s;
    CHECK_FALSE(s->record_report(report));  // of something before it
    report.service_centre_time = start + 5s;
    const auto changed = s->record_report(report);
    REQUIRE(changed);
    CHECK(changed->status == state::delivered);
    CHECK(s->find(uuid(1))->attempts[0].outcome == attempt_outcome::accepted);
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
    CHECK_FALSE(s->record_late_acceptance(claimed->attempt, 17, start + 191s));
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
}

TEMPLATE_LIST_TEST_CASE("a report may come before the result of the command", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start));
    const auto changed =
        s->record_report(report_on(docomo(start), 17, event::report_delivered, start + 4s));
    REQUIRE(changed);
    CHECK(changed->status == state::delivered);
    CHECK_FALSE(s->record_outcome(claimed->attempt, accepted(17, start + 5s)));
    CHECK(status_of(*s, 1) == state::delivered);
    CHECK(s->parts_sent_today(docomo(start).iccid, start) == 1);
}

TEMPLATE_LIST_TEST_CASE("a report on an early part sends the next one on its way", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 2));
    REQUIRE(s->claim_next(docomo(start)));
    CHECK_FALSE(
        s->record_report(report_on(docomo(start), 17, event::report_delivered, start + 4s)));
    CHECK(status_of(*s, 1) == state::sending);
    const auto second = s->claim_next(docomo(start + 4s));
    REQUIRE(second);
    CHECK(second->part == 2);
    CHECK(s->record_outcome(second->attempt, accepted(18, start + 8s))->status == state::sent);
    CHECK(s->record_report(report_on(docomo(start), 18, event::report_delivered, start + 9s))
              ->status == state::delivered);
}

TEMPLATE_LIST_TEST_CASE("a SIM whose number cannot be read is known by its modem", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    store::claim_request nameless{"docomo-1", "", "", start};
    const auto           claimed = s->claim_next(nameless);
    s->record_outcome(claimed->attempt, accepted(42, start + 3s));
    CHECK_FALSE(s->record_report(
        report_on({"docomo-2", "", "", start}, 42, event::report_delivered, start + 5s)));
    CHECK(s->record_report(report_on(nameless, 42, event::report_delivered, start + 5s)));
}

TEMPLATE_LIST_TEST_CASE("reports find theirs among many", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    for (int n = 0; n < 600; ++n) {
        auto message = text(n, 1, start + std::chrono::minutes(n));
        message.to = phone(n % 2 == 0 ? "819012345678" : "818012345678");
        sent(*s, message, static_cast<std::uint8_t>(n % 256));
    }
    for (int n = 599; n >= 0; n -= 37) {
        const auto at = start + std::chrono::minutes(n);
        auto       report = report_on(docomo(at), static_cast<std::uint8_t>(n % 256),
                                      event::report_delivered, start + std::chrono::minutes(601));
        report.recipient = n % 2 == 0 ? "09012345678" : "08012345678";
        report.service_centre_time = at + 3s;
        const auto changed = s->record_report(report);
        REQUIRE(changed);
        CHECK(changed->message == uuid(n));
    }
}
