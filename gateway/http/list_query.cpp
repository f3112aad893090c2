#include "gateway/http/list_query.hpp"

#include <algorithm>
#include <charconv>

namespace hayauma::http {
namespace {

constexpr std::size_t cursor_octets_max = 256;

}  // namespace

std::optional<int> list_limit(std::string_view value) noexcept {
    int         limit = 0;
    const auto* end = value.data() + value.size();
    const auto [rest, ec] = std::from_chars(value.data(), end, limit);
    if (ec != std::errc{} || rest != end || limit < 1 || limit > list_limit_max)
        return std::nullopt;
    return limit;
}

bool is_cursor(std::string_view value) noexcept {
    return value.size() <= cursor_octets_max &&
           std::all_of(value.begin(), value.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

}  // namespace hayauma::http
