#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include <vector>

using namespace stories;

namespace {

/// Every id of a filter, page by page.
std::vector<std::string> all_ids(message_store& s, store::list_filter filter) {
    std::vector<std::string> ids;
    do {
        const auto page = s.list(filter);
        CHECK(static_cast<int>(page.items.size()) <= filter.limit);
        for (const auto& item : page.items) ids.push_back(item.id);
        filter.cursor = page.next_cursor;
    } while (!filter.cursor.empty());
    return ids;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("a list goes page by page, newest first", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK(s->list({}).items.empty());
    CHECK(s->list({}).next_cursor.empty());
    std::vector<std::string> newest_first;
    for (int n = 1; n <= 7; ++n) {
        s->add(code(n));
        newest_first.insert(newest_first.begin(), uuid(n));
    }
    for (const int limit : {1, 2, 3, 6, 7, 8, 500}) {
        INFO("limit " << limit);
        store::list_filter filter;
        filter.limit = limit;
        CHECK(all_ids(*s, filter) == newest_first);
    }
    CHECK(s->list({}).next_cursor.empty());
}

TEMPLATE_LIST_TEST_CASE("a page stays in place while newer messages come", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    for (int n = 1; n <= 4; ++n) s->add(code(n));
    store::list_filter filter;
    filter.limit = 2;
    filter.cursor = s->list(filter).next_cursor;
    s->add(code(5));
    const auto second = s->list(filter);
    REQUIRE(second.items.size() == 2);
    CHECK(second.items[0].id == uuid(2));
    CHECK(second.items[1].id == uuid(1));
    CHECK(second.next_cursor.empty());
}

TEMPLATE_LIST_TEST_CASE("filters hold one by one and together", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    for (int n = 0; n < 24; ++n) {
        auto message = code(n);
        message.client = n % 2 == 0 ? "keycloak" : "zabbix";
        if (n % 3 != 0) message.reference = n % 3 == 1 ? "a" : "b";
        s->add(message);
        if (n % 4 < 2) s->cancel(uuid(n), {}, start);
    }
    for (const auto& status : {std::optional<state>{}, std::optional(state::queued),
                               std::optional(state::canceled), std::optional(state::sent)})
        for (const auto& client :
             {std::optional<std::string>{}, std::optional<std::string>("zabbix")})
            for (const auto& reference :
                 {std::optional<std::string>{}, std::optional<std::string>("a")}) {
                store::list_filter       filter{status, client, reference, 3, {}};
                std::vector<std::string> expected;
                for (int n = 23; n >= 0; --n) {
                    const bool canceled = n % 4 < 2;
                    if (status && *status != (canceled ? state::canceled : state::queued)) continue;
                    if (client && n % 2 == 0) continue;
                    if (reference && n % 3 != 1) continue;
                    expected.push_back(uuid(n));
                }
                CHECK(all_ids(*s, filter) == expected);
            }
}

TEMPLATE_LIST_TEST_CASE("a cursor that is none of ours leads nowhere", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->add(code(1));
    for (const std::string cursor :
         {"x", "1x", "-", " 1", "99999999999999999999", "'; DROP TABLE"}) {
        store::list_filter filter;
        filter.cursor = cursor;
        CHECK(s->list(filter).items.empty());
        CHECK(s->list(filter).next_cursor.empty());
    }
    store::list_filter odd;
    odd.limit = -5;
    CHECK(s->list(odd).items.size() == 1);
}

TEMPLATE_LIST_TEST_CASE("what is measured is what there is", "[store]", engines) {
    TestType engine;
    auto     s = engine.open();
    CHECK(s->measure().queued == 0);
    CHECK_FALSE(s->measure().oldest_queued);
    s->add(code(1));
    s->add(code(2, start + 1s));
    s->add(text(3, 4, start + 2s));
    CHECK(s->measure().queued == 3);
    CHECK(s->measure().oldest_queued == start);
    auto claimed = s->claim_next(docomo(start + 2s));
    CHECK(s->measure().queued == 2);
    CHECK(s->measure().sending == 1);
    CHECK(s->measure().oldest_queued == start + 1s);
    s->record_outcome(claimed->attempt,
                      ended(attempt_outcome::unknown, event::outcome_lost, start + 3s));
    CHECK(s->measure().sending == 0);
    CHECK(s->measure().unconfirmed == 1);
}
