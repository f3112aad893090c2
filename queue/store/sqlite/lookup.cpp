#include "queue/sim_ledger.hpp"
#include "queue/store/sqlite/list_cursor.hpp"
#include "queue/store/sqlite/sqlite_store.hpp"

namespace hayauma::store::sqlite {
namespace {

sms::encoding encoding_from(const database& db, std::string_view word) {
    for (const auto e : {sms::encoding::gsm7, sms::encoding::ucs2})
        if (word == queue::name(e)) return e;
    throw_damaged(db, "an unknown encoding");
}

}  // namespace

message_view sqlite_store::view(row_id message) {
    auto row = sql_.show_message.run(message);
    if (!row.step()) throw_damaged(*db_, "a reference to no message");
    message_view shown{.id = std::string(row.text(0)),
                       .client = std::string(row.text(1)),
                       .status = state_from(*db_, row.text(2)),
                       .to = number_from(*db_, row.text(3)),
                       .kind = kind_from(*db_, row.text(4)),
                       .parts = static_cast<int>(row.int64(5)),
                       .encoding = encoding_from(*db_, row.text(6)),
                       .reference = {},
                       .created_at = row.time(8),
                       .expires_at = row.time(9),
                       .finished_at = row.time_if_any(10),
                       .error = error_from(*db_, row, 11),
                       .attempts = {}};
    if (!row.is_null(7)) shown.reference = row.text(7);
    for (auto tried = sql_.show_attempts.run(message); tried.step();) {
        queue::attempt_view attempt{std::string(tried.text(0)), tried.time(1), tried.time_if_any(2),
                                    std::nullopt, error_from(*db_, tried, 4)};
        if (!tried.is_null(3)) attempt.outcome = outcome_from(*db_, tried.text(3));
        shown.attempts.push_back(std::move(attempt));
    }
    return shown;
}

std::optional<message_view> sqlite_store::find(const std::string& id) {
    auto found = sql_.find_message.run(id);
    if (!found.step()) return std::nullopt;
    return view(found.int64(0));
}

page sqlite_store::list(const list_filter& filter) {
    page       shown;
    const auto before = row_before(filter.cursor);
    if (!before) return shown;  // no cursor of ours: nothing comes after it
    const auto limit = static_cast<std::size_t>(page_size(filter.limit));
    auto       ids = page_of_ids(filter, *before);
    const bool more = ids.size() > limit;
    if (more) ids.resize(limit);
    shown.items.reserve(ids.size());
    for (const row_id id : ids) shown.items.push_back(view(id));
    if (more) shown.next_cursor = cursor_after(ids.back());
    return shown;
}

/// One more than asked for, to know whether there are more.
std::vector<sqlite_store::row_id> sqlite_store::page_of_ids(const list_filter& filter,
                                                            std::int64_t       before) {
    const auto limit = page_size(filter.limit) + 1;
    const auto run = [&] {
        const std::optional<std::string_view> status =
            filter.status ? std::optional<std::string_view>(queue::name(*filter.status))
                          : std::nullopt;
        if (filter.reference)
            return sql_.list_by_reference.run(before, limit, *filter.reference, status,
                                              filter.client);
        if (filter.client && status)
            return sql_.list_by_client_and_status.run(before, limit, *filter.client, status);
        if (filter.client) return sql_.list_by_client.run(before, limit, *filter.client);
        if (status) return sql_.list_by_status.run(before, limit, status);
        return sql_.list_all.run(before, limit);
    };
    std::vector<row_id> ids;
    for (auto rows = run(); rows.step();) ids.push_back(rows.int64(0));
    return ids;
}

depth sqlite_store::measure() {
    depth now{.queued = count(queue::state::queued),
              .sending = count(queue::state::sending),
              .unconfirmed = count(queue::state::unconfirmed),
              .oldest_queued = {}};
    if (auto row = sql_.oldest_queued.run(); row.step()) now.oldest_queued = row.time(0);
    return now;
}

counter_values sqlite_store::counters() {
    const auto value = [this](const char* name) {
        auto row = sql_.counted.run(name);
        if (!row.step()) throw_damaged(*db_, "no count of its duplicates");
        return row.int64(0);
    };
    return {value("second_tries"), value("doubled")};
}

int sqlite_store::parts_sent_today(const std::string& iccid, wall_time now) {
    auto row = sql_.parts_of_day.run(iccid, queue::day_in_japan(now).time_since_epoch().count());
    return row.step() ? static_cast<int>(row.int64(0)) : 0;
}

message_store::modem_totals sqlite_store::totals(const std::string& modem) {
    auto row = sql_.totals.run(modem);
    if (!row.step()) return {};
    return {row.int64(0), row.int64(1), row.time_if_any(2)};
}

}  // namespace hayauma::store::sqlite
