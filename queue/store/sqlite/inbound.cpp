#include <algorithm>
#include <array>
#include <utility>

#include "modem/sms/hex.hpp"
#include "modem/sms/reassemble.hpp"
#include "queue/store/sqlite/list_cursor.hpp"
#include "queue/store/sqlite/sqlite_store.hpp"

namespace hayauma::store::sqlite {
namespace {

using queue::inbound_part;
using queue::inbound_view;

/// Messages that one call of tend_inbound() shows: a bound on how long it keeps the store.
constexpr int shown_at_once = 250;

/// As the schema's column `sim` has it.
std::string sim_of(const inbound_part& part) {
    return part.iccid.empty() ? "modem:" + part.modem : part.iccid;
}

std::int64_t bits_of(sms::reference_width width) noexcept {
    return width == sms::reference_width::eight_bit ? 8 : 16;
}

sms::alphabet alphabet_from(const database& db, std::string_view word) {
    for (const auto a : {sms::alphabet::gsm7, sms::alphabet::eight_bit, sms::alphabet::ucs2})
        if (word == sms::name(a)) return a;
    throw_damaged(db, "an unknown alphabet");
}

/// Nothing came before this that could be a repetition of it.
wall_time repeats_since(const inbound_part& part) noexcept {
    if (part.sent_at) return part.received_at - queue::inbound_wait;
    return part.received_at - queue::inbound_repeat_without_time;
}

inbound_view whole(const inbound_part& part) {
    return {.id = part.id,
            .modem = part.modem,
            .iccid = part.iccid,
            .from = part.sender,
            .text = {sms::text_of(part.alphabet, part.payload)},
            .parts = 1,
            .parts_missing = 0,
            .encoding = part.alphabet,
            .sent_at = part.sent_at,
            .received_at = part.received_at};
}

/// The row of inbound's statements that show it, from its second column on.
inbound_view view_from(const database& db, const cursor& row) {
    return {.id = std::string(row.text(1)),
            .modem = std::string(row.text(2)),
            .iccid = std::string(row.text(3)),
            .from = std::string(row.text(4)),
            .text = {std::string(row.text(8))},
            .parts = static_cast<int>(row.int64(6)),
            .parts_missing = static_cast<int>(row.int64(7)),
            .encoding = alphabet_from(db, row.text(5)),
            .sent_at = row.time_if_any(9),
            .received_at = row.time(10)};
}

}  // namespace

inbound_result sqlite_store::record_inbound(const inbound_part& part) {
    work tx(*this);
    if (inbound_repeats(part)) return inbound_repeated{};
    if (!part.part) {
        inbound_kept kept{whole(part)};
        keep_inbound(kept.message);
        tx.commit();
        return kept;
    }
    int missing = 0;
    // The sender uses its reference again: what is still open under it is all that will come.
    if (place_taken(part))
        if (const auto older = put_together(part, missing, false)) keep_inbound(*older);
    const auto& which = *part.part;
    sql_.add_inbound_part.execute(part.id, part.modem, part.iccid, part.sender, which.reference,
                                  bits_of(which.width), which.total, which.sequence,
                                  sms::name(part.alphabet), sms::to_hex(part.payload), part.sent_at,
                                  part.received_at);
    inbound_result result = inbound_waiting{};
    if (auto message = put_together(part, missing, true)) {
        keep_inbound(*message);
        result = inbound_kept{std::move(*message)};
    } else {
        result = inbound_waiting{missing};
    }
    tx.commit();
    return result;
}

bool sqlite_store::inbound_repeats(const inbound_part& part) {
    if (!part.part)
        return sql_.inbound_twin
            .run(sim_of(part), part.sender, part.sent_at, repeats_since(part),
                 sms::text_of(part.alphabet, part.payload))
            .step();
    const auto& which = *part.part;
    return sql_.inbound_part_twin
        .run(sim_of(part), part.sender, which.reference, bits_of(which.width), which.total,
             which.sequence, part.sent_at, repeats_since(part))
        .step();
}

bool sqlite_store::place_taken(const inbound_part& part) {
    const auto& which = *part.part;
    return sql_.inbound_place_taken
        .run(sim_of(part), part.sender, which.reference, bits_of(which.width), which.total,
             which.sequence)
        .step();
}

/// The message that the open parts like `of` make; they are closed then.
/// @param missing out: how many parts are not there.
/// @param complete_only nullopt where one is missing.
std::optional<inbound_view> sqlite_store::put_together(const inbound_part& of, int& missing,
                                                       bool complete_only) {
    const auto                        sim = sim_of(of);
    const auto&                       which = *of.part;
    const auto                        width = bits_of(which.width);
    sms::reassembler                  together;
    std::optional<sms::whole_message> made;
    std::optional<inbound_view>       shown;
    missing = which.total;
    for (auto rows =
             sql_.open_inbound_parts.run(sim, of.sender, which.reference, width, which.total);
         rows.step(); --missing) {
        if (!shown) {
            shown.emplace();
            shown->id = rows.text(0);
            shown->sent_at = rows.time_if_any(4);
        }
        shown->received_at = std::max(shown->received_at, rows.time(5));
        sms::content content;
        content.alphabet = alphabet_from(*db_, rows.text(2));
        content.part = which;
        content.part->sequence = static_cast<std::uint8_t>(rows.int64(1));
        auto octets = sms::from_hex(rows.text(3));
        if (!octets) throw_damaged(*db_, "a part that cannot be read");
        content.payload = std::move(*octets);
        content.text = sms::text_of(content.alphabet, content.payload);
        made = together.add({}, std::move(content), rows.time(5));
    }
    if (!shown || (missing > 0 && complete_only)) return std::nullopt;
    if (!made) made = std::move(together.expire(wall_time::max()).front());
    sql_.close_inbound_parts.execute(sim, of.sender, which.reference, width, which.total);
    shown->modem = of.modem;
    shown->iccid = of.iccid;
    shown->from = of.sender;
    shown->text = {std::move(made->text)};
    shown->parts = which.total;
    shown->parts_missing = missing;
    shown->encoding = made->alphabet;
    return shown;
}

/// Every message that came passes here, inside the transaction of what made it whole: what must
/// follow from one (an event for somebody who waits for it) belongs here.
void sqlite_store::keep_inbound(const inbound_view& message) {
    sql_.add_inbound.execute(message.id, message.modem, message.iccid, message.from,
                             sms::name(message.encoding), message.parts, message.parts_missing,
                             message.text.utf8, message.sent_at, message.received_at);
}

std::optional<inbound_view> sqlite_store::find_inbound(const std::string& id) {
    auto found = sql_.show_inbound.run(id);
    if (!found.step()) return std::nullopt;
    return view_from(*db_, found);
}

inbound_page sqlite_store::list_inbound(const inbound_filter& filter) {
    inbound_page shown;
    const auto   before = row_before(filter.cursor);
    if (!before) return shown;  // no cursor of ours: nothing comes after it
    const auto limit = page_size(filter.limit);
    // One more than asked for, to know whether there are more.
    auto rows = filter.modem ? sql_.list_inbound_of_modem.run(*before, limit + 1, *filter.modem)
                             : sql_.list_inbound.run(*before, limit + 1);
    for (std::int64_t last = 0; rows.step(); last = rows.int64(0)) {
        if (static_cast<int>(shown.items.size()) == limit) {
            shown.next_cursor = cursor_after(last);
            break;
        }
        shown.items.push_back(view_from(*db_, rows));
    }
    return shown;
}

int sqlite_store::tend_inbound(wall_time now, wall_time kept_since) {
    work      tx(*this);
    wall_time before = now - queue::inbound_wait;
    if (auto row = sql_.part_too_much.run(queue::inbound_waiting_max); row.step())
        before = std::max(before, row.time(0) + std::chrono::milliseconds(1));
    int made = 0;
    for (; made < shown_at_once; ++made) {
        inbound_part of;
        {
            auto row = sql_.longest_waiting_part.run();
            if (!row.step() || row.time(0) >= before) break;
            of.modem = row.text(1);
            of.iccid = row.text(2);
            of.sender = row.text(3);
            of.part = {static_cast<std::uint16_t>(row.int64(4)),
                       row.int64(5) == 8 ? sms::reference_width::eight_bit
                                         : sms::reference_width::sixteen_bit,
                       static_cast<std::uint8_t>(row.int64(6)), 1};
        }
        int missing = 0;
        if (const auto message = put_together(of, missing, false)) keep_inbound(*message);
    }
    forget_inbound(now, kept_since);
    tx.commit();
    return made;
}

void sqlite_store::forget_inbound(wall_time now, wall_time kept_since) {
    int                   gone = sql_.drop_inbound_before.execute(kept_since);
    std::optional<row_id> too_much;
    if (auto row = sql_.inbound_too_much.run(queue::inbound_kept_max); row.step())
        too_much = row.int64(0);
    if (too_much) gone += sql_.drop_inbound_until.execute(*too_much);
    sql_.drop_closed_parts.execute(now - queue::inbound_wait);
    if (gone > 0) traces_ = true;
}

void sqlite_store::keep_paused(const std::string& modem, wall_time now) {
    work tx(*this);
    sql_.keep_paused.execute(modem, now);
    tx.commit();
}

void sqlite_store::keep_resumed(const std::string& modem) {
    work tx(*this);
    sql_.keep_resumed.execute(modem);
    tx.commit();
}

std::vector<std::string> sqlite_store::paused_modems() {
    std::vector<std::string> names;
    for (auto rows = sql_.paused_modems.run(); rows.step();) names.emplace_back(rows.text(0));
    return names;
}

}  // namespace hayauma::store::sqlite
