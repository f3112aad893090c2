#include "modem/sim/message_storage.hpp"

#include <algorithm>

namespace hayauma::sim {

message_storage::message_storage(unsigned me_slots, unsigned sm_slots, unsigned sr_slots)
    : slots_{slots(me_slots), slots(sm_slots), slots(sr_slots)} {}

std::optional<unsigned> message_storage::add(storage_kind where, stored_message message) {
    slots&     places = of(where);
    const auto free = std::find(places.begin(), places.end(), std::nullopt);
    if (free == places.end()) return std::nullopt;
    *free = std::move(message);
    return static_cast<unsigned>(free - places.begin()) + 1;
}

stored_message* message_storage::find(storage_kind where, unsigned place) noexcept {
    slots& places = of(where);
    if (place == 0 || place > places.size() || !places[place - 1]) return nullptr;
    return &*places[place - 1];
}

bool message_storage::erase(storage_kind where, unsigned place) noexcept {
    slots& places = of(where);
    if (place == 0 || place > places.size()) return false;
    places[place - 1].reset();
    return true;
}

unsigned message_storage::used(storage_kind where) const noexcept {
    const slots& places = of(where);
    return static_cast<unsigned>(places.size() - static_cast<std::size_t>(std::count(
                                                     places.begin(), places.end(), std::nullopt)));
}

unsigned message_storage::capacity(storage_kind where) const noexcept {
    return static_cast<unsigned>(of(where).size());
}

std::optional<storage_kind> storage_named(std::string_view word) noexcept {
    for (const storage_kind kind : {storage_kind::me, storage_kind::sm, storage_kind::sr}) {
        if (word == name(kind)) return kind;
    }
    return std::nullopt;
}

const char* name(storage_kind kind) noexcept {
    switch (kind) {
    case storage_kind::me: return "ME";
    case storage_kind::sm: return "SM";
    case storage_kind::sr: return "SR";
    }
    return "";
}

}  // namespace hayauma::sim
