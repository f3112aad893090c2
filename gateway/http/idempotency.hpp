#pragma once

#include <set>
#include <string>
#include <utility>

#include <boost/system/result.hpp>

#include "gateway/http/problem.hpp"
#include "gateway/http/request.hpp"

namespace hayauma::http {

inline constexpr std::size_t idempotency_key_octets_max = 255;

/// The key of a request, without its quotes: `Idempotency-Key: "abc"` and `abc` are the same one.
/// @return the key, empty where there is none; or why it cannot be one (a `detail`).
/// @see draft-ietf-httpapi-idempotency-key-header §2.1; RFC 8941 §3.3.3 (strings).
boost::system::result<std::string, refusal> idempotency_key(const request& asked);

/// For `result::value()`: a refusal that nobody looked at is a bug.
[[noreturn]] void throw_exception_from_error(const refusal& e, const boost::source_location& where);

/// Marks a client's key as being answered, as long as it lives. An empty key is never taken.
class running_key {
public:
    using set = std::set<std::pair<std::string, std::string>>;

    running_key(set& running, const std::string& client, const std::string& key);
    ~running_key();

    running_key(const running_key&) = delete;
    running_key& operator=(const running_key&) = delete;

    /// Another request with this key has not been answered yet.
    bool taken() const noexcept { return taken_; }

private:
    set&          running_;
    set::iterator mine_;
    bool          taken_ = false;
};

}  // namespace hayauma::http
