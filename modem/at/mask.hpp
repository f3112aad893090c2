#pragma once

#include <string>
#include <string_view>

namespace hayauma::at {

/// The line as a log may show it: no PIN, no PDU (its length only), no telephone number but its
/// first and last digits.
std::string masked(std::string_view line);

}  // namespace hayauma::at
