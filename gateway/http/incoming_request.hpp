#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "gateway/http/limits.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/request_head.hpp"

namespace hayauma::http {

/// Makes one request of its octets: our strict look at the head first, then Beast's parser for
/// fields, lengths and chunks. Octets in, request out; it touches no socket and no clock.
class incoming_request {
public:
    explicit incoming_request(const http_limits& limits);

    /// @param head as `head_scanner` cut it. To be called once, before anything else.
    std::optional<refusal> accept_head(std::string_view head);

    /// Takes what belongs to the body from the front of `octets` and leaves the rest there.
    std::optional<refusal> feed(std::string& octets);

    bool complete() const { return parser_.is_done(); }

    /// The client waits for `100 Continue` before it sends the body. @see RFC 9110 §10.1.1.
    bool expects_continue() const noexcept { return expects_continue_; }
    bool keep_alive() const { return parser_.keep_alive(); }
    bool http_1_0() const { return parser_.get().version() == 10; }

    /// The request, once it is complete. Trailer fields are dropped: what stands behind a body
    /// must not become a header field.
    request take();

private:
    std::optional<refusal> note_expectation();

    const http_limits&                                                  limits_;
    boost::beast::http::request_parser<boost::beast::http::string_body> parser_;
    request                                                             request_;
    std::size_t                                                         raw_octets_ = 0;
    bool                                                                expects_continue_ = false;
};

}  // namespace hayauma::http
