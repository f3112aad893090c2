#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "gateway/wiring/store_gate.hpp"

namespace hayauma::wiring {

/// Drops erased codes from the write-ahead log, then messages that came more than `kept` ago. Each
/// is a job of its own: what fails of one keeps nothing of the other.
/// @return why jobs failed; empty: none did.
boost::asio::awaitable<std::vector<std::string>> keep_house(store_gate&       store,
                                                            std::chrono::days kept);

}  // namespace hayauma::wiring
