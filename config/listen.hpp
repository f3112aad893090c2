#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hayauma::config {

/// Where the HTTP server listens: an address and a port, or the path of a socket.
struct listen_address {
    std::string   address;          ///< "127.0.0.1" or "::1", without brackets; empty for a path
    std::uint16_t port = 0;         ///< 0: the system chooses a free one
    bool          loopback = true;  ///< only this machine can reach it
    std::string   socket_path;      ///< of `unix:PATH`; empty otherwise

    bool is_socket() const noexcept { return !socket_path.empty(); }

    bool operator==(const listen_address&) const = default;
};

/// Reads `ADDR:PORT`, `[ADDR6]:PORT` or `unix:PATH`. Names such as `localhost` are refused: what
/// they stand for can change, and with it who reaches the server.
/// @return nullopt for anything else.
std::optional<listen_address> parse_listen(std::string_view text);

/// Reads a TCP port in decimal, 0 to 65535.
/// @return nullopt for anything else.
std::optional<std::uint16_t> parse_port(std::string_view text);

}  // namespace hayauma::config
