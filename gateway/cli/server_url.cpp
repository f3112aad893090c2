#include "gateway/cli/server_url.hpp"

#include <optional>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "config/listen.hpp"
#include "gateway/cli/errors.hpp"

namespace hayauma::cli {
namespace {

constexpr std::string_view socket_prefix = "unix:";

boost::system::result<server_url> parse_socket(std::string_view text) {
    server_url out;
    out.socket_path = text.substr(socket_prefix.size());
    // unix:///run/x.sock is as common a way to write unix:/run/x.sock.
    if (out.socket_path.starts_with("//")) out.socket_path.erase(0, 2);
    if (out.socket_path.empty()) return errc::bad_url;
    out.text = text;
    return out;
}

}  // namespace

std::string server_url::authority() const {
    if (!socket_path.empty()) return "localhost";
    const bool ipv6 = host.find(':') != std::string::npos;
    return (ipv6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

boost::system::result<server_url> parse_server_url(std::string_view text) {
    if (text.starts_with(socket_prefix)) return parse_socket(text);
    const auto url = boost::urls::parse_uri(text);
    if (!url) return errc::bad_url;
    if (url->scheme_id() == boost::urls::scheme::https) return errc::tls_not_available;
    if (url->scheme_id() != boost::urls::scheme::http) return errc::bad_url;
    if (url->has_userinfo()) return errc::url_holds_user;
    if (url->host().empty() || url->has_query() || url->has_fragment()) return errc::bad_url;
    // Boost.URL tells an absent port from one that is too large only by its text.
    const auto port =
        url->has_port() ? config::parse_port(url->port()) : std::optional<std::uint16_t>(80);
    if (!port || *port == 0) return errc::bad_url;

    server_url out;
    out.host = url->host_address();
    out.port = *port;
    out.base_path = std::string(url->encoded_path());
    while (out.base_path.ends_with('/')) out.base_path.pop_back();
    out.text = text;
    return out;
}

}  // namespace hayauma::cli
