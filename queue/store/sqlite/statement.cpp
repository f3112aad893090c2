#include "queue/store/sqlite/statement.hpp"

namespace hayauma::store::sqlite {

statement::statement(database& db, std::string_view sql) : db_(db) {
    sqlite3_stmt* raw = nullptr;
    const int     code = sqlite3_prepare_v3(db.handle(), sql.data(), static_cast<int>(sql.size()),
                                            SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    statement_.reset(raw);
    check(code);
}

void statement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), index, value));
}

void statement::bind(int index, std::string_view value) {
    // Copied: a cursor may outlive its arguments. An empty view may have no address; it is no NULL.
    const char* text = value.data() != nullptr ? value.data() : "";
    check(sqlite3_bind_text64(statement_.get(), index, text, value.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
}

void statement::bind_null(int index) { check(sqlite3_bind_null(statement_.get(), index)); }

void statement::check(int code) {
    if (code != SQLITE_OK) db_.fail(code);
}

void statement::check_bound(int count) {
    if (count != sqlite3_bind_parameter_count(statement_.get())) db_.fail(SQLITE_RANGE);
}

int statement::changes() const noexcept { return sqlite3_changes(db_.handle()); }

cursor::~cursor() {
    if (of_ == nullptr) return;
    sqlite3_reset(of_->statement_.get());
    sqlite3_clear_bindings(of_->statement_.get());  // a bound text does not stay in memory
}

bool cursor::step() {
    const int code = sqlite3_step(of_->statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) of_->db_.fail(code);
    return false;
}

std::int64_t cursor::int64(int column) const {
    return sqlite3_column_int64(of_->statement_.get(), column);
}

std::string_view cursor::text(int column) const {
    const auto* octets = sqlite3_column_text(of_->statement_.get(), column);
    const auto  size = sqlite3_column_bytes(of_->statement_.get(), column);
    return {reinterpret_cast<const char*>(octets), static_cast<std::size_t>(size)};
}

bool cursor::is_null(int column) const {
    return sqlite3_column_type(of_->statement_.get(), column) == SQLITE_NULL;
}

wall_time cursor::time(int column) const {
    return wall_time(std::chrono::milliseconds(int64(column)));
}

std::optional<wall_time> cursor::time_if_any(int column) const {
    if (is_null(column)) return std::nullopt;
    return time(column);
}

}  // namespace hayauma::store::sqlite
