#include "gateway/http/uuid.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

#include <sys/random.h>

namespace hayauma::http {
namespace {

constexpr std::string_view hex = "0123456789abcdef";
constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

}  // namespace

void system_random(std::span<std::uint8_t> octets) {
    while (!octets.empty()) {
        const auto got = ::getrandom(octets.data(), octets.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "getrandom");
        octets = octets.subspan(static_cast<std::size_t>(got));
    }
}

std::string uuid_v7(wall_time now, const std::array<std::uint8_t, 10>& random) {
    std::array<std::uint8_t, 16> octets{};
    const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i)
        octets[i] = static_cast<std::uint8_t>(milliseconds >> (8 * (5 - i)));
    std::copy(random.begin(), random.end(), octets.begin() + 6);
    octets[6] = static_cast<std::uint8_t>((octets[6] & 0x0f) | 0x70);  // version 7
    octets[8] = static_cast<std::uint8_t>((octets[8] & 0x3f) | 0x80);  // variant of RFC 9562

    std::string text;
    std::size_t nibble = 0;
    for (const char c : shape) {
        if (c == '-') {
            text += c;
            continue;
        }
        const auto octet = octets[nibble / 2];
        text += hex[nibble % 2 == 0 ? octet >> 4 : octet & 0x0f];
        ++nibble;
    }
    return text;
}

bool is_uuid(std::string_view text) noexcept {
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char s) {
        return s == '-' ? c == '-' : hex.find(c) != std::string_view::npos;
    });
}

}  // namespace hayauma::http
