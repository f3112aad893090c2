#include "queue/store/sqlite/sqlite_store.hpp"

#include <array>

#include "queue/store/sqlite/migrate.hpp"

namespace hayauma::store::sqlite {
namespace {

std::unique_ptr<database> migrated(std::unique_ptr<database> db) {
    migrate(*db);
    return db;
}

/// The enumerator whose name is the stored word.
template <class Enum, std::size_t N>
Enum from_word(const database& db, const std::array<Enum, N>& all, std::string_view word) {
    for (const Enum e : all)
        if (word == queue::name(e)) return e;
    throw_damaged(db, "an unknown word");
}

}  // namespace

sqlite_store::sqlite_store(std::unique_ptr<database> db, store_limits limits)
    : db_(migrated(std::move(db))), limits_(limits), sql_(*db_) {
    traces_ = !db_->truncate_log();  // what a crash left behind
}

sqlite_store::~sqlite_store() { rollback_batch(); }

void sqlite_store::require_batch() {
    if (!in_batch_) throw store_error(trouble::bug, "no batch is open");
    if (db_->in_transaction()) return;
    // SQLite gave the transaction up after an error; whatever came before in it is lost with it.
    if (db_->last_failure()) throw *db_->last_failure();
    throw store_error(trouble::bug, "the batch's transaction is gone");
}

void sqlite_store::begin_batch() {
    if (in_batch_) throw store_error(trouble::bug, "a batch is open already");
    db_->run("BEGIN IMMEDIATE");
    in_batch_ = true;
}

void sqlite_store::commit_batch() {
    require_batch();
    try {
        db_->run("COMMIT");
    } catch (...) {
        rollback_batch();
        throw;
    }
    in_batch_ = false;
    if (erase_at_commit_) {
        erase_at_commit_ = false;
        traces_ = !db_->truncate_log();
    }
}

void sqlite_store::rollback_batch() noexcept {
    transaction::roll_back(*db_);
    in_batch_ = false;
    erase_at_commit_ = false;
}

void sqlite_store::begin_job() {
    require_batch();
    sql_.begin_job.execute();
}

void sqlite_store::end_job() {
    require_batch();
    sql_.end_job.execute();
}

void sqlite_store::undo_job() noexcept {
    if (!db_->in_transaction()) return;  // the whole batch is lost; commit_batch says so
    const int code =
        sqlite3_exec(db_->handle(), "ROLLBACK TO job; RELEASE job", nullptr, nullptr, nullptr);
    // Half a job must not be committed: rather lose the batch, whose callers are told.
    if (code != SQLITE_OK) transaction::roll_back(*db_);
}

bool sqlite_store::begin_pin_try(const std::string& sim, const std::string& pin_fingerprint,
                                 wall_time now) {
    work       tx(*this);
    const bool first = sql_.begin_pin_try.execute(sim, pin_fingerprint, now) > 0;
    tx.commit();
    return first;
}

bool sqlite_store::pin_was_tried(const std::string& sim, const std::string& pin_fingerprint) {
    auto row = sql_.pin_was_tried.run(sim, pin_fingerprint);
    return row.step();
}

bool sqlite_store::end_pin_try(const std::string& sim) {
    work       tx(*this);
    const bool known = sql_.end_pin_try.execute(sim) > 0;
    tx.commit();
    return known;
}

bool sqlite_store::erase_traces() {
    if (!traces_) return true;
    if (in_batch_) {
        erase_at_commit_ = true;  // a log cannot be cut while a transaction writes it
        return false;
    }
    traces_ = !db_->truncate_log();
    return !traces_;
}

void throw_damaged(const database& db, const char* what) {
    throw store_error(trouble::damaged, db.path() + " holds " + what);
}

queue::state state_from(const database& db, std::string_view word) {
    return from_word(db, queue::all_states, word);
}

queue::message_kind kind_from(const database& db, std::string_view word) {
    return from_word(db, std::array{queue::message_kind::code, queue::message_kind::text}, word);
}

queue::attempt_outcome outcome_from(const database& db, std::string_view word) {
    using queue::attempt_outcome;
    return from_word(db,
                     std::array{attempt_outcome::accepted, attempt_outcome::not_sent,
                                attempt_outcome::rejected, attempt_outcome::unknown},
                     word);
}

sms::phone_number number_from(const database& db, std::string_view digits) {
    auto number = sms::phone_number::from_digits(digits);
    if (!number) throw_damaged(db, "something that is no number");
    return std::move(*number);
}

std::optional<sms::error_code> error_from(const database& db, const cursor& row, int column) {
    using sms::error_family;
    if (row.is_null(column)) return std::nullopt;
    const auto family =
        from_word(db,
                  std::array{error_family::cms, error_family::cme, error_family::tp_st,
                             error_family::modem, error_family::queue},
                  row.text(column));
    return sms::error_code{family, static_cast<int>(row.int64(column + 1))};
}

}  // namespace hayauma::store::sqlite

namespace hayauma::store {

std::unique_ptr<message_store> open_sqlite_store(const std::string& path, store_limits limits) {
    return std::make_unique<sqlite::sqlite_store>(std::make_unique<sqlite::database>(path), limits);
}

}  // namespace hayauma::store
