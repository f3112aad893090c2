#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include "config/time.hpp"
#include "queue/store/sqlite/database.hpp"

namespace hayauma::store::sqlite {

class statement;

/// One run of a statement: its rows, in turn. Ends the run when it goes.
class cursor {
public:
    cursor(cursor&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
    cursor& operator=(cursor&&) = delete;
    ~cursor();

    bool step();  ///< true: a row is ready

    std::int64_t             int64(int column) const;
    std::string_view         text(int column) const;  ///< valid until the next step()
    bool                     is_null(int column) const;
    wall_time                time(int column) const;
    std::optional<wall_time> time_if_any(int column) const;

private:
    friend class statement;
    explicit cursor(statement& of) : of_(&of) {}

    statement* of_;
};

/// A prepared statement. Not thread-safe; belongs to one connection. Throws store_error: a failing
/// statement is a bug or a dying disk, never a normal outcome (conflicts are handled in SQL).
class statement {
public:
    statement(database& db, std::string_view sql);

    /// Starts it with ?1, ?2, ... in order: integers, texts, times, and optionals of these.
    template <class... Args>
    cursor run(const Args&... args) {
        int index = 0;
        (bind(++index, args), ...);
        check_bound(index);
        return cursor(*this);
    }

    /// Runs it to its end. @return how many rows it changed.
    template <class... Args>
    int execute(const Args&... args) {
        auto rows = run(args...);
        while (rows.step()) {}
        return changes();
    }

private:
    friend class cursor;

    void bind(int index, std::int64_t value);
    void bind(int index, std::string_view value);
    void bind(int index, wall_time value) { bind(index, value.time_since_epoch().count()); }
    void bind_null(int index);
    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value) {
            bind(index, *value);
        } else {
            bind_null(index);
        }
    }
    void check(int code);
    void check_bound(int count);
    int  changes() const noexcept;

    struct finalize {
        void operator()(sqlite3_stmt* s) const noexcept { sqlite3_finalize(s); }
    };

    database&                               db_;
    std::unique_ptr<sqlite3_stmt, finalize> statement_;
};

}  // namespace hayauma::store::sqlite
