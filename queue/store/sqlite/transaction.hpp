#pragma once

#include "queue/store/sqlite/database.hpp"

namespace hayauma::store::sqlite {

/// BEGIN IMMEDIATE until commit(); rolled back where it is left without.
class transaction {
public:
    explicit transaction(database& db) : db_(db) { db_.run("BEGIN IMMEDIATE"); }
    ~transaction() { roll_back(db_); }

    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;

    void commit() { db_.run("COMMIT"); }

    /// Ends the open transaction, if SQLite has not done so already. It cannot fail: what a failed
    /// rollback leaves behind is rolled back from the log by the next one who opens the file.
    static void roll_back(database& db) noexcept {
        if (db.in_transaction()) sqlite3_exec(db.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }

private:
    database& db_;
};

}  // namespace hayauma::store::sqlite
