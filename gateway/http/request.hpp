#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

namespace hayauma::http {

struct field {
    std::string name;
    std::string value;

    bool operator==(const field&) const = default;
};

/// One request, whole, as the router takes it: from a socket, or from a test in simulated time.
struct request {
    std::string        method;
    std::string        target;  ///< as it was sent: origin form, absolute form or `*`
    std::vector<field> fields;
    std::string        body;

    /// How often a field occurs; names are compared without regard to case.
    std::size_t count(std::string_view name) const noexcept;

    /// The first field of that name; empty where there is none.
    std::string_view value(std::string_view name) const noexcept;
};

/// A request's target, cut and percent-decoded.
struct target_parts {
    std::vector<std::string>                         path;   ///< segments; "/" has none
    std::vector<std::pair<std::string, std::string>> query;  ///< in order; `+` reads as a space
};

/// @param target origin form or absolute form (RFC 9112 §3.2); a fragment is refused.
/// @return an error of Boost.URL where it is neither.
boost::system::result<target_parts> parse_target(std::string_view target);

}  // namespace hayauma::http
