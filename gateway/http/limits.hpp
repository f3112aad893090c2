#pragma once

#include <chrono>
#include <cstddef>

namespace hayauma::http {

/// Every limit of the HTTP server, by name. The defaults are what the daemon uses; tests pass
/// smaller ones so that none of them has to wait.
struct http_limits {
    std::size_t head_octets_max = 16 * 1024;   ///< request line and fields; more is 431
    std::size_t target_octets_max = 8 * 1024;  ///< request target; more is 414
    std::size_t fields_max = 100;              ///< header fields; more is 431
    std::size_t body_octets_max = 64 * 1024;   ///< decoded body; more is 413
    std::size_t connections_max = 16'000;      ///< then the longest idle one makes room

    std::chrono::milliseconds idle_time{60'000};   ///< between requests, and before the first
    std::chrono::milliseconds head_time{10'000};   ///< from its first octet to the empty line
    std::chrono::milliseconds body_time{10'000};   ///< from there to its last octet
    std::chrono::milliseconds write_time{10'000};  ///< for one answer to be taken
    std::chrono::milliseconds linger_time{2'000};  ///< for a refused request's rest to be read
    std::chrono::milliseconds accept_pause{100};   ///< after accept() failed: out of descriptors
};

}  // namespace hayauma::http
