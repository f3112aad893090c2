#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

#include "config/time.hpp"

namespace hayauma::http {

/// Why a body is not taken as JSON.
struct json_error {
    enum class kind { malformed, repeated_key, too_deep };

    kind        what = kind::malformed;
    std::size_t offset = 0;  ///< octets read up to there
    std::string pointer;     ///< of the repeated key (RFC 6901); empty for the other kinds

    bool operator==(const json_error&) const = default;
};

using json_result = boost::system::result<boost::json::value, json_error>;

[[noreturn]] void throw_exception_from_error(const json_error&             e,
                                             const boost::source_location& where);

inline constexpr std::size_t json_depth_max = 16;

/// One JSON text (RFC 8259) in valid UTF-8: nothing after it, no comment, no trailing comma, and
/// no key twice in one object, at any depth. (Boost.JSON's own parser keeps the last of them.)
json_result parse_json(std::string_view text);

/// JSON text as people write it: numbers without an exponent where that is exact.
std::string to_text(const boost::json::value& value);

/// `2026-11-22T03:04:05.678Z`. @see RFC 3339.
std::string to_text(wall_time when);

/// One token of a JSON pointer, escaped and at most 64 octets of the key. @see RFC 6901 §3.
std::string pointer_token(std::string_view key);

}  // namespace hayauma::http
