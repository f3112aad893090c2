#include "gateway/http/listen_address.hpp"

#include <charconv>
#include <cstdint>

#include <sys/un.h>

namespace hayauma::http {
namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view unix_prefix = "unix:";

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return port;
}

std::optional<listen_address> parse_unix(std::string_view path) {
    const bool fits = path.size() < sizeof(sockaddr_un::sun_path);
    if (!path.starts_with('/') || !fits) return std::nullopt;
    return unix_path{std::string(path)};
}

}  // namespace

std::optional<listen_address> parse_listen(std::string_view text) {
    if (text.starts_with(unix_prefix)) return parse_unix(text.substr(unix_prefix.size()));

    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto port = parse_port(text.substr(colon + 1));
    auto       host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
    if (bracketed) host = host.substr(1, host.size() - 2);

    boost::system::error_code ec;
    const auto                address = ip::make_address(std::string(host), ec);
    if (ec || !port || address.is_v6() != bracketed) return std::nullopt;
    return ip::tcp::endpoint(address, *port);
}

std::string to_text(const listen_address& address) {
    if (const auto* path = std::get_if<unix_path>(&address))
        return std::string(unix_prefix) + path->path;
    const auto& endpoint = std::get<ip::tcp::endpoint>(address);
    const auto  host = endpoint.address().to_string();
    const auto  port = std::to_string(endpoint.port());
    return endpoint.address().is_v6() ? "[" + host + "]:" + port : host + ":" + port;
}

}  // namespace hayauma::http
