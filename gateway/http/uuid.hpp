#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "config/time.hpp"

namespace hayauma::http {

/// Fills the octets with randomness fit for secrets.
using random_source = std::function<void(std::span<std::uint8_t>)>;

/// The kernel's (getrandom). @throws std::system_error where it has none.
void system_random(std::span<std::uint8_t> octets);

/// A UUID of version 7 in its 36 characters: 48 bits of Unix milliseconds, 74 random bits.
/// @see RFC 9562 §5.7.
std::string uuid_v7(wall_time now, const std::array<std::uint8_t, 10>& random);

/// Whether this is a UUID in lower-case hex with its hyphens, as `uuid_v7` writes it.
bool is_uuid(std::string_view text) noexcept;

}  // namespace hayauma::http
