#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/json.hpp"
#include "gateway/http/request_head.hpp"
#include "gateway/http/response.hpp"

namespace hayauma::http {

/// One wrong field of a request. Never holds the value of `code` or `text`.
struct field_error {
    std::string place;   ///< a JSON pointer (RFC 6901), or a query parameter's name
    std::string code;    ///< a stable word
    std::string detail;  ///< for people
    bool        in_query = false;

    bool operator==(const field_error&) const = default;
};

/// What went wrong, for programs (`code`) and for people (`detail`).
struct problem {
    unsigned                 status = 500;
    std::string              code;
    std::string              detail;
    std::vector<field_error> errors;
    std::vector<field>       fields;  ///< header fields: Retry-After, Allow, WWW-Authenticate
};

/// The answer of type `application/problem+json`. Its `type` is `about:blank`, so its `title` is
/// the status's phrase; the meaning stands in `code`. @see RFC 9457 §3 and §4.2.1.
response to_response(const problem& what);
response to_response(const refusal& what);
response problem_response(unsigned status, std::string code, std::string detail,
                          std::vector<field> fields = {});

/// `400` for a body that is not taken as JSON.
problem wrong_json(const json_error& error);

/// `400` for all wrong fields at once; the problem's `code` and `detail` are the first one's.
/// @param errors not empty.
problem wrong_fields(std::vector<field_error> errors);

}  // namespace hayauma::http
