#include "queue/store/sqlite/sqlite_store.hpp"

namespace hayauma::store::sqlite {
namespace {

std::int64_t class_of(queue::message_kind kind) noexcept {
    switch (kind) {
    case queue::message_kind::code: return 0;
    case queue::message_kind::text: return 1;
    }
    return 1;
}

}  // namespace

std::int64_t sqlite_store::count(queue::state status) {
    auto row = sql_.count_status.run(queue::name(status));
    if (!row.step()) throw_damaged(*db_, "no tally of its messages");
    return row.int64(0);
}

add_result sqlite_store::add(const queue::new_message& message) {
    work tx(*this);
    if (auto answer = answer_to_key(message)) return std::move(*answer);
    const auto replaced = replaced_by(message);
    const auto waiting = count(queue::state::queued) + count(queue::state::sending) -
                         static_cast<std::int64_t>(replaced.size());
    if (waiting >= limits_.max_messages) return queue_full{};
    for (const row_id older : replaced) {
        move_queued_parts(older, queue::event::newer_code);
        refold(older, message.created_at, std::nullopt);
    }
    const row_id id = insert(message);
    if (!message.idempotency_key.empty())
        sql_.keep_key.execute(message.client, message.idempotency_key, message.fingerprint, id);
    added answer{view(id)};
    tx.commit();
    return answer;
}

/// What the key was answered with before, if it was.
std::optional<add_result> sqlite_store::answer_to_key(const queue::new_message& message) {
    if (message.idempotency_key.empty()) return std::nullopt;
    auto known = sql_.find_key.run(message.client, message.idempotency_key);
    if (!known.step()) return std::nullopt;
    if (known.text(0) != message.fingerprint) return key_reused{};
    return replayed{view(known.int64(1))};
}

/// Older messages of the same client, to the same number, of the same template and kind, of which
/// nothing has been handed to a modem.
std::vector<sqlite_store::row_id> sqlite_store::replaced_by(const queue::new_message& message) {
    std::vector<row_id> older;
    if (!message.supersede) return older;
    auto rows = sql_.replaceable.run(message.client, message.to.digits(), message.template_name,
                                     queue::name(message.kind));
    while (rows.step()) older.push_back(rows.int64(0));
    return older;
}

sqlite_store::row_id sqlite_store::insert(const queue::new_message& message) {
    row_id id = 0;
    {
        auto made = sql_.add_message.run(message.id, message.client, message.to.digits(),
                                         queue::name(message.kind), message.template_name,
                                         message.reference, queue::name(message.encoding),
                                         message.parts, message.created_at, message.expires_at);
        while (made.step()) id = made.int64(0);
    }
    sql_.add_secret.execute(id, message.text.utf8);
    for (int number = 1; number <= message.parts; ++number)
        sql_.add_part.execute(id, number, number == 1 ? "ready" : "behind", message.route,
                              class_of(message.kind), message.created_at, message.expires_at);
    return id;
}

cancel_result sqlite_store::cancel(const std::string& id, const std::optional<std::string>& client,
                                   wall_time now) {
    work   tx(*this);
    row_id message = 0;
    {
        auto found = sql_.find_message.run(id);
        if (!found.step() || (client && found.text(1) != *client)) return not_found{};
        const auto status = state_from(*db_, found.text(2));
        if (status != queue::state::queued) return not_cancelable{status};
        message = found.int64(0);
    }
    move_queued_parts(message, queue::event::cancel_asked);
    refold(message, now, std::nullopt);
    canceled answer{view(message)};
    tx.commit();
    return answer;
}

}  // namespace hayauma::store::sqlite
