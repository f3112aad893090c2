#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/secret.hpp"
#include "config/settings.hpp"
#include "gateway/http/request.hpp"

namespace hayauma::http {

using digest = std::array<std::uint8_t, 32>;

digest sha256(std::string_view octets);

/// Whether two digests are equal, in a time that does not depend on where they differ.
bool same_digest(const digest& a, const digest& b) noexcept;

/// Who asks, once that is known.
struct caller {
    std::string name;
    bool        may_send = false;
    bool        may_read = false;  ///< sees every client's messages
    bool        may_admin = false;
    digest      request_key{};  ///< keys the fingerprints of its requests; made from its token
};

/// HMAC-SHA256 of `octets` under `key`, in hex. @see RFC 2104.
std::string fingerprint(const digest& key, std::string_view octets);

/// What a request says of its sender: a token, and with Basic also a name.
struct credentials {
    std::optional<std::string> name;
    config::secret             token;
};

/// From `Authorization: Bearer`, `Authorization: Basic` or `X-API-Key`, in this order.
/// @return nullopt where there is none, where one is repeated or cannot be read.
std::optional<credentials> find_credentials(const request& asked);

/// Knows every client by its token's SHA-256; the tokens themselves are nowhere.
class authenticator {
public:
    /// @param clients with `token_sha256` in hex; a hash that is none belongs to nobody.
    explicit authenticator(const std::vector<config::client_settings>& clients);

    /// The client whose token this is; with Basic also by its name. The token is compared with all
    /// hashes, whichever fits. `admin` includes `read`.
    std::optional<caller> identify(const request& asked) const;

private:
    struct entry {
        digest hash;
        caller who;
    };

    std::vector<entry> entries_;
};

}  // namespace hayauma::http
