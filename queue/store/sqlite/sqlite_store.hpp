#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "queue/store/message_store.hpp"
#include "queue/store/sqlite/statements.hpp"
#include "queue/store/sqlite/transaction.hpp"
#include "queue/store/sqlite_store.hpp"

namespace hayauma::store::sqlite {

/// The store over one SQLite file. What may follow what is asked of queue/transition.hpp; this
/// writes it down. Its verbs lie in intake.cpp, claim.cpp, outcome.cpp, inbound.cpp
/// and lookup.cpp.
class sqlite_store final : public message_store {
public:
    /// Brings the schema up to date first.
    sqlite_store(std::unique_ptr<database> db, store_limits limits);
    ~sqlite_store() override;

    void begin_batch() override;
    void commit_batch() override;
    void rollback_batch() noexcept override;
    void begin_job() override;
    void end_job() override;
    void undo_job() noexcept override;

    add_result                  add(const queue::new_message& message) override;
    std::optional<message_view> find(const std::string& id) override;
    page                        list(const list_filter& filter) override;
    cancel_result cancel(const std::string& id, const std::optional<std::string>& client,
                         wall_time now) override;

    std::optional<claimed_part> claim_next(const claim_request& who) override;
    std::optional<change> record_outcome(std::int64_t attempt, const attempt_end& end) override;
    std::optional<change> record_overdue(std::int64_t attempt, wall_time now) override;
    std::optional<change> record_late_acceptance(std::int64_t attempt,
                                                 std::uint8_t message_reference,
                                                 wall_time    now) override;
    std::optional<change> record_report(const report& what) override;

    std::vector<change>      expire(wall_time now) override;
    std::optional<wall_time> next_wakeup(wall_time now) override;

    recovered recover(wall_time now) override;
    depth     measure() override;

    counter_values counters() override;

    bool         end_pin_try(const std::string& sim) override;
    bool         pin_was_tried(const std::string& sim, const std::string& pin_fingerprint) override;
    bool         begin_pin_try(const std::string& sim, const std::string& pin_fingerprint,
                               wall_time now) override;
    int          parts_sent_today(const std::string& iccid, wall_time now) override;
    modem_totals totals(const std::string& modem) override;

    inbound_result                     record_inbound(const queue::inbound_part& part) override;
    std::optional<queue::inbound_view> find_inbound(const std::string& id) override;
    inbound_page                       list_inbound(const inbound_filter& filter) override;
    int                                tend_inbound(wall_time now, wall_time kept_since) override;

    void                     keep_paused(const std::string& modem, wall_time now) override;
    void                     keep_resumed(const std::string& modem) override;
    std::vector<std::string> paused_modems() override;

    bool erase_traces() override;

private:
    using row_id = std::int64_t;

    /// A verb's own transaction, or nothing where a batch has one open.
    class work;

    /// An attempt with what is needed to judge what it did to its part.
    struct attempt_row {
        row_id                                attempt = 0, part = 0, message = 0;
        std::string                           modem, iccid;
        std::optional<queue::attempt_outcome> outcome;
        queue::state                          state = queue::state::queued;
        int                                   number = 1;
        bool                                  bound_to_modem = false;
        bool                                  outcome_lost = false;
        queue::message_kind                   kind = queue::message_kind::code;
        int                                   parts = 1;
        wall_time                             expires_at{};
    };
    /// A part's next try, where one follows.
    struct next_try {
        std::optional<wall_time> due_at;
        std::string              avoid_modem;
    };
    /// Where a part stands after it was moved; nothing of it is set where no try is to come.
    struct standing_place {
        std::optional<std::string_view> place;
        std::optional<wall_time>        due_at;
        std::string_view                avoid_modem;
        std::optional<std::string>      lane;  ///< changed where set
    };
    struct ready_part {
        std::int64_t expires_at = 0;
        row_id       part = 0, message = 0;
        bool         was_lost = false;  ///< unconfirmed: this is its second try
        auto         operator<=>(const ready_part&) const = default;
    };

    void require_batch();

    // intake.cpp
    std::optional<add_result> answer_to_key(const queue::new_message& message);
    std::vector<row_id>       replaced_by(const queue::new_message& message);
    row_id                    insert(const queue::new_message& message);
    std::int64_t              count(queue::state status);

    // claim.cpp
    std::optional<ready_part>   first_ready(const claim_request& who);
    std::optional<claimed_part> take(const ready_part& found, const claim_request& who);

    // outcome.cpp
    std::optional<attempt_row>     find_attempt(row_id attempt);
    void                           close_attempt(const attempt_row& row, const attempt_end& end);
    void                           count_accepted(const attempt_row& row, wall_time now);
    void                           count_if_doubled(const attempt_row& row);
    void                           learn_refusal(const attempt_row& row, const attempt_end& end);
    std::optional<sms::error_code> failure_told_before(const attempt_row& row,
                                                       const attempt_end& end);
    void prove_accepted(const attempt_row& row, std::uint8_t message_reference, wall_time now);
    /// Moves the part and what depends on it. @return whether the state table allowed it.
    bool move(attempt_row& row, queue::event on, wall_time now, const next_try& again = {});
    standing_place        place_of(const attempt_row& row, queue::state to, queue::event because,
                                   wall_time now, const next_try& again) const;
    void                  end_waiting_tries(row_id message, queue::event on);
    void                  move_queued_parts(row_id message, queue::event on);
    bool                  another_may_arrive(const attempt_row& row);
    std::optional<row_id> attempt_of(const report& what);
    /// The message's status from its parts; erases the text where nothing waits any more.
    std::optional<change> refold(row_id message, wall_time now,
                                 const std::optional<sms::error_code>& error);

    // inbound.cpp
    bool                               inbound_repeats(const queue::inbound_part& part);
    bool                               place_taken(const queue::inbound_part& part);
    std::optional<queue::inbound_view> put_together(const queue::inbound_part& of, int& missing,
                                                    bool complete_only);
    void                               keep_inbound(const queue::inbound_view& message);
    void                               forget_inbound(wall_time now, wall_time kept_since);

    // lookup.cpp
    message_view        view(row_id message);
    std::vector<row_id> page_of_ids(const list_filter& filter, std::int64_t before);

    std::unique_ptr<database> db_;
    store_limits              limits_;
    statements                sql_;
    bool                      in_batch_ = false;
    bool                      traces_ = true;  ///< the log may hold erased texts
    bool                      erase_at_commit_ = false;
};

class sqlite_store::work {
public:
    explicit work(sqlite_store& store) {
        if (store.in_batch_) {
            store.require_batch();
        } else {
            own_.emplace(*store.db_);
        }
    }
    void commit() {
        if (own_) own_->commit();
    }

private:
    std::optional<transaction> own_;
};

/// A stored word of ours that this program does not know: the file was changed by somebody else.
[[noreturn]] void throw_damaged(const database& db, const char* what);

/// The stored words back, or store_error `damaged`.
queue::state                   state_from(const database& db, std::string_view word);
queue::message_kind            kind_from(const database& db, std::string_view word);
sms::phone_number              number_from(const database& db, std::string_view digits);
queue::attempt_outcome         outcome_from(const database& db, std::string_view word);
std::optional<sms::error_code> error_from(const database& db, const cursor& row, int column);

inline std::optional<std::string_view> family_of(const std::optional<sms::error_code>& e) {
    if (!e) return std::nullopt;
    return queue::name(e->family);
}
inline std::optional<std::int64_t> code_of(const std::optional<sms::error_code>& e) {
    if (!e) return std::nullopt;
    return e->code;
}

}  // namespace hayauma::store::sqlite
