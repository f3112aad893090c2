#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <boost/asio/ip/tcp.hpp>

namespace hayauma::http {

struct unix_path {
    std::string path;

    bool operator==(const unix_path&) const = default;
};

using listen_address = std::variant<boost::asio::ip::tcp::endpoint, unix_path>;

/// `http.listen`: `127.0.0.1:8080`, `[::1]:8080` or `unix:/run/hayauma/http.sock`. The address is
/// numeric; port 0 lets the system choose.
/// @return nullopt for anything else.
std::optional<listen_address> parse_listen(std::string_view text);

/// The same text again.
std::string to_text(const listen_address& address);

}  // namespace hayauma::http
