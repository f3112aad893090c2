#include "gateway/cli/token.hpp"

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <system_error>

#include <openssl/evp.h>
#include <sys/random.h>

namespace hayauma::cli {

token_entropy draw_entropy() {
    token_entropy out{};
    // Up to 256 octets come whole or not at all: getrandom(2), "Interruption by a signal handler".
    if (::getrandom(out.data(), out.size(), 0) != static_cast<ssize_t>(out.size()))
        throw std::system_error(errno, std::generic_category(), "getrandom");
    return out;
}

std::string make_token(const token_entropy& entropy) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string   out = "hy_";
    std::uint32_t bits = 0;
    int           count = 0;
    for (const unsigned char octet : entropy) {
        bits = (bits << 8) | octet;
        for (count += 8; count >= 6; count -= 6) out += alphabet[(bits >> (count - 6)) & 0x3F];
    }
    if (count > 0) out += alphabet[(bits << (6 - count)) & 0x3F];
    return out;
}

std::string sha256_hex(std::string_view octets) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int                               size = 0;
    if (EVP_Digest(octets.data(), octets.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot compute SHA-256");
    constexpr std::string_view hex = "0123456789abcdef";
    std::string                out;
    for (unsigned int i = 0; i < size; ++i) {
        out += hex[digest[i] >> 4];
        out += hex[digest[i] & 0x0F];
    }
    return out;
}

std::string client_block(std::string_view name, std::string_view token,
                         const std::vector<std::string>& scopes) {
    std::string list;
    for (const auto& scope : scopes) list += (list.empty() ? "\"" : ", \"") + scope + '"';
    return "[[client]]\nname = \"" + std::string(name) + "\"\ntoken_sha256 = \"" +
           sha256_hex(token) + "\"\nscopes = [" + list + "]\n";
}

}  // namespace hayauma::cli
