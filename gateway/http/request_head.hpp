#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "gateway/http/limits.hpp"

namespace hayauma::http {

/// What a request that cannot be read gets. The connection ends with it, because nobody knows
/// where the next request begins.
struct refusal {
    unsigned         status = 400;
    std::string_view code;    ///< a stable word
    std::string_view detail;  ///< for people; holds nothing of what was sent

    bool operator==(const refusal&) const = default;
};

inline constexpr refusal body_too_large{413, "body_too_large", "The body is too large."};

/// Finds where a request's head ends while its octets arrive, and notices at once what can never
/// become one (a TLS greeting, bare line ends), so that nobody has to wait for a timeout.
///
/// One empty line before the request line is skipped (RFC 9112 §2.2).
class head_scanner {
public:
    enum class progress { incomplete, complete, malformed };

    /// @param octets all that came so far, from the same beginning at every call.
    progress scan(std::string_view octets) noexcept;

    /// Octets up to and including the empty line, once `complete`.
    std::size_t size() const noexcept { return position_; }

    /// The head itself, without an empty line before it, once `complete`.
    std::string_view head(std::string_view octets) const noexcept {
        return octets.substr(begin_, position_ - begin_);
    }

private:
    progress end_line(std::string_view octets) noexcept;

    std::size_t begin_ = 0;
    std::size_t line_begin_ = 0;
    std::size_t position_ = 0;
};

/// The strict look at a head before Beast sees it. Beast 1.81 takes folded lines, a missing Host,
/// repeated equal Content-Length and `Transfer-Encoding: xchunked`; each of them lets two programs
/// in a row disagree on where a request ends.
///
/// @param head from `head_scanner`, with its empty line.
/// @return nullopt where the head is acceptable.
/// @see RFC 9112 §3 (request line), §3.2 (Host), §5 (fields), §6 (framing).
std::optional<refusal> check_head(std::string_view head, const http_limits& limits) noexcept;

}  // namespace hayauma::http
