#include "queue/store/sqlite/database.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

#include "queue/store/sqlite/migrate.hpp"
#include "queue/store/sqlite/statement.hpp"

namespace hayauma::store::sqlite {
namespace {

constexpr int busy_wait_ms = 1000;  // for a guest's write lock (sqlite3 shell); nobody else writes

constexpr const char* settings = R"sql(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;            -- a commit is on the disk when it returns
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;            -- erased texts are overwritten
    PRAGMA cache_size = -16384;           -- KiB; taken only as far as the queue is long
    PRAGMA temp_store = MEMORY;           -- no text in temporary files
    PRAGMA trusted_schema = OFF;
    PRAGMA wal_autocheckpoint = 4000;     -- pages; the daemon checkpoints earlier, between claims
    PRAGMA journal_size_limit = 16777216; -- a log that grew once shrinks again
)sql";

trouble kind_of(int code) noexcept {
    switch (code & 0xFF) {  // the primary code of an extended one
    case SQLITE_FULL: return trouble::full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return trouble::io;
    case SQLITE_READONLY:
    case SQLITE_PERM: return trouble::read_only;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return trouble::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return trouble::damaged;
    default: return trouble::bug;
    }
}

std::string sentence(trouble what, const std::string& path, const char* detail) {
    switch (what) {
    case trouble::full: return "no space left for " + path;
    case trouble::io: return path + " cannot be read or written: " + detail;
    case trouble::read_only: return path + " is read-only";
    case trouble::busy: return path + " is held by another process";
    case trouble::damaged: return path + " is damaged or not a database: " + detail;
    case trouble::newer: return path + " was written by a newer version of hayauma";
    case trouble::bug: return path + ": " + detail;
    }
    return path;
}

/// SQLite would make it readable for all, and its log and index take over these permissions.
void make_private_file(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0) {
        ::close(fd);
        return;
    }
    const int  error = errno;
    const bool refused = error == EACCES || error == EPERM || error == EROFS;
    throw store_error(refused           ? trouble::read_only
                      : error == ENOSPC ? trouble::full
                                        : trouble::io,
                      refused ? path + " is read-only"
                              : path + " cannot be opened: " + std::strerror(error));
}

}  // namespace

database::database(std::string path) : path_(std::move(path)), lock_(path_) {
    make_private_file(path_);
    check_header(path_);
    sqlite3*  raw = nullptr;
    const int code = sqlite3_open_v2(
        path_.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        nullptr);
    connection_.reset(raw);
    if (code != SQLITE_OK) fail(code);
    if (sqlite3_db_readonly(raw, "main") == 1) fail(SQLITE_READONLY);
    sqlite3_busy_timeout(raw, busy_wait_ms);
    check_schema(*this);
    run(settings);
    statement mode(*this, "PRAGMA journal_mode");
    auto      row = mode.run();
    if (!row.step() || row.text(0) != "wal")
        throw store_error(trouble::io, path_ + " lies on a file system without write-ahead logs");
}

void database::run(const char* sql) {
    const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t database::number(const char* sql) {
    statement asked(*this, sql);
    auto      row = asked.run();
    if (!row.step()) fail(SQLITE_ERROR);
    return row.int64(0);
}

void database::fail(int code) {
    // The message of a failed open is the connection's too; without memory there is none.
    const char*   detail = handle() != nullptr ? sqlite3_errmsg(handle()) : sqlite3_errstr(code);
    const trouble what = kind_of(code);
    last_failure_.emplace(what, sentence(what, path_, detail));
    throw *last_failure_;
}

bool database::truncate_log() noexcept {
    sqlite3_busy_timeout(handle(), 0);  // a reader is not waited for: the caller asks again
    const int code =
        sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle(), busy_wait_ms);
    return code == SQLITE_OK;
}

}  // namespace hayauma::store::sqlite
