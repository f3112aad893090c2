#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace hayauma::cli {

/// 256 bits of which a token is made.
using token_entropy = std::array<unsigned char, 32>;

/// From the kernel's generator. Throws std::system_error where it has none.
token_entropy draw_entropy();

/// A token: `hy_` and 43 characters of base64url, so that scanners for leaked secrets know it.
/// @see RFC 4648 §5.
std::string make_token(const token_entropy& entropy);

/// SHA-256 in lower-case hex.
std::string sha256_hex(std::string_view octets);

/// The `[[client]]` block for a configuration. It holds the token's hash, not the token.
std::string client_block(std::string_view name, std::string_view token,
                         const std::vector<std::string>& scopes);

}  // namespace hayauma::cli
