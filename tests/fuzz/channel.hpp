#pragma once

#include <cstdint>
#include <span>

namespace hayauma::testing {

/// Lets a channel read these octets, whatever they are, and every parser read every line of them.
/// Throws std::logic_error where one of its promises is broken: the buffer is bounded, and where a
/// read ends changes nothing that is heard.
///
/// @param input the first octet chooses the command in flight, the second how long the reads are.
void read_anything(std::span<const std::uint8_t> input);

}  // namespace hayauma::testing
