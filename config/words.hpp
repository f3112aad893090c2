#pragma once

#include <optional>
#include <string_view>

#include "config/settings.hpp"

namespace hayauma::config {

/// The contract's words for what settings.hpp enumerates.
const char* word(scope s) noexcept;
const char* word(message_kind k) noexcept;
const char* word(inbound_store s) noexcept;

/// @return nullopt for any other word.
std::optional<scope>         scope_of(std::string_view text) noexcept;
std::optional<message_kind>  kind_of(std::string_view text) noexcept;
std::optional<inbound_store> inbound_store_of(std::string_view text) noexcept;

}  // namespace hayauma::config
