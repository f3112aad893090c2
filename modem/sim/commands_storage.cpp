// 3GPP TS 27.005: the storages, listing, reading and deleting.
#include <array>

#include "modem/sim/command_table.hpp"
#include "modem/sim/pdu.hpp"
#include "modem/sim/sms_text.hpp"

namespace hayauma::sim {
namespace {

bool text_mode(const modem_state& s) { return s.number("+CMGF") == 1; }

std::string counts(const modem_state& s, storage_kind kind) {
    return std::to_string(s.storage.used(kind)) + "," + std::to_string(s.storage.capacity(kind));
}

/// Reports are read and deleted, but messages are neither written to nor received in their place.
bool may_hold(storage_kind kind, std::size_t which) noexcept {
    return which == 0 || kind != storage_kind::sr;
}

reply select_storage(modem_state& s, const command& what) {
    auto wanted = s.set.memories;
    if (what.arguments.empty() || what.arguments.size() > wanted.size()) {
        return reply::cms(cms::operation_not_supported);
    }
    for (std::size_t at = 0; at < what.arguments.size(); ++at) {
        const auto kind = storage_named(what.text(at));
        if (!kind || !may_hold(*kind, at)) return reply::cms(cms::operation_not_supported);
        wanted[at] = *kind;
    }
    s.set.memories = wanted;
    return reply::ok("+CPMS: " + counts(s, wanted[0]) + "," + counts(s, wanted[1]) + "," +
                     counts(s, wanted[2]));
}

/// @see 3GPP TS 27.005 §3.2.2.
reply storages(modem_state& s, const command& what) {
    switch (what.kind) {
    case command_kind::test:
        return reply::ok("+CPMS: (\"ME\",\"SM\",\"SR\"),(\"ME\",\"SM\"),(\"ME\",\"SM\")");
    case command_kind::set: return select_storage(s, what);
    case command_kind::action: return reply::error();
    case command_kind::read: break;
    }
    std::string text = "+CPMS: ";
    for (const storage_kind kind : s.set.memories) {
        if (text.back() != ' ') text += ",";
        text += std::string("\"") + name(kind) + "\"," + counts(s, kind);
    }
    return reply::ok(std::move(text));
}

std::string pdu_entry(const stored_message& message) {
    return std::to_string(static_cast<int>(message.status)) + ",," +
           std::to_string(tpdu_octets(message.pdu)) + "\r\n" + message.pdu;
}

void mark_read(stored_message& message) noexcept {
    if (message.status == stored_status::unread) message.status = stored_status::read;
}

/// @see 3GPP TS 27.005 §3.4.3 and §4.2.
reply read(modem_state& s, const command& what) {
    if (what.kind == command_kind::test) return reply::ok();
    const auto index = what.number(0);
    if (what.kind != command_kind::set || !index) return reply::cms(cms::invalid_memory_index);
    stored_message* message =
        *index < 0 ? nullptr : s.storage.find(s.set.memories[0], static_cast<unsigned>(*index));
    if (!message && s.maker->empty_place_is_ok && *index >= 0) return reply::ok();
    if (!message) return reply::cms(cms::invalid_memory_index);
    reply one =
        reply::ok("+CMGR: " + (text_mode(s) ? text_of_stored(s, *message) : pdu_entry(*message)));
    mark_read(*message);
    return one;
}

/// Which messages +CMGL is to list: a status, or everything.
struct selection {
    bool                         sound = false;
    std::optional<stored_status> status;  ///< absent: all
};

selection selected(const modem_state& s, const command& what) {
    if (text_mode(s) || (s.maker->list_in_words && what.has(0) && what.arguments[0].quoted)) {
        if (!what.has(0)) return {true, stored_status::unread};
        if (what.text(0) == "ALL") return {true, std::nullopt};
        for (int value = 0; value < 4; ++value) {
            const auto status = static_cast<stored_status>(value);
            if (what.text(0) == status_words(status)) return {true, status};
        }
        return {};
    }
    const auto value = what.has(0) ? what.number(0) : std::optional(0);
    if (!value || *value < 0 || *value > 4) return {};
    if (*value == 4) return {true, std::nullopt};
    return {true, static_cast<stored_status>(*value)};
}

/// @see 3GPP TS 27.005 §3.4.2 and §4.1.
reply list(modem_state& s, const command& what) {
    const bool text = text_mode(s);
    if (what.kind == command_kind::test) {
        return reply::ok(text ? "+CMGL: (\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\","
                                "\"ALL\")"
                              : "+CMGL: (0-4)");
    }
    if (!text && s.maker->list_in_words && what.number(0)) {
        return reply::cms(cms::operation_not_supported);
    }
    const selection wanted = selected(s, what);
    if (!wanted.sound || what.kind == command_kind::read) {
        return reply::cms(text ? cms::invalid_text_parameter : cms::invalid_pdu_parameter);
    }
    reply all;
    for (unsigned place = 1; place <= s.storage.capacity(s.set.memories[0]); ++place) {
        stored_message* message = s.storage.find(s.set.memories[0], place);
        if (!message || (wanted.status && message->status != *wanted.status)) continue;
        all.information.push_back("+CMGL: " + std::to_string(place) + "," +
                                  (text ? text_of_listed(s, *message) : pdu_entry(*message)));
        mark_read(*message);
    }
    return all;
}

/// <delflag>: 1 read; 2 read and sent; 3 read, sent and unsent; 4 all.
bool falls_under(int flag, stored_status status) noexcept {
    switch (status) {
    case stored_status::read: return flag >= 1;
    case stored_status::sent: return flag >= 2;
    case stored_status::unsent: return flag >= 3;
    case stored_status::unread: return flag >= 4;
    }
    return false;
}

/// @see 3GPP TS 27.005 §3.5.4.
reply erase(modem_state& s, const command& what) {
    const storage_kind where = s.set.memories[0];
    const unsigned     last = s.storage.capacity(where);
    if (what.kind == command_kind::test) {
        return reply::ok("+CMGD: (1-" + std::to_string(last) + "),(0-4)");
    }
    const auto index = what.number(0);
    const auto flag = what.has(1) ? what.number(1) : std::optional(0);
    if (what.kind != command_kind::set || !index || !flag || *flag < 0 || *flag > 4) {
        return reply::cms(cms::invalid_memory_index);
    }
    if (*flag == 0) {
        if (*index < 1 || !s.storage.erase(where, static_cast<unsigned>(*index))) {
            return reply::cms(cms::invalid_memory_index);
        }
        return reply::ok();
    }
    for (unsigned place = 1; place <= last; ++place) {
        const stored_message* message = s.storage.find(where, place);
        if (message && falls_under(*flag, message->status)) s.storage.erase(where, place);
    }
    return reply::ok();
}

constexpr auto table = std::to_array<command_entry>({
    {"+CPMS", need::card_for_sms, storages},
    {"+CMGR", need::card_for_sms, read},
    {"+CMGL", need::card_for_sms, list},
    {"+CMGD", need::card_for_sms, erase},
});

}  // namespace

std::span<const command_entry> sms_storage_commands() noexcept { return table; }

}  // namespace hayauma::sim
