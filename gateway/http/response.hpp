#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "config/time.hpp"
#include "gateway/http/request.hpp"

namespace hayauma::http {

/// One answer, whole. Framing fields (Content-Length, Connection, Date) are not in `fields`.
struct response {
    unsigned           status = 200;
    std::string        content_type = "application/json";
    std::vector<field> fields;
    std::string        body;
};

response json_response(unsigned status, const boost::json::value& body);
response text_response(unsigned status, std::string body);

/// How an answer is framed on its connection.
struct framing {
    bool      without_body = false;  ///< the answer to HEAD: Content-Length stays
    bool      close = false;
    bool      http_1_0 = false;  ///< such a client is told when the connection stays open
    wall_time now{};             ///< for Date
};

/// The octets of an answer. It always carries Content-Length.
std::string to_octets(const response& answer, const framing& how);

/// IMF-fixdate: `Sun, 22 Nov 2026 03:04:05 GMT`. @see RFC 9110 §5.6.7.
std::string http_date(wall_time when);

}  // namespace hayauma::http
