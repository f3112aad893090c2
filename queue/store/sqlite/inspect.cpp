// A look at a database from outside: for people who ask what is wrong.

#include <filesystem>
#include <memory>
#include <string_view>

#include <sqlite3.h>

#include "queue/store/sqlite/migrate.hpp"
#include "queue/store/store_error.hpp"
#include "queue/store/store_inspection.hpp"

namespace hayauma::store {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t read_to_the_end_max = 256 * 1024 * 1024;

struct close {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
    void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
};
using connection = std::unique_ptr<sqlite3, close>;

/// What a URI of SQLite would take for its own.
std::string escaped(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#')
            out += c == '%' ? "%25" : c == '?' ? "%3f" : "%23";
        else
            out += c;
    }
    return out;
}

/// A log that was left behind belongs to the database, and reading it needs an index beside it;
/// without one the file alone is all, and nothing has to be made to read it.
std::string uri_of(const std::string& path) {
    std::error_code none;
    const auto      log = fs::file_size(path + "-wal", none);
    const bool      has_log = !none && log > 0;
    return "file:" + escaped(path) + (has_log ? "?mode=ro" : "?immutable=1");
}

connection open(const std::string& path, int& code) {
    sqlite3* raw = nullptr;
    code = sqlite3_open_v2(uri_of(path).c_str(), &raw,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    return connection(raw);
}

/// The first row's first column; the reason where there is none.
std::string ask(sqlite3* db, const char* sql) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(db, sql, -1, &raw, nullptr) != SQLITE_OK) return sqlite3_errmsg(db);
    const std::unique_ptr<sqlite3_stmt, close> asked(raw);
    if (sqlite3_step(raw) != SQLITE_ROW) return sqlite3_errmsg(db);
    const unsigned char* text = sqlite3_column_text(raw, 0);
    return text ? std::string(reinterpret_cast<const char*>(text)) : std::string();
}

}  // namespace

store_condition inspect_sqlite_store(const std::string& path) {
    store_condition found;
    try {
        sqlite::check_header(path);
    } catch (const store_error& e) {
        found.trouble = e.what();
        return found;
    }
    std::error_code unreadable;
    const auto      octets = fs::file_size(path, unreadable);
    found.checked = !unreadable && octets <= read_to_the_end_max;

    int        code = SQLITE_OK;
    const auto db = open(path, code);
    const auto damaged = path + " is damaged: ";
    if (code != SQLITE_OK) {
        found.trouble = damaged + sqlite3_errstr(code);
        return found;
    }
    const char*       head = "SELECT iif(count(*) >= 0, 'ok', '') FROM sqlite_master";
    const char*       sql = found.checked ? "PRAGMA quick_check(1)" : head;
    const std::string answer = ask(db.get(), sql);
    if (answer != "ok" && octets > 0) found.trouble = damaged + answer;
    return found;
}

}  // namespace hayauma::store
