#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue/store/sqlite/migrate.hpp"
#include "queue/store/sqlite/sqlite_store.hpp"
#include "queue/store/store_error.hpp"

using namespace stories;
using store::open_sqlite_store;
using store::store_error;
using store::trouble;

namespace {

std::string octets_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& octets) {
    std::ofstream(path, std::ios::binary) << octets;
}

/// Why the file cannot be opened; fails the test where it can.
store_error refusal_of(const std::string& path) {
    try {
        open_sqlite_store(path);
    } catch (const store_error& e) {
        CHECK_THAT(e.what(), Catch::Contains(path));
        return e;
    }
    throw std::runtime_error("it was opened");
}

void run_sql(const std::string& path, const char* sql) {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &raw) == SQLITE_OK);
    CHECK(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);
}

/// Everything that lies in the folder, but the lock.
std::vector<std::string> files_in(const temporary_folder& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.path().extension() != ".lock") names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("a new database is readable for its owner only", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    auto             s = open_sqlite_store(path);
    s->add(code(1));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        INFO(entry.path());
        CHECK((entry.status().permissions() & std::filesystem::perms(0077)) ==
              std::filesystem::perms::none);
    }
}

TEST_CASE("the settings that durability rests on are in force", "[store][sqlite]") {
    temporary_folder        folder;
    store::sqlite::database db(folder / "queue.db");
    CHECK(db.number("PRAGMA synchronous") == 2);
    CHECK(db.number("PRAGMA foreign_keys") == 1);
    CHECK(db.number("PRAGMA secure_delete") == 1);
    CHECK(db.number("PRAGMA temp_store") == 2);
    store::sqlite::statement mode(db, "PRAGMA journal_mode");
    auto                     row = mode.run();
    REQUIRE(row.step());
    CHECK(row.text(0) == "wal");
}

TEST_CASE("a file that is no database is refused and left as it was", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    for (const std::string& garbage : {std::string("dear diary"), std::string(5000, 'x'),
                                       std::string("SQLite format 3\0", 16)}) {
        write_file(path, garbage);
        CHECK(refusal_of(path).kind() == trouble::damaged);
        CHECK(octets_of(path) == garbage);
        CHECK(files_in(folder) == std::vector<std::string>{"queue.db"});
    }
}

TEST_CASE("a database whose pages are garbage is refused and left as it was", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    open_sqlite_store(path);
    auto octets = octets_of(path);
    std::fill(octets.begin() + 100, octets.end(), '\x55');
    write_file(path, octets);
    CHECK(refusal_of(path).kind() == trouble::damaged);
    CHECK(octets_of(path) == octets);
}

TEST_CASE("another program's database is refused and left as it was", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    for (const char* sql : {"CREATE TABLE theirs (a)", "PRAGMA user_version = 1",
                            "PRAGMA user_version = 77", "PRAGMA application_id = 5"}) {
        INFO(sql);
        run_sql(path, sql);
        const auto before = octets_of(path);
        CHECK(refusal_of(path).kind() == trouble::damaged);
        CHECK(octets_of(path) == before);
        std::filesystem::remove(path);
    }
}

TEST_CASE("a file of a newer version is refused and left as it was", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    open_sqlite_store(path)->add(code(1));
    run_sql(path, "PRAGMA user_version = 99");
    const auto before = octets_of(path);
    const auto refused = refusal_of(path);
    CHECK(refused.kind() == trouble::newer);
    CHECK_THAT(refused.what(), Catch::Contains("newer version") && Catch::Contains("99"));
    CHECK(octets_of(path) == before);
    CHECK(files_in(folder) == std::vector<std::string>{"queue.db"});
}

TEST_CASE("a second process is told that the file is held", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    auto             first = open_sqlite_store(path);
    const pid_t      other = ::fork();
    if (other == 0) {
        int answer = 1;
        try {
            open_sqlite_store(path);
        } catch (const store_error& e) {
            const bool plain =
                std::string(e.what()).find("held by another process") != std::string::npos;
            answer = e.kind() == trouble::busy && plain ? 42 : 2;
        }
        ::_exit(answer);
    }
    int status = 0;
    REQUIRE(::waitpid(other, &status, 0) == other);
    CHECK(WEXITSTATUS(status) == 42);
    CHECK(refusal_of(path).kind() == trouble::busy);
    CHECK(std::holds_alternative<store::added>(first->add(code(1))));
    first.reset();
    CHECK(open_sqlite_store(path)->measure().queued == 1);
}

TEST_CASE("a reader, such as a backup, is let in beside us", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    auto             s = open_sqlite_store(path);
    s->add(code(1));
    sqlite3* reader = nullptr;
    REQUIRE(sqlite3_open_v2(path.c_str(), &reader, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM message", nullptr, nullptr,
                         nullptr) == SQLITE_OK);
    CHECK(std::holds_alternative<store::added>(s->add(code(2))));
    s->cancel(uuid(1), {}, start);
    CHECK_FALSE(s->erase_traces());  // it still reads from the log
    sqlite3_exec(reader, "COMMIT", nullptr, nullptr, nullptr);
    CHECK(s->erase_traces());
    sqlite3_close(reader);
}

TEST_CASE("a folder that is missing, or is the path itself, is named", "[store][sqlite]") {
    temporary_folder folder;
    CHECK(refusal_of(folder / "nowhere/queue.db").kind() == trouble::io);
    CHECK_FALSE(std::filesystem::exists(folder / "nowhere"));
    std::filesystem::create_directory(folder / "queue.db");
    CHECK(refusal_of(folder / "queue.db").kind() == trouble::io);
}

TEST_CASE("a file without write permission is called read-only", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    open_sqlite_store(path)->add(code(1));
    const auto before = octets_of(path);
    // Permissions do not bind root, so another user tries.
    const pid_t other = ::fork();
    if (other == 0) {
        ::chmod(folder.path().c_str(), 0777);
        ::chmod((path + ".lock").c_str(), 0666);
        ::chmod(path.c_str(), 0444);
        int answer = 1;
        if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(3);
        try {
            open_sqlite_store(path);
        } catch (const store_error& e) {
            const bool plain = std::string(e.what()).find("read-only") != std::string::npos;
            answer = e.kind() == trouble::read_only && plain ? 42 : 2;
        }
        ::_exit(answer);
    }
    int status = 0;
    REQUIRE(::waitpid(other, &status, 0) == other);
    CHECK(WEXITSTATUS(status) == 42);
    CHECK(octets_of(path) == before);
}

TEST_CASE("a folder without write permission is called so", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    const pid_t      other = ::fork();
    if (other == 0) {
        ::chmod(folder.path().c_str(), 0555);
        int answer = 1;
        if (::geteuid() == 0 && ::setuid(65534) != 0) ::_exit(3);
        try {
            open_sqlite_store(path);
        } catch (const store_error& e) {
            answer = e.kind() == trouble::read_only ? 42 : 2;
        }
        ::_exit(answer);
    }
    int status = 0;
    REQUIRE(::waitpid(other, &status, 0) == other);
    CHECK(WEXITSTATUS(status) == 42);
    CHECK(files_in(folder).empty());
}

TEST_CASE("a full disk stops the work, drops nothing, and passes", "[store][sqlite]") {
    temporary_folder            folder;
    const auto                  path = folder / "queue.db";
    auto                        opened = std::make_unique<store::sqlite::database>(path);
    auto&                       db = *opened;
    store::sqlite::sqlite_store s(std::move(opened), {});
    db.run(
        ("PRAGMA max_page_count = " + std::to_string(db.number("PRAGMA page_count") + 8)).c_str());

    // Alone, and in a batch: what was answered is there, what failed is not.
    int        accepted_in_all = 0;
    const auto fill = [&] {
        for (int n = accepted_in_all + 1;; ++n) {
            try {
                s.add(code(n));
            } catch (const store_error& e) {
                CHECK(e.kind() == trouble::full);
                CHECK_THAT(e.what(), Catch::Contains("no space left"));
                return;
            }
            ++accepted_in_all;
            REQUIRE(accepted_in_all < 10000);
        }
    };
    fill();
    REQUIRE(accepted_in_all > 0);
    CHECK(s.measure().queued == accepted_in_all);

    s.begin_batch();
    s.begin_job();
    CHECK_THROWS_AS(
        [&] {
            for (int n = 20000; n < 20100; ++n) s.add(code(n));
        }(),
        store_error);
    s.undo_job();
    try {
        s.commit_batch();  // nothing of the failed job is in it
    } catch (const store_error& e) {
        CHECK(e.kind() == trouble::full);
        s.rollback_batch();
    }
    CHECK(s.measure().queued == accepted_in_all);
    CHECK_FALSE(s.find(uuid(20000)));

    db.run("PRAGMA max_page_count = 1000000");  // space again
    CHECK(std::holds_alternative<store::added>(s.add(code(30000))));
    CHECK(s.claim_next(docomo(start)));
}

TEST_CASE("a crash loses nothing that was answered", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    const auto       copy = folder / "copy.db";
    auto             s = open_sqlite_store(path);
    for (int n = 1; n <= 20; ++n) {
        s->add(code(n));
        const auto claimed = s->claim_next(docomo(start));
        if (n % 2 == 0) s->record_outcome(claimed->attempt, accepted(1, start));
        s->begin_batch();
        s->add(code(1000 + n));  // under way when the power goes

        // What lies on the disk at this moment, as the next process would find it.
        for (const char* suffix : {"", "-wal"})
            std::filesystem::copy_file(path + suffix, copy + suffix,
                                       std::filesystem::copy_options::overwrite_existing);
        s->rollback_batch();

        auto after = open_sqlite_store(copy);
        INFO("after message " << n);
        CHECK(after->recover(start + 1s).unconfirmed == (n + 1) / 2);
        for (int m = 1; m <= n; ++m)
            CHECK(status_of(*after, m) == (m % 2 == 0 ? state::sent : state::unconfirmed));
        CHECK_FALSE(after->find(uuid(1000 + n)));
        CHECK_FALSE(after->claim_next(docomo(start + 1s)));
    }
}

TEST_CASE("a process that is killed leaves a database that opens", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    int              pipe_ends[2];
    REQUIRE(::pipe(pipe_ends) == 0);
    const pid_t victim = ::fork();
    if (victim == 0) {
        auto s = open_sqlite_store(path);
        for (int n = 1;; ++n) {
            s->add(code(n));
            if (::write(pipe_ends[1], &n, sizeof n) != sizeof n) ::_exit(1);
        }
    }
    ::close(pipe_ends[1]);
    int answered = 0;
    while (answered < 50)
        REQUIRE(::read(pipe_ends[0], &answered, sizeof answered) == sizeof answered);
    ::kill(victim, SIGKILL);
    ::waitpid(victim, nullptr, 0);
    for (int n = 0; ::read(pipe_ends[0], &n, sizeof n) == sizeof n;) answered = n;
    ::close(pipe_ends[0]);

    auto s = open_sqlite_store(path);
    CHECK(s->recover(start).queued >= answered);
    for (int n = 1; n <= answered; ++n) REQUIRE(s->find(uuid(n)));
}

TEST_CASE("a database of the first schema is taken over, and what had ended in it stays so",
          "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    {
        // The first is unconfirmed from a time without second tries, the second waits.
        store::sqlite::database db(path);
        db.run(store::sqlite::migrations()[0]);
        db.run(("PRAGMA user_version = 1; PRAGMA application_id = " +
                std::to_string(store::sqlite::application_id))
                   .c_str());
        db.run(
            "INSERT INTO message (id, uuid, client, destination, kind, template, encoding, parts,"
            " created_at, expires_at, status, outcome_lost, finished_at) VALUES"
            " (1, '00000000-0000-7000-8000-000000000001', 'c', '819012345678', 'code', '',"
            " 'gsm7', 1, 0, 9000000000000, 'unconfirmed', 1, 5),"
            " (2, '00000000-0000-7000-8000-000000000002', 'c', '819012345678', 'code', '',"
            " 'gsm7', 1, 0, 9000000000000, 'queued', 0, NULL);"
            "INSERT INTO secret VALUES (2, 'text');"
            "INSERT INTO part (message, number, state, place, lane, class, due_at, expires_at,"
            " tries, outcome_lost) VALUES"
            " (1, 1, 'unconfirmed', NULL, '', 0, 0, 9000000000000, 1, 1),"
            " (2, 1, 'queued', 'ready', '', 0, 0, 9000000000000, 0, 0)");
    }
    auto s = open_sqlite_store(path);
    s->recover(start);
    CHECK(s->claim_next(docomo(start))->message == uuid(2));
    CHECK_FALSE(s->claim_next(docomo(start + 60s)));
    CHECK(status_of(*s, 1) == state::unconfirmed);
    CHECK(s->counters().second_tries == 0);
}

TEST_CASE("a text that cannot be read back fails its message alone", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    {
        auto s = open_sqlite_store(path);
        s->add(code(1));
        s->add(text(2, 2));
        s->add(text(3, 1));
    }
    run_sql(path, "DELETE FROM secret WHERE message IN (1, 2)");
    auto s = open_sqlite_store(path);
    CHECK(s->claim_next(docomo(start))->message == uuid(3));
    for (const int n : {1, 2}) {
        CHECK(status_of(*s, n) == state::failed);
        CHECK(s->find(uuid(n))->error ==
              sms::error_code{sms::error_family::queue,
                              static_cast<int>(sms::queue_error::secret_lost)});
    }
}

TEST_CASE("words in the file that this program does not know are damage, not a crash",
          "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    open_sqlite_store(path)->add(code(1));
    run_sql(path, "PRAGMA ignore_check_constraints = ON; UPDATE message SET kind = 'fax'");
    auto s = open_sqlite_store(path);
    try {
        s->find(uuid(1));
        FAIL("it was shown");
    } catch (const store_error& e) {
        CHECK(e.kind() == trouble::damaged);
    }
}
