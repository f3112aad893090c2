#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace hayauma::cli {

/// Where a running gateway is.
struct server_url {
    std::string   host;  ///< a name or an address without brackets; empty for a socket
    std::uint16_t port = 80;
    std::string   socket_path;  ///< of `unix:PATH`; empty otherwise
    std::string   base_path;    ///< before `/v1`, behind a proxy: "/sms"; never ends in '/'
    std::string   text;         ///< as it was given

    std::string authority() const;  ///< for the Host field

    bool operator==(const server_url&) const = default;
};

/// Reads `http://HOST[:PORT][/BASE]` or `unix:PATH`.
/// @return errc::bad_url, errc::tls_not_available or errc::url_holds_user.
boost::system::result<server_url> parse_server_url(std::string_view text);

}  // namespace hayauma::cli
