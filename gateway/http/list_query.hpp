#pragma once

#include <optional>
#include <string_view>

namespace hayauma::http {

inline constexpr int list_limit_max = 500;

/// `limit` of a list: 1 to 500; nullopt for anything else.
std::optional<int> list_limit(std::string_view value) noexcept;

/// Whether a `cursor` could be one of an earlier answer.
bool is_cursor(std::string_view value) noexcept;

}  // namespace hayauma::http
