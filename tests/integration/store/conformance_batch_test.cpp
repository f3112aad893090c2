#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include "queue/store/store_error.hpp"

using namespace stories;

TEMPLATE_LIST_TEST_CASE("a batch is kept whole", "[store]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        s->begin_batch();
        for (int n = 1; n <= 3; ++n) {
            s->begin_job();
            s->add(code(n));
            s->end_job();
        }
        s->commit_batch();
    }
    CHECK(engine.open()->measure().queued == 3);
}

TEMPLATE_LIST_TEST_CASE("a batch that is not committed never was", "[store]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        s->begin_batch();
        s->begin_job();
        s->add(code(1));
        s->end_job();
        s->rollback_batch();
        CHECK_FALSE(s->find(uuid(1)));
        s->begin_batch();
        s->add(code(2));
    }  // closed in the middle of a batch
    auto s = engine.open();
    CHECK(s->measure().queued == 0);
    CHECK(std::holds_alternative<store::added>(s->add(code(1))));
}

TEMPLATE_LIST_TEST_CASE("a job that fails takes only its own work back", "[store]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        s->begin_batch();
        s->begin_job();
        s->add(code(1));
        s->end_job();
        s->begin_job();
        s->add(code(2));
        CHECK_THROWS_AS(s->add(code(2)), store::store_error);  // an id that is taken is a bug
        s->undo_job();
        s->begin_job();
        CHECK(s->claim_next(docomo(start))->message == uuid(1));
        s->end_job();
        s->commit_batch();
    }
    auto s = engine.open();
    CHECK(status_of(*s, 1) == state::sending);
    CHECK_FALSE(s->find(uuid(2)));
    CHECK(s->measure().queued == 0);
    CHECK(s->measure().sending == 1);
}

TEMPLATE_LIST_TEST_CASE("a verb that fails outside of a batch leaves nothing behind", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    auto bad = code(1);
    bad.idempotency_key = "key";
    bad.supersede = true;
    CHECK_THROWS_AS(s->add(bad), store::store_error);
    CHECK(status_of(*s, 1) == state::queued);  // not superseded by what was never accepted
    bad.id = uuid(2);
    bad.supersede = false;
    CHECK(std::holds_alternative<store::added>(s->add(bad)));
}

TEMPLATE_LIST_TEST_CASE("jobs and commits without a batch are bugs and say so", "[store]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK_THROWS_AS(s->begin_job(), store::store_error);
    CHECK_THROWS_AS(s->commit_batch(), store::store_error);
    s->rollback_batch();
    s->begin_batch();
    CHECK_THROWS_AS(s->begin_batch(), store::store_error);
    s->rollback_batch();
    s->begin_batch();
    s->commit_batch();
}

TEMPLATE_LIST_TEST_CASE("traces are erased outside of a batch or at its end", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    s->cancel(uuid(1), {}, start);
    CHECK(s->erase_traces());
    s->add(code(2));
    s->begin_batch();
    s->begin_job();
    s->cancel(uuid(2), {}, start);
    CHECK_FALSE(s->erase_traces());  // not while it is being written
    s->end_job();
    s->commit_batch();
    s->begin_batch();
    CHECK(s->erase_traces());  // done at the commit
    s->commit_batch();
}
