#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/time.hpp"
#include "queue/inbound.hpp"
#include "queue/message.hpp"

namespace hayauma::store {

using queue::message_view;

struct added {
    message_view message;
};
struct replayed {
    message_view message;
};                     ///< same idempotency key, same body
struct key_reused {};  ///< same idempotency key, another body
struct queue_full {};
using add_result = std::variant<added, replayed, key_reused, queue_full>;

struct canceled {
    message_view message;
};
struct not_found {};
struct not_cancelable {
    queue::state status;
};
using cancel_result = std::variant<canceled, not_found, not_cancelable>;

struct list_filter {
    std::optional<queue::state> status;
    std::optional<std::string>  client;
    std::optional<std::string>  reference;
    int                         limit = 50;  ///< 1 to 500
    std::string                 cursor;      ///< opaque; empty: from the newest
};
struct page {
    std::vector<message_view> items;
    std::string               next_cursor;  ///< empty: no more
};

/// Which modem asks for work.
struct claim_request {
    std::string modem;
    std::string group;  ///< empty: none
    std::string iccid;
    wall_time   now{};
};

/// A part that is `sending` on disk from now on: what may be on the air after any crash.
struct claimed_part {
    std::int64_t        attempt = 0;  ///< this try's number, unique for ever
    std::string         message;      ///< the message's id
    int                 part = 1;     ///< 1 .. parts
    int                 parts = 1;
    int                 tries = 1;  ///< of this part, this one included
    sms::phone_number   to;
    queue::message_text text;  ///< of the whole message
    std::uint16_t       concat_reference = 0;
    queue::message_kind kind = queue::message_kind::code;
    wall_time           created_at{};
    wall_time           expires_at{};
    bool second_try = false;  ///< an earlier try is unknown: this one may make a second copy
};

/// How one try ended, and what follows (decided by queue/retry_policy).
struct attempt_end {
    queue::attempt_outcome         outcome = queue::attempt_outcome::accepted;
    std::optional<std::uint8_t>    message_reference;  ///< TP-MR, with `accepted`
    std::optional<sms::error_code> error;
    queue::event                   then = queue::event::accepted;
    std::optional<wall_time>       due_at;       ///< with `try_later`: not before this
    std::string                    avoid_modem;  ///< with `try_later`: prefer another than this
    wall_time                      now{};
};

/// What a status report says, already decoded and classed.
struct report {
    std::string              modem;
    std::string              iccid;
    std::uint8_t             message_reference = 0;
    std::string              recipient;  ///< digits, maybe in national form
    std::optional<wall_time> service_centre_time;
    std::uint8_t             tp_status = 0;
    queue::event             then = queue::event::report_delivered;
    wall_time                now{};
};

/// A message whose status changed; one event for each change.
struct change {
    std::string  message;
    queue::state status = queue::state::queued;
};

struct recovered {
    int unconfirmed = 0;  ///< parts that were on a modem when the process ended
    int queued = 0;       ///< messages that wait
};

/// Counted since the database was made, whatever became of the messages.
struct counter_values {
    std::int64_t second_tries = 0;  ///< parts sent again though they may have been sent
    std::int64_t doubled = 0;       ///< copies accepted beside another one of the same part
};

struct depth {
    std::int64_t             queued = 0, sending = 0, unconfirmed = 0;  ///< messages
    std::optional<wall_time> oldest_queued;
};

/// What became of a part that came to a SIM.
struct inbound_kept {
    queue::inbound_view message;
};
struct inbound_waiting {
    int parts_missing = 0;
};
struct inbound_repeated {};  ///< it is there already
using inbound_result = std::variant<inbound_kept, inbound_waiting, inbound_repeated>;

struct inbound_filter {
    std::optional<std::string> modem;
    int                        limit = 50;  ///< 1 to 500
    std::string                cursor;      ///< opaque; empty: from the newest
};
struct inbound_page {
    std::vector<queue::inbound_view> items;
    std::string                      next_cursor;  ///< empty: no more
};

/// What we promised and how far we are, durably. Business verbs only: no SQL in sight. Synchronous;
/// it knows no thread and reads no clock. Throws `store_error` when the disk or the file fails;
/// everything else that can go wrong is in the results.
class message_store {
public:
    virtual ~message_store() = default;

    /// Many calls in one durable commit: the store thread's group commit. A job that throws rolls
    /// back alone. Verbs called outside of a batch commit by themselves.
    virtual void begin_batch() = 0;
    virtual void commit_batch() = 0;
    virtual void rollback_batch() noexcept = 0;
    virtual void begin_job() = 0;
    virtual void end_job() = 0;
    virtual void undo_job() noexcept = 0;

    virtual add_result                  add(const queue::new_message& message) = 0;
    virtual std::optional<message_view> find(const std::string& id) = 0;
    virtual page                        list(const list_filter& filter) = 0;
    /// @param client only this client's messages; nullopt: anybody's.
    virtual cancel_result cancel(const std::string& id, const std::optional<std::string>& client,
                                 wall_time now) = 0;

    /// The next due part for this modem, already `sending` on disk: codes before texts, then by
    /// deadline. Parts of one message go in order, on one modem. A part whose outcome is unknown is
    /// among them where it has its second try to come (queue/retry_policy), for a moment to other
    /// modems only.
    virtual std::optional<claimed_part> claim_next(const claim_request& who) = 0;
    /// What is told of an attempt that had been called overdue is the truth about it, too: an
    /// acceptance makes the part `sent`, a refusal takes the doubt off what is still to come.
    /// @return the status change it made, or nullopt where the state table refuses it (a late
    ///         result of a part that has ended otherwise).
    virtual std::optional<change> record_outcome(std::int64_t attempt, const attempt_end& end) = 0;
    /// There is no result yet, and the exchange goes on: where the part may have its second try,
    /// its outcome is called unknown now, so that another modem can carry on. Else nothing changes.
    virtual std::optional<change> record_overdue(std::int64_t attempt, wall_time now) = 0;
    /// A `+CMGS` that came after its exchange had been given up.
    virtual std::optional<change> record_late_acceptance(std::int64_t attempt,
                                                         std::uint8_t message_reference,
                                                         wall_time    now) = 0;
    /// A failing report changes nothing while another copy of the part is on its way; it counts
    /// when that one ends refused, with no try left.
    virtual std::optional<change> record_report(const report& what) = 0;

    /// Ends the queued parts, and drops the second tries, whose deadline has passed, a few hundred
    /// messages at a time: while there are more, next_wakeup is not after `now`. @return the
    /// messages whose status changed.
    virtual std::vector<change> expire(wall_time now) = 0;
    /// When claim_next or expire may next have something to do; nullopt: not before a new message.
    virtual std::optional<wall_time> next_wakeup(wall_time now) = 0;

    /// At start: what was `sending` becomes `unconfirmed`, never `queued`; a code may have its
    /// second try.
    virtual recovered recover(wall_time now) = 0;
    virtual depth     measure() = 0;

    virtual counter_values counters() = 0;

    /// Records, before it is made, that a PIN is about to be tried on this SIM (ICCID, or IMEI).
    /// @return whether it may be tried: only where no try with this PIN's fingerprint is on record.
    virtual bool begin_pin_try(const std::string& sim, const std::string& pin_fingerprint,
                               wall_time now) = 0;
    /// Whether such a try is on record. Records nothing.
    virtual bool pin_was_tried(const std::string& sim, const std::string& pin_fingerprint) = 0;
    /// The SIM took its PIN: it may be entered again at the next start.
    /// @return whether a try was on record.
    virtual bool end_pin_try(const std::string& sim) = 0;

    /// Parts accepted from this SIM since the start of the Japanese calendar day of `now`.
    virtual int parts_sent_today(const std::string& iccid, wall_time now) = 0;
    /// Per modem: how many parts were accepted and refused in all, and the last success.
    struct modem_totals {
        std::int64_t             sent = 0, failed = 0;
        std::optional<wall_time> last_success;
    };
    virtual modem_totals totals(const std::string& modem) = 0;

    /// Keeps a part as it is (see queue::as_kept) and puts it together with those before it. What
    /// is there already is not kept twice.
    virtual inbound_result                     record_inbound(const queue::inbound_part& part) = 0;
    virtual std::optional<queue::inbound_view> find_inbound(const std::string& id) = 0;
    /// Newest first.
    virtual inbound_page list_inbound(const inbound_filter& filter) = 0;
    /// Shows what has waited too long for its missing parts, and forgets what came before
    /// `kept_since` or is too much, a few hundred at a time. @return how many are shown now.
    virtual int tend_inbound(wall_time now, wall_time kept_since) = 0;

    /// What an operator said; it holds until it is taken back.
    virtual void                     keep_paused(const std::string& modem, wall_time now) = 0;
    virtual void                     keep_resumed(const std::string& modem) = 0;
    virtual std::vector<std::string> paused_modems() = 0;

    /// Drops erased secrets from the write-ahead log. @return false: a reader held it, try again.
    virtual bool erase_traces() = 0;
};

}  // namespace hayauma::store
