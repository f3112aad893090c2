#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

using namespace stories;

TEMPLATE_LIST_TEST_CASE("an accepted message is shown as it was accepted", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    auto     wanted = text(1, 3);
    wanted.reference = "order 66";
    wanted.encoding = sms::encoding::ucs2;
    const auto answer = s->add(wanted);
    const auto shown = std::get<store::added>(answer).message;
    CHECK(shown.id == uuid(1));
    CHECK(shown.client == "keycloak");
    CHECK(shown.status == state::queued);
    CHECK(shown.to == phone());
    CHECK(shown.kind == queue::message_kind::text);
    CHECK(shown.parts == 3);
    CHECK(shown.encoding == sms::encoding::ucs2);
    CHECK(shown.reference == "order 66");
    CHECK(shown.created_at == start);
    CHECK(shown.expires_at == start + 3600s);
    CHECK_FALSE(shown.finished_at);
    CHECK_FALSE(shown.error);
    CHECK(shown.attempts.empty());
    CHECK(s->find(uuid(1))->reference == "order 66");
    CHECK_FALSE(s->find(uuid(2)));
    CHECK_FALSE(s->find("no such id"));
}

TEMPLATE_LIST_TEST_CASE("the same idempotency key with the same body makes one message", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    auto     first = code(1);
    first.idempotency_key = "key-1";
    first.fingerprint = "body-1";
    REQUIRE(std::holds_alternative<store::added>(s->add(first)));

    auto again = code(2);
    again.idempotency_key = "key-1";
    again.fingerprint = "body-1";
    const auto answer = s->add(again);
    CHECK(std::get<store::replayed>(answer).message.id == uuid(1));
    CHECK_FALSE(s->find(uuid(2)));

    again.fingerprint = "body-2";
    CHECK(std::holds_alternative<store::key_reused>(s->add(again)));
    CHECK_FALSE(s->find(uuid(2)));

    auto other_client = again;
    other_client.client = "zabbix";
    CHECK(std::holds_alternative<store::added>(s->add(other_client)));
    CHECK(s->measure().queued == 2);
}

TEMPLATE_LIST_TEST_CASE("a key is answered also when the queue is full, and after a restart",
                        "[store]", engines) {
    TestType engine;
    auto     first = code(1);
    first.idempotency_key = "key-1";
    first.fingerprint = "body-1";
    REQUIRE(std::holds_alternative<store::added>(engine.open()->add(first)));
    auto s = engine.open({.max_messages = 1});
    CHECK(std::holds_alternative<store::queue_full>(s->add(code(2))));
    CHECK(std::holds_alternative<store::replayed>(s->add(first)));
}

TEMPLATE_LIST_TEST_CASE("a newer code ends the client's older unsent one to the same number",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    auto other_template = code(2);
    other_template.template_name = "other";
    s->add(other_template);
    auto other_client = code(3);
    other_client.client = "zabbix";
    s->add(other_client);
    auto other_number = code(4);
    other_number.to = phone("818000000000");
    s->add(other_number);
    s->add(text(5, 1));

    auto newer = code(6, start + 10s);
    newer.supersede = true;
    s->add(newer);
    CHECK(status_of(*s, 1) == state::superseded);
    CHECK(s->find(uuid(1))->finished_at == start + 10s);
    for (const int other : {2, 3, 4, 5, 6}) CHECK(status_of(*s, other) == state::queued);

    auto gentle = code(7, start + 20s);
    s->add(gentle);  // not asked to
    CHECK(status_of(*s, 6) == state::queued);
}

TEMPLATE_LIST_TEST_CASE("a code that is on a modem or was sent is not superseded", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    REQUIRE(s->claim_next(docomo(start)));
    auto newer = code(2, start + 1s);
    newer.supersede = true;
    s->add(newer);
    CHECK(status_of(*s, 1) == state::sending);
    CHECK(status_of(*s, 2) == state::queued);
}

TEMPLATE_LIST_TEST_CASE("a full queue takes nothing, until something has ended", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open({.max_messages = 2});
    s->add(code(1));
    s->add(text(2, 3));  // a message counts once, whatever its parts
    CHECK(std::holds_alternative<store::queue_full>(s->add(code(3))));
    CHECK_FALSE(s->find(uuid(3)));

    // A message on a modem waits, too.
    const auto claimed = s->claim_next(docomo(start));
    REQUIRE(claimed);
    CHECK(std::holds_alternative<store::queue_full>(s->add(code(3))));
    s->record_outcome(claimed->attempt, accepted(1, start + 3s));
    CHECK(std::holds_alternative<store::added>(s->add(code(3))));

    // A newer code takes the place of the older one.
    auto newer = code(4, start + 5s);
    newer.supersede = true;
    CHECK(std::holds_alternative<store::added>(s->add(newer)));
    CHECK(status_of(*s, 3) == state::superseded);
}

TEMPLATE_LIST_TEST_CASE("only what is still queued can be canceled, and only by its client",
                        "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    s->add(text(2, 2));
    CHECK(std::holds_alternative<store::not_found>(s->cancel(uuid(9), {}, start)));
    CHECK(std::holds_alternative<store::not_found>(s->cancel(uuid(1), "zabbix", start)));

    const auto answer = s->cancel(uuid(2), "keycloak", start + 1s);
    const auto shown = std::get<store::canceled>(answer).message;
    CHECK(shown.status == state::canceled);
    CHECK(shown.finished_at == start + 1s);
    CHECK_FALSE(shown.error);

    REQUIRE(s->claim_next(docomo(start + 2s))->message == uuid(1));
    CHECK_FALSE(s->claim_next(docomo(start + 2s)));
    CHECK(std::get<store::not_cancelable>(s->cancel(uuid(1), {}, start + 2s)).status ==
          state::sending);
    CHECK(std::get<store::not_cancelable>(s->cancel(uuid(2), {}, start + 2s)).status ==
          state::canceled);
}

TEMPLATE_LIST_TEST_CASE("a PIN is tried once on a SIM, also after a restart", "[store]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        CHECK(s->begin_pin_try("sim-1", "pin-a", start));
        CHECK_FALSE(s->begin_pin_try("sim-1", "pin-a", start + 1s));
    }
    auto s = engine.open();
    CHECK_FALSE(s->begin_pin_try("sim-1", "pin-a", start + 2s));
    CHECK(s->pin_was_tried("sim-1", "pin-a"));
    CHECK_FALSE(s->pin_was_tried("sim-1", "pin-b"));
    CHECK_FALSE(s->pin_was_tried("sim-2", "pin-a"));
    CHECK(s->begin_pin_try("sim-1", "pin-b", start + 2s));  // another PIN was configured
    CHECK(s->begin_pin_try("sim-2", "pin-a", start + 2s));
}

TEMPLATE_LIST_TEST_CASE("a PIN that was taken may be entered again at the next start", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK(s->begin_pin_try("sim-1", "pin-a", start));
    CHECK(s->end_pin_try("sim-1"));
    CHECK_FALSE(s->end_pin_try("sim-1"));
    CHECK_FALSE(s->pin_was_tried("sim-1", "pin-a"));
    CHECK(s->begin_pin_try("sim-1", "pin-a", start + 1s));
}
