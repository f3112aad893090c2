#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "queue/store/sqlite/file_lock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::store::sqlite {

/// The one connection to the queue's file, with the settings that durability rests on: WAL,
/// synchronous=FULL, secure_delete, foreign keys. Not thread-safe.
class database {
public:
    /// Locks and opens the file, makes it where there is none. Whose it is and which schema it has
    /// is looked at before anything is written (`migrate` brings it up to date).
    /// @throws store_error; the file is then as it was.
    explicit database(std::string path);

    /// Runs SQL without parameters or rows.
    void run(const char* sql);

    /// The one integer that a PRAGMA or a SELECT answers.
    std::int64_t number(const char* sql);

    /// Turns what SQLite says went wrong into a store_error, and remembers it.
    [[noreturn]] void fail(int code);

    /// Whether a transaction is open. SQLite ends one by itself after some errors.
    bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle()) == 0; }

    /// Moves the write-ahead log into the file and cuts it to nothing.
    /// @return false where a reader holds it, or the device refuses for now.
    bool truncate_log() noexcept;

    sqlite3*                          handle() const noexcept { return connection_.get(); }
    const std::string&                path() const noexcept { return path_; }
    const std::optional<store_error>& last_failure() const noexcept { return last_failure_; }

private:
    struct close {
        void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
    };

    std::string                     path_;
    file_lock                       lock_;
    std::unique_ptr<sqlite3, close> connection_;
    std::optional<store_error>      last_failure_;
};

}  // namespace hayauma::store::sqlite
