#include "config/listen.hpp"

#include <boost/url/ipv4_address.hpp>
#include <boost/url/ipv6_address.hpp>

#include <charconv>

namespace hayauma::config {
namespace {

constexpr std::string_view socket_prefix = "unix:";
constexpr std::size_t      socket_path_octets = 108;  // sockaddr_un, its NUL included

std::optional<listen_address> parse_ipv6(std::string_view text) {
    const auto closing = text.find("]:");
    if (closing == std::string_view::npos) return std::nullopt;
    const auto address = boost::urls::parse_ipv6_address(text.substr(1, closing - 1));
    const auto port = parse_port(text.substr(closing + 2));
    if (!address || !port) return std::nullopt;
    return listen_address{address->to_string(), *port, address->is_loopback(), {}};
}

std::optional<listen_address> parse_ipv4(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto address = boost::urls::parse_ipv4_address(text.substr(0, colon));
    const auto port = parse_port(text.substr(colon + 1));
    if (!address || !port) return std::nullopt;
    // All of 127.0.0.0/8 stays on the machine; Boost.URL asks for 127.0.0.1 only.
    const bool loopback = address->to_bytes()[0] == 127;
    return listen_address{address->to_string(), *port, loopback, {}};
}

}  // namespace

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const char*   end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return port;
}

std::optional<listen_address> parse_listen(std::string_view text) {
    if (text.starts_with(socket_prefix)) {
        const auto path = text.substr(socket_prefix.size());
        if (path.empty() || path.size() >= socket_path_octets) return std::nullopt;
        return listen_address{{}, 0, true, std::string(path)};
    }
    return text.starts_with('[') ? parse_ipv6(text) : parse_ipv4(text);
}

}  // namespace hayauma::config
