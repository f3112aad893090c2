#include "gateway/http/idempotency.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include <boost/throw_exception.hpp>

namespace hayauma::http {
namespace {

constexpr refusal bad_key{400, "invalid_idempotency_key",
                          "Idempotency-Key must be one string of 1 to 255 ASCII characters."};

bool is_visible(char c) noexcept { return c > 0x20 && c < 0x7f && c != '"'; }

/// The characters of a quoted string; nullopt where it is none.
std::optional<std::string> unquote(std::string_view text) {
    if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '\\';
        if (escaped && ++i == text.size()) return std::nullopt;
        const bool special = text[i] == '"' || text[i] == '\\';
        if (special != escaped || text[i] < 0x20 || text[i] > 0x7e) return std::nullopt;
        plain += text[i];
    }
    return plain;
}

}  // namespace

boost::system::result<std::string, refusal> idempotency_key(const request& asked) {
    constexpr std::string_view field = "Idempotency-Key";
    if (asked.count(field) == 0) return std::string();
    if (asked.count(field) > 1) return bad_key;

    const auto value = asked.value(field);
    const bool bare = std::all_of(value.begin(), value.end(), is_visible);
    const auto key = bare ? std::string(value) : unquote(value);
    if (!key || key->empty() || key->size() > idempotency_key_octets_max) return bad_key;
    return *key;
}

void throw_exception_from_error(const refusal& e, const boost::source_location& where) {
    boost::throw_exception(std::logic_error(std::string(e.code)), where);
}

running_key::running_key(set& running, const std::string& client, const std::string& key)
    : running_(running), mine_(running.end()) {
    if (key.empty()) return;
    const auto [at, inserted] = running_.emplace(client, key);
    taken_ = !inserted;
    if (inserted) mine_ = at;
}

running_key::~running_key() {
    if (mine_ != running_.end()) running_.erase(mine_);
}

}  // namespace hayauma::http
