#pragma once

#include <span>
#include <string_view>

namespace hayauma::sim {

/// A command that only keeps a number for later: `+CMEE=1`, `+CMEE?`, `+CMEE=?`.
struct parameter {
    std::string_view name;
    int              lowest;
    int              highest;
    int              initial;
    std::string_view read_tail = {};  ///< what the answer to '?' has after the number

    constexpr bool operator==(const parameter&) const = default;
};

/// All of them.
std::span<const parameter> parameters() noexcept;
/// @return nullptr where the name is not one of them.
const parameter* find_parameter(std::string_view name) noexcept;

}  // namespace hayauma::sim
