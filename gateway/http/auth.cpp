#include "gateway/http/auth.hpp"

#include <algorithm>
#include <iterator>
#include <new>

#include <boost/algorithm/hex.hpp>
#include <boost/beast/core/string.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace hayauma::http {
namespace {

constexpr std::size_t token_octets_max = 512;

// What is kept of a request must not tell its code to whoever reads the database: there are only
// a million of them to try. So it is keyed with what neither database nor configuration holds.
const std::string fingerprint_purpose = "hayauma idempotency fingerprint\n";

std::optional<digest> from_hex(const std::string& text) {
    digest bytes{};
    if (text.size() != 2 * bytes.size()) return std::nullopt;
    try {
        boost::algorithm::unhex(text.begin(), text.end(), bytes.begin());
    } catch (const boost::algorithm::hex_decode_error&) {
        return std::nullopt;
    }
    return bytes;
}

/// @see RFC 4648 §4: with padding.
std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int   size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                       reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    if (size < 0) return std::nullopt;
    const auto padding = text.ends_with("==") ? 2u : text.ends_with('=') ? 1u : 0u;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    return bytes;
}

std::optional<credentials> from_token(std::string_view token) {
    if (token.empty() || token.size() > token_octets_max) return std::nullopt;
    return credentials{std::nullopt, config::secret(std::string(token))};
}

/// @see RFC 7617 §2: the user ends at the first colon, the password may hold more of them.
std::optional<credentials> from_basic(std::string_view value) {
    if (value.size() > 2 * token_octets_max) return std::nullopt;
    const auto pair = from_base64(value);
    if (!pair) return std::nullopt;
    const auto colon = pair->find(':');
    if (colon == std::string::npos) return std::nullopt;
    auto found = from_token(std::string_view(*pair).substr(colon + 1));
    if (found) found->name = pair->substr(0, colon);
    return found;
}

std::optional<credentials> from_authorization(std::string_view value) {
    const auto space = value.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto scheme = value.substr(0, space);
    auto       rest = value.substr(space);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (boost::beast::iequals(scheme, "Bearer")) return from_token(rest);
    if (boost::beast::iequals(scheme, "Basic")) return from_basic(rest);
    return std::nullopt;
}

caller to_caller(const config::client_settings& client) {
    caller who{client.name};
    for (const config::scope scope : client.scopes) {
        switch (scope) {
        case config::scope::send: who.may_send = true; break;
        case config::scope::read: who.may_read = true; break;
        case config::scope::admin: who.may_admin = who.may_read = true; break;
        }
    }
    return who;
}

}  // namespace

digest sha256(std::string_view octets) {
    digest   hash{};
    unsigned size = 0;
    if (EVP_Digest(octets.data(), octets.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::bad_alloc();  // SHA-256 itself cannot fail
    return hash;
}

std::string fingerprint(const digest& key, std::string_view octets) {
    digest      mac{};
    unsigned    size = 0;
    const auto* data = reinterpret_cast<const unsigned char*>(octets.data());
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), data, octets.size(),
              mac.data(), &size))
        throw std::bad_alloc();  // HMAC itself cannot fail
    std::string text;
    boost::algorithm::hex_lower(mac.begin(), mac.end(), std::back_inserter(text));
    return text;
}

bool same_digest(const digest& a, const digest& b) noexcept {
    return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::optional<credentials> find_credentials(const request& asked) {
    if (asked.count("Authorization") > 1 || asked.count("X-API-Key") > 1) return std::nullopt;
    if (asked.count("Authorization") == 1) return from_authorization(asked.value("Authorization"));
    return from_token(asked.value("X-API-Key"));
}

authenticator::authenticator(const std::vector<config::client_settings>& clients) {
    for (const config::client_settings& client : clients)
        for (const std::string& text : client.token_sha256)
            if (const auto hash = from_hex(text)) entries_.push_back({*hash, to_caller(client)});
}

std::optional<caller> authenticator::identify(const request& asked) const {
    const auto given = find_credentials(asked);
    if (!given) return std::nullopt;

    const digest hash = sha256(given->token.reveal());
    const entry* found = nullptr;
    for (const entry& e : entries_)  // to the end, so that the time says nothing of who it was
        if (same_digest(e.hash, hash)) found = &e;
    if (!found || (given->name && *given->name != found->who.name)) return std::nullopt;
    caller who = found->who;
    who.request_key = sha256(fingerprint_purpose + std::string(given->token.reveal()));
    return who;
}

}  // namespace hayauma::http
