#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

using namespace stories;

TEMPLATE_LIST_TEST_CASE("a claimed part is on its modem before anybody writes an octet", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    const auto claimed = s->claim_next(docomo(start + 1s));
    REQUIRE(claimed);
    CHECK(claimed->message == uuid(1));
    CHECK(claimed->part == 1);
    CHECK(claimed->parts == 1);
    CHECK(claimed->tries == 1);
    CHECK(claimed->to == phone());
    CHECK(claimed->text.utf8 == code(1).text.utf8);
    CHECK(claimed->kind == queue::message_kind::code);
    CHECK(claimed->created_at == start);
    CHECK(claimed->expires_at == start + 300s);

    const auto shown = s->find(uuid(1));
    CHECK(shown->status == state::sending);
    REQUIRE(shown->attempts.size() == 1);
    CHECK(shown->attempts[0].modem == "docomo-1");
    CHECK(shown->attempts[0].started_at == start + 1s);
    CHECK_FALSE(shown->attempts[0].outcome);
    CHECK_FALSE(shown->attempts[0].finished_at);

    CHECK_FALSE(s->claim_next(docomo(start + 1s)));
    CHECK_FALSE(s->claim_next(softbank(start + 1s)));
}

TEMPLATE_LIST_TEST_CASE("codes go before texts, then by deadline, then by age", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 1));
    auto urgent_text = text(2, 1);
    urgent_text.expires_at = start + 60s;
    s->add(urgent_text);
    s->add(code(3));
    s->add(code(4));
    auto urgent = code(5);
    urgent.expires_at = start + 30s;
    s->add(urgent);
    for (const int expected : {5, 3, 4, 2, 1}) {
        const auto claimed = s->claim_next(docomo(start));
        REQUIRE(claimed);
        CHECK(claimed->message == uuid(expected));
    }
    CHECK_FALSE(s->claim_next(docomo(start)));
}

TEMPLATE_LIST_TEST_CASE("a message past its deadline is never handed out", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    s->add(code(2, start + 10s));
    const auto claimed = s->claim_next(docomo(start + 300s));
    REQUIRE(claimed);
    CHECK(claimed->message == uuid(2));
    CHECK_FALSE(s->claim_next(docomo(start + 310s)));
}

TEMPLATE_LIST_TEST_CASE("a message that is tied to a modem or a group waits for it", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    auto     to_modem = code(1);
    to_modem.route = "docomo-1";
    s->add(to_modem);
    auto to_group = code(2);
    to_group.route = "softbank";
    s->add(to_group);
    s->add(code(3));

    // The modem without a group does not serve every group-less name, only itself.
    CHECK(s->claim_next({"rakuten-1", "", "8981300000000000001", start})->message == uuid(3));
    CHECK_FALSE(s->claim_next({"rakuten-1", "", "8981300000000000001", start}));
    CHECK(s->claim_next(softbank(start))->message == uuid(2));
    CHECK_FALSE(s->claim_next(softbank(start)));
    CHECK(s->claim_next(docomo(start))->message == uuid(1));
}

TEMPLATE_LIST_TEST_CASE("the order holds over routed and free messages", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    for (int n = 1; n <= 6; ++n) {
        auto message = code(n);
        message.expires_at = start + std::chrono::seconds(100 + n);
        if (n % 3 == 1) message.route = "docomo-1";
        if (n % 3 == 2) message.route = "docomo";
        s->add(message);
    }
    for (int n = 1; n <= 6; ++n) CHECK(s->claim_next(docomo(start))->message == uuid(n));
}

TEMPLATE_LIST_TEST_CASE("a part waits for its next try", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, retried(start + 1s, start + 9s));
    CHECK(status_of(*s, 1) == state::queued);
    CHECK_FALSE(s->claim_next(docomo(start + 8s)));
    CHECK(s->next_wakeup(start + 1s) == start + 9s);
    claimed = s->claim_next(docomo(start + 9s));
    REQUIRE(claimed);
    CHECK(claimed->tries == 2);
    CHECK(s->find(uuid(1))->attempts.size() == 2);
}

TEMPLATE_LIST_TEST_CASE("a retry goes to another modem at once, to the same one after a moment",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    for (const bool other_asks : {true, false}) {
        const int n = other_asks ? 1 : 2;
        s->add(code(n));
        const auto claimed = s->claim_next(docomo(start));
        s->record_outcome(claimed->attempt, retried(start + 1s, start + 1s, "docomo-1"));
        CHECK_FALSE(s->claim_next(docomo(start + 1s)));
        if (other_asks) {
            CHECK(s->claim_next(softbank(start + 1s))->message == uuid(n));
        } else {
            CHECK_FALSE(s->claim_next(docomo(start + 1999ms)));
            CHECK(s->next_wakeup(start + 1s) == start + 2s);
            CHECK(s->claim_next(docomo(start + 2s))->message == uuid(n));
        }
    }
}

TEMPLATE_LIST_TEST_CASE("what is avoided does not hold up what stands behind it", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    s->add(code(2, start + 1s));
    const auto claimed = s->claim_next(docomo(start + 1s));
    s->record_outcome(claimed->attempt, retried(start + 2s, start + 2s, "docomo-1"));
    CHECK(s->claim_next(docomo(start + 2s))->message == uuid(2));
}

TEMPLATE_LIST_TEST_CASE("the parts of a text go in order, on one modem", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 3));
    const auto first = s->claim_next(docomo(start));
    REQUIRE(first);
    CHECK(first->part == 1);
    CHECK(first->parts == 3);
    CHECK_FALSE(s->claim_next(docomo(start)));  // the second waits for the first
    CHECK_FALSE(s->claim_next(softbank(start)));

    s->record_outcome(first->attempt, accepted(10, start + 3s));
    CHECK(status_of(*s, 1) == state::sending);
    CHECK_FALSE(s->claim_next(softbank(start + 3s)));  // no handset could join them
    const auto second = s->claim_next(docomo(start + 3s));
    REQUIRE(second);
    CHECK(second->part == 2);
    CHECK(second->text.utf8 == first->text.utf8);
    CHECK(second->concat_reference == first->concat_reference);

    // A refused later part comes back to its modem, whatever it was told to avoid.
    s->record_outcome(second->attempt, retried(start + 6s, start + 6s, "docomo-1"));
    CHECK_FALSE(s->claim_next(softbank(start + 60s)));
    const auto again = s->claim_next(docomo(start + 6s));
    REQUIRE(again);
    CHECK(again->part == 2);
    CHECK(again->tries == 2);
    s->record_outcome(again->attempt, accepted(11, start + 9s));
    const auto third = s->claim_next(docomo(start + 9s));
    REQUIRE(third);
    const auto changed = s->record_outcome(third->attempt, accepted(12, start + 12s));
    REQUIRE(changed);
    CHECK(changed->status == state::sent);
    CHECK(s->find(uuid(1))->finished_at == start + 12s);
}

TEMPLATE_LIST_TEST_CASE("a first part that was certainly not sent may change the modem", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(text(1, 2));
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, retried(start + 1s, start + 1s, "docomo-1"));
    const auto elsewhere = s->claim_next(softbank(start + 1s));
    REQUIRE(elsewhere);
    s->record_outcome(elsewhere->attempt, accepted(1, start + 4s));
    CHECK_FALSE(s->claim_next(docomo(start + 4s)));
    CHECK(s->claim_next(softbank(start + 4s))->part == 2);
}

TEMPLATE_LIST_TEST_CASE("the store tells when there may be something to do", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK_FALSE(s->next_wakeup(start));
    s->add(text(1, 2));
    CHECK(s->next_wakeup(start) == start + 3600s);  // its deadline
    s->add(code(2));
    CHECK(s->next_wakeup(start) == start + 300s);
    const auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, retried(start, start + 20s));
    CHECK(s->next_wakeup(start) == start + 20s);
    // A try that is due but that no modem has taken is no reason to wake again and again.
    CHECK(s->next_wakeup(start + 20s) == start + 300s);
    s->expire(start + 300s);
    CHECK(s->next_wakeup(start + 300s) == start + 3600s);
}

TEMPLATE_LIST_TEST_CASE("attempts are numbered once and for all", "[store]", engines) {
    TestType     engine;
    std::int64_t last = 0;
    for (int n = 1; n <= 3; ++n) {
        auto s = engine.open();
        s->add(code(n));
        const auto claimed = s->claim_next(docomo(start));
        CHECK(claimed->attempt > last);
        last = claimed->attempt;
        s->record_outcome(last, accepted(1, start));
    }
}
