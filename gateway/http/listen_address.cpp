#include "gateway/http/listen_address.hpp"

#include "config/listen.hpp"

namespace hayauma::http {
namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view unix_prefix = "unix:";

}  // namespace

std::optional<listen_address> parse_listen(std::string_view text) {
    const auto where = config::parse_listen(text);
    if (!where) return std::nullopt;
    if (where->is_socket()) return unix_path{where->socket_path};
    return ip::tcp::endpoint(ip::make_address(where->address), where->port);
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
