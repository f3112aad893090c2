#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>

using namespace stories;

namespace {

/// Which files of the folder hold the octets.
std::vector<std::string> files_with(const temporary_folder& folder, const std::string& octets) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        std::ifstream     file(entry.path(), std::ios::binary);
        const std::string all{std::istreambuf_iterator<char>(file), {}};
        if (all.find(octets) != std::string::npos)
            names.push_back(entry.path().filename().string());
    }
    return names;
}

constexpr const char* marker = "XYZZY-secret-";

queue::new_message marked(int n, int parts = 1) {
    auto message = text(n, parts);
    message.text.utf8 =
        marker + std::to_string(n) + std::string(static_cast<std::size_t>(n % 400), 'y');
    return message;
}

}  // namespace

TEST_CASE("a text is kept while a try may follow and gone after it", "[store][sqlite]") {
    temporary_folder folder;
    auto             s = store::open_sqlite_store(folder / "queue.db");
    s->add(marked(1, 2));
    CHECK(s->erase_traces());
    CHECK_FALSE(files_with(folder, marker).empty());

    auto claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, accepted(1, start));
    CHECK(s->erase_traces());
    CHECK_FALSE(files_with(folder, marker).empty());  // its second part is still to go

    claimed = s->claim_next(docomo(start));
    s->record_outcome(claimed->attempt, accepted(2, start));
    CHECK(s->erase_traces());
    CHECK(files_with(folder, marker).empty());
    CHECK(s->find(uuid(1))->status == state::sent);
}

TEST_CASE("a code is kept while its second try may follow, and no longer", "[store][sqlite]") {
    for (const bool tried : {true, false}) {
        temporary_folder folder;
        auto             s = store::open_sqlite_store(folder / "queue.db");
        auto             message = marked(1);
        message.kind = queue::message_kind::code;
        s->add(message);
        const auto claimed = s->claim_next(docomo(start));
        s->record_outcome(claimed->attempt,
                          ended(attempt_outcome::unknown, event::outcome_lost, start));
        CHECK(s->erase_traces());
        CHECK_FALSE(files_with(folder, marker).empty());
        if (tried) {
            const auto second = s->claim_next(softbank(start));
            REQUIRE(second);
            s->record_outcome(second->attempt,
                              ended(attempt_outcome::unknown, event::outcome_lost, start));
        } else {
            s->expire(message.expires_at);
        }
        CHECK(s->erase_traces());
        CHECK(files_with(folder, marker).empty());
        CHECK(s->find(uuid(1))->status == state::unconfirmed);
        CHECK(s->find(uuid(1))->finished_at);
    }
}

TEST_CASE("every end of a message erases its text", "[store][sqlite]") {
    temporary_folder folder;
    auto             s = store::open_sqlite_store(folder / "queue.db");
    const auto       ends = [&](int n) {
        auto message = marked(n);
        message.supersede = n == 5;
        s->add(message);
        if (n == 1) s->cancel(uuid(n), {}, start);
        if (n == 2) s->expire(message.expires_at);
        if (n >= 3 && n != 4 && n != 5) {
            const auto claimed = s->claim_next(docomo(start));
            const auto outcome = n == 3 ? attempt_outcome::rejected : attempt_outcome::unknown;
            const auto then = n == 3 ? event::give_up : event::outcome_lost;
            s->record_outcome(claimed->attempt, ended(outcome, then, start));
        }
    };
    for (const int n : {1, 2, 3, 4, 5, 6, 7}) ends(n);
    const auto claimed = s->claim_next(docomo(start));  // the fifth superseded the fourth
    s->record_outcome(claimed->attempt, accepted(1, start));
    CHECK(s->measure().queued + s->measure().sending == 0);
    CHECK(s->erase_traces());
    CHECK(files_with(folder, marker).empty());
}

TEST_CASE("texts of many sizes, erased in any order, leave nothing behind", "[store][sqlite]") {
    temporary_folder folder;
    auto             s = store::open_sqlite_store(folder / "queue.db");
    s->begin_batch();
    for (int n = 0; n < 3000; ++n) s->add(marked(n));
    s->commit_batch();
    s->begin_batch();
    for (int n = 0; n < 3000; n += 3) s->cancel(uuid((n * 7) % 3000), {}, start);
    s->commit_batch();
    s->begin_batch();
    for (int n = 3000; n < 4000; ++n) s->add(marked(n));  // pages are used again and rearranged
    s->commit_batch();
    s->begin_batch();
    for (int n = 0; n < 4000; ++n) s->cancel(uuid((n * 13) % 4000), {}, start);
    s->commit_batch();
    CHECK(s->measure().queued == 0);
    CHECK(s->erase_traces());
    CHECK(files_with(folder, marker).empty());
    CHECK_FALSE(files_with(folder, uuid(17)).empty());  // the history is there
}

TEST_CASE("what a crash left in the log is erased at the next start", "[store][sqlite]") {
    temporary_folder folder;
    const auto       path = folder / "queue.db";
    const auto       copy = folder / "copy.db";
    {
        auto s = store::open_sqlite_store(path);
        s->add(marked(1));
        s->cancel(uuid(1), {}, start);
        for (const char* suffix : {"", "-wal"})
            std::filesystem::copy_file(path + suffix, copy + suffix);
    }
    std::filesystem::remove(path);
    REQUIRE_FALSE(files_with(folder, marker).empty());
    auto s = store::open_sqlite_store(copy);
    CHECK(s->erase_traces());
    CHECK(files_with(folder, marker).empty());
}

TEST_CASE("an error of the store names no text and no number", "[store][sqlite]") {
    temporary_folder folder;
    auto             s = store::open_sqlite_store(folder / "queue.db");
    s->add(marked(1));
    try {
        s->add(marked(1));
        FAIL("an id was taken twice");
    } catch (const std::exception& e) {
        CHECK_THAT(e.what(), !Catch::Contains(marker) && !Catch::Contains("9012345678"));
    }
}
