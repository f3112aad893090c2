#include "gateway/http/incoming_request.hpp"

#include <limits>

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>

namespace hayauma::http {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;

// A body in chunks of one octet is six times its size; more than this is chunk extensions.
constexpr std::size_t raw_octets_per_octet_max = 8;

constexpr refusal bad_body{400, "malformed_request", "The body's chunks cannot be read."};

refusal to_refusal(const boost::system::error_code& ec) noexcept {
    if (ec == beast_http::error::body_limit) return body_too_large;
    return bad_body;
}

}  // namespace

incoming_request::incoming_request(const http_limits& limits) : limits_(limits) {
    parser_.header_limit(std::numeric_limits<std::uint32_t>::max());  // head_scanner's work
    parser_.body_limit(limits.body_octets_max);
}

std::optional<refusal> incoming_request::note_expectation() {
    const auto expectation = request_.value("Expect");
    if (expectation.empty() || http_1_0()) return std::nullopt;
    if (!boost::beast::iequals(expectation, "100-continue"))
        return refusal{417, "expectation_failed",
                       "The only expectation that is met is 100-continue."};
    expects_continue_ = true;
    return std::nullopt;
}

std::optional<refusal> incoming_request::accept_head(std::string_view head) {
    if (auto bad = check_head(head, limits_)) return bad;

    boost::system::error_code ec;
    parser_.put(asio::buffer(head.data(), head.size()), ec);
    if (ec == beast_http::error::body_limit) return body_too_large;
    if (ec || !parser_.is_header_done())
        return refusal{400, "malformed_request", "The request's head cannot be read."};
    parser_.eager(true);

    const auto& message = parser_.get();
    request_.method = std::string(message.method_string());
    request_.target = std::string(message.target());
    for (const auto& f : message)
        request_.fields.push_back({std::string(f.name_string()), std::string(f.value())});
    return note_expectation();
}

std::optional<refusal> incoming_request::feed(std::string& octets) {
    while (!complete() && !octets.empty()) {
        boost::system::error_code ec;
        const auto                used = parser_.put(asio::buffer(octets), ec);
        octets.erase(0, used);
        raw_octets_ += used;
        if (ec == beast_http::error::need_more) break;
        if (ec) return to_refusal(ec);
    }
    if (complete()) return std::nullopt;
    if (raw_octets_ > raw_octets_per_octet_max * limits_.body_octets_max) return body_too_large;
    if (octets.size() > limits_.head_octets_max) return bad_body;  // a chunk line without an end
    return std::nullopt;
}

request incoming_request::take() {
    request_.body = std::move(parser_.get().body());
    return std::move(request_);
}

}  // namespace hayauma::http
