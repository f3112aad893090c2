#include "tests/integration/store/engines.hpp"
#include "tests/support/catch.hpp"

#include <vector>

#include "queue/store/sqlite/migrate.hpp"
#include "queue/store/sqlite/statements.hpp"

using namespace hayauma::store::sqlite;

namespace {

std::vector<std::string> plan_of(database& db, const std::string& sql) {
    std::vector<std::string> steps;
    statement                explain(db, "EXPLAIN QUERY PLAN " + sql);
    sqlite3_stmt*            raw = sqlite3_next_stmt(db.handle(), nullptr);
    while (sqlite3_step(raw) == SQLITE_ROW)
        steps.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(raw, 3)));
    return steps;
}

bool contains(const std::string& text, const char* what) {
    return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("no statement of the store scans a table or sorts", "[store][sqlite]") {
    temporary_folder folder;
    database         db(folder / "queue.db");
    migrate(db);
    const statements         all(db);
    std::vector<std::string> texts;
    for (auto* s = sqlite3_next_stmt(db.handle(), nullptr); s != nullptr;
         s = sqlite3_next_stmt(db.handle(), s))
        texts.emplace_back(sqlite3_sql(s));
    REQUIRE(texts.size() > 40);

    // Read from one end of an index until the limit: no more rows are touched than are wanted.
    const auto bounded = [](const std::string& sql) {
        return contains(sql, "ORDER BY") && contains(sql, "LIMIT");
    };
    for (const auto& sql : texts)
        for (const auto& step : plan_of(db, sql)) {
            INFO(sql << "\n -> " << step);
            CHECK_FALSE(contains(step, "TEMP B-TREE"));
            CHECK_FALSE((contains(step, "SCAN") && !bounded(sql)));
        }
}

TEST_CASE("a claim looks into the index of what is ready, and nowhere else", "[store][sqlite]") {
    temporary_folder folder;
    database         db(folder / "queue.db");
    migrate(db);
    for (auto* s = sqlite3_next_stmt(db.handle(), nullptr); s != nullptr;)
        FAIL("nothing is prepared yet");
    const statements         all(db);
    int                      seen = 0;
    std::vector<std::string> claims;
    for (auto* s = sqlite3_next_stmt(db.handle(), nullptr); s != nullptr;
         s = sqlite3_next_stmt(db.handle(), s))
        if (contains(sqlite3_sql(s), "avoid_modem <> ?4")) claims.emplace_back(sqlite3_sql(s));
    for (const auto& sql : claims)
        for (const auto& step : plan_of(db, sql)) {
            ++seen;
            CHECK(step ==
                  "SEARCH part USING INDEX part_ready (lane=? AND class=? AND expires_at>?)");
        }
    CHECK(seen == 1);
}
