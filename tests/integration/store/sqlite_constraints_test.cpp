#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include "queue/store/sqlite/database.hpp"
#include "queue/store/sqlite/migrate.hpp"
#include "queue/store/sqlite/statement.hpp"
#include "queue/store/sqlite/transaction.hpp"

using namespace stories;
using store::sqlite::database;
using store::sqlite::statement;
using store::sqlite::transaction;

namespace {

/// A schema with one message of one part, and hands to do wrong things with.
struct schema {
    temporary_folder folder;
    database         db{folder / "queue.db"};

    schema() {
        store::sqlite::migrate(db);
        db.run(
            "INSERT INTO message (id, uuid, client, destination, kind, template, encoding, parts,"
            " created_at, expires_at) VALUES (1, '00000000-0000-7000-8000-000000000001', 'c',"
            " '819012345678', 'code', '', 'gsm7', 1, 0, 10)");
    }

    bool allows(const std::string& sql) {
        transaction undone(db);
        try {
            db.run(sql.c_str());
        } catch (const store::store_error& e) {
            CHECK(e.kind() == store::trouble::bug);
            return false;
        }
        return true;
    }

    /// A part in that state, put there without the trigger's leave.
    void part_in(state s) {
        db.run("DROP TRIGGER IF EXISTS part_follows_the_table; DELETE FROM part");
        const bool lost = s == state::unconfirmed;
        statement insert(db, "INSERT INTO part (message, number, state, place, lane, class, due_at,"
                             " expires_at, tries, outcome_lost) VALUES (1, 1, ?1, ?2, '', 0, 0, 10,"
                             " 1, ?3)");
        insert.execute(queue::name(s),
                       s == state::queued ? std::optional<std::string>("ready") : std::nullopt,
                       lost);
    }
};

std::string moved_to(state to) {
    const std::string place = to == state::queued ? "'ready'" : "NULL";
    const std::string lost = to == state::unconfirmed ? "1" : "0";
    return std::string("UPDATE part SET state = '") + queue::name(to) + "', place = " + place +
           ", outcome_lost = " + lost;
}

bool ruled(state from, state to) {
    return std::any_of(queue::rules.begin(), queue::rules.end(),
                       [=](const queue::rule& r) { return r.from == from && r.to == to; });
}

}  // namespace

TEST_CASE("the schema moves a part exactly as the state table does", "[store][sqlite]") {
    schema            s;
    const std::string trigger = [&] {
        statement find(s.db, "SELECT sql FROM sqlite_schema WHERE name = 'part_follows_the_table'");
        auto      row = find.run();
        REQUIRE(row.step());
        return std::string(row.text(0));
    }();
    for (const state from : queue::all_states) {
        s.part_in(from);
        s.db.run(trigger.c_str());
        for (const state to : queue::all_states) {
            INFO(queue::name(from) << " -> " << queue::name(to));
            CHECK(s.allows(moved_to(to)) == (from == to || ruled(from, to)));
        }
    }
}

TEST_CASE("the schema knows every state of the table and no other", "[store][sqlite]") {
    schema s;
    for (const state each : queue::all_states) {
        INFO(queue::name(each));
        const bool waits = queue::is_waiting(each);
        CHECK(s.allows(std::string("UPDATE message SET status = '") + queue::name(each) +
                       "', finished_at = " + (waits ? "NULL" : "5")));
        statement tally(s.db, "SELECT count(*) FROM tally WHERE status = ?1");
        auto      row = tally.run(queue::name(each));
        REQUIRE(row.step());
        CHECK(row.int64(0) == 1);
    }
    CHECK(s.db.number("SELECT count(*) FROM tally") ==
          static_cast<std::int64_t>(queue::all_states.size()));
    CHECK_FALSE(s.allows("UPDATE message SET status = 'lost', finished_at = 5"));
    CHECK_FALSE(s.allows("UPDATE message SET status = 'Sent', finished_at = 5"));
}

TEST_CASE("finished_at is set exactly where the contract says", "[store][sqlite]") {
    schema s;
    for (const state each : queue::all_states) {
        INFO(queue::name(each));
        const std::string set =
            std::string("UPDATE message SET status = '") + queue::name(each) + "'";
        CHECK(s.allows(set + ", finished_at = 5") == !queue::is_waiting(each));
        CHECK(s.allows(set + ", finished_at = NULL") ==
              (queue::is_waiting(each) || each == state::unconfirmed));
    }
}

TEST_CASE("what may be on the air is never stored as unsent", "[store][sqlite]") {
    schema s;
    for (const state each : queue::all_states) {
        INFO(queue::name(each));
        const bool says_unsent = each == state::queued || each == state::failed ||
                                 each == state::expired || each == state::canceled ||
                                 each == state::superseded;
        const std::string finished = queue::is_waiting(each) ? "NULL" : "5";
        CHECK(s.allows(std::string("UPDATE message SET outcome_lost = 1, status = '") +
                       queue::name(each) + "', finished_at = " + finished) == !says_unsent);
        s.part_in(each == state::queued ? state::sending : each);
        const std::string place = each == state::queued ? "'ready'" : "NULL";
        CHECK(s.allows(std::string("UPDATE part SET outcome_lost = 1, state = '") +
                       queue::name(each) + "', place = " + place) == !says_unsent);
    }
}

TEST_CASE("rows that make no sense are refused", "[store][sqlite]") {
    schema s;
    s.part_in(state::sending);
    REQUIRE(s.allows("INSERT INTO attempt (message, part, modem, iccid, started_at)"
                     " SELECT 1, id, 'm', '', 0 FROM part"));
    for (const char* sql : {
             "UPDATE message SET uuid = 'short'",
             "UPDATE message SET destination = '09012345678'",
             "UPDATE message SET destination = '+819012345678'",
             "UPDATE message SET destination = '8190123456781234'",
             "UPDATE message SET parts = 0",
             "UPDATE message SET parts = 'many'",
             "UPDATE message SET expires_at = -1",
             "UPDATE message SET error_code = 5",
             "UPDATE message SET error_family = 'cms'",
             "UPDATE message SET error_family = 'http', error_code = 5",
             "UPDATE message SET kind = 'fax'",
             "UPDATE part SET place = 'ready'",
             "UPDATE part SET number = 0",
             "UPDATE part SET class = 2",
             "UPDATE part SET tries = -1",
             "UPDATE part SET tries = 0",
             "INSERT INTO part (message, number, place, lane, class, due_at, expires_at)"
             " VALUES (2, 1, 'ready', '', 0, 0, 10)",
             "INSERT INTO part (message, number, place, lane, class, due_at, expires_at)"
             " VALUES (1, 1, 'ready', '', 0, 0, 10)",
             "INSERT INTO secret VALUES (7, 'x')",
             "INSERT INTO attempt (message, part, modem, iccid, started_at, outcome)"
             " SELECT 1, id, 'm', '', 0, 'accepted' FROM part",
             "INSERT INTO attempt (message, part, modem, iccid, started_at, message_reference)"
             " SELECT 1, id, 'm', '', 0, 5 FROM part",
             "INSERT INTO attempt (message, part, modem, iccid, started_at, finished_at, outcome,"
             " message_reference) SELECT 1, id, 'm', '', 0, 5, 'unknown', 5 FROM part",
             "INSERT INTO ledger VALUES ('i', 1, 0)",
         }) {
        INFO(sql);
        CHECK_FALSE(s.allows(sql));
    }
}

TEST_CASE("the tally counts as rows come, change and go", "[store][sqlite]") {
    schema     s;
    const auto counted = [&](const char* status) {
        statement tally(s.db, "SELECT messages FROM tally WHERE status = ?1");
        auto      row = tally.run(status);
        REQUIRE(row.step());
        return row.int64(0);
    };
    CHECK(counted("queued") == 1);
    s.db.run("UPDATE message SET status = 'canceled', finished_at = 5");
    CHECK(counted("queued") == 0);
    CHECK(counted("canceled") == 1);
    s.db.run("UPDATE message SET reference = 'x'");
    CHECK(counted("canceled") == 1);
    s.db.run("DELETE FROM message");
    CHECK(counted("canceled") == 0);
    CHECK(s.db.number("SELECT sum(messages) FROM tally") == 0);
}

TEST_CASE("a message that is deleted takes everything of it along", "[store][sqlite]") {
    schema s;
    s.part_in(state::sending);
    s.db.run("INSERT INTO secret VALUES (1, 'x');"
             "INSERT INTO idempotency VALUES ('c', 'k', 'f', 1);"
             "INSERT INTO attempt (message, part, modem, iccid, started_at)"
             " SELECT 1, id, 'm', '', 0 FROM part;"
             "DELETE FROM message");
    for (const char* table : {"part", "secret", "idempotency", "attempt"})
        CHECK(s.db.number((std::string("SELECT count(*) FROM ") + table).c_str()) == 0);
}
