#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include "modem/io/helper_pool.hpp"
#include "modem/io/unique_fd.hpp"

namespace hayauma::io {

/// Where a serial device server listens.
struct tcp_address {
    std::string host;  ///< a name or an address; IPv6 without its brackets
    std::string port;  ///< 1 to 65535, decimal

    bool operator==(const tcp_address&) const = default;
};

constexpr std::string_view tcp_scheme = "tcp://";

/// @param text "tcp://10.0.0.5:4001", "tcp://server.lan:4001" or "tcp://[fd00::5]:4001".
/// @return nullopt for anything else.
std::optional<tcp_address> parse_tcp_address(std::string_view text);

/// Time to connect, all addresses of the host together, after its name is known.
constexpr std::chrono::seconds tcp_connect_limit{5};

/// Connects, with TCP_NODELAY (a command is small and waits for its answer) and keep-alive, so
/// that a server that went without a word is noticed within about a minute.
/// @param where looks the host's name up.
/// @return the socket, non-blocking and closed on exec, or errc::{host_unknown, refused,
///         unreachable}, or at::errc::stopped.
boost::asio::awaitable<boost::system::result<unique_fd>> connect_tcp(tcp_address to, helpers where);

}  // namespace hayauma::io
