#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::sim {

/// The storages of +CPMS. @see 3GPP TS 27.005 §3.1 (<mem1>).
enum class storage_kind { me, sm, sr };

/// <stat> of +CMGL and +CMGR; the values are those of PDU mode.
enum class stored_status { unread = 0, read = 1, unsent = 2, sent = 3 };

struct stored_message {
    stored_status status = stored_status::unread;
    std::string   pdu;  ///< hexadecimal, SMSC field and TPDU

    bool operator==(const stored_message&) const = default;
};

/// The places for messages in the modem and on its SIM. Places count from 1.
class message_storage {
public:
    message_storage(unsigned me_slots, unsigned sm_slots, unsigned sr_slots);

    /// @return the place it got, or nullopt when there is none left.
    std::optional<unsigned> add(storage_kind where, stored_message message);
    /// @return nullptr for an empty place and for one that does not exist.
    stored_message* find(storage_kind where, unsigned place) noexcept;
    /// @return false when the place does not exist; an empty one is all right.
    bool erase(storage_kind where, unsigned place) noexcept;

    unsigned used(storage_kind where) const noexcept;
    unsigned capacity(storage_kind where) const noexcept;
    bool     full(storage_kind where) const noexcept { return used(where) == capacity(where); }

private:
    using slots = std::vector<std::optional<stored_message>>;

    slots&       of(storage_kind where) noexcept { return slots_[static_cast<std::size_t>(where)]; }
    const slots& of(storage_kind where) const noexcept {
        return slots_[static_cast<std::size_t>(where)];
    }

    std::array<slots, 3> slots_;
};

/// "ME", "SM", "SR". @return nullopt for another word.
std::optional<storage_kind> storage_named(std::string_view name) noexcept;
const char*                 name(storage_kind kind) noexcept;

}  // namespace hayauma::sim
