#include "config/words.hpp"

namespace hayauma::config {

const char* word(scope s) noexcept {
    switch (s) {
    case scope::send: return "send";
    case scope::read: return "read";
    case scope::admin: return "admin";
    }
    return "unknown";
}

const char* word(message_kind k) noexcept {
    switch (k) {
    case message_kind::code: return "code";
    case message_kind::text: return "text";
    }
    return "unknown";
}

const char* word(inbound_store s) noexcept {
    switch (s) {
    case inbound_store::masked: return "masked";
    case inbound_store::full: return "full";
    case inbound_store::none: return "none";
    }
    return "unknown";
}

std::optional<scope> scope_of(std::string_view text) noexcept {
    for (const scope s : {scope::send, scope::read, scope::admin})
        if (text == word(s)) return s;
    return std::nullopt;
}

std::optional<message_kind> kind_of(std::string_view text) noexcept {
    for (const message_kind k : {message_kind::code, message_kind::text})
        if (text == word(k)) return k;
    return std::nullopt;
}

std::optional<inbound_store> inbound_store_of(std::string_view text) noexcept {
    for (const inbound_store s : {inbound_store::masked, inbound_store::full, inbound_store::none})
        if (text == word(s)) return s;
    return std::nullopt;
}

}  // namespace hayauma::config
