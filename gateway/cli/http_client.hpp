#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <boost/system/result.hpp>

#include "gateway/cli/server_url.hpp"

namespace hayauma::cli {

/// What one exchange may take.
struct http_limits {
    std::chrono::milliseconds connect{5'000};  ///< for each address of the host
    std::chrono::milliseconds answer{30'000};  ///< from the request to the end of its answer
    std::size_t               body_octets_max = 16 * 1024 * 1024;
};

struct http_request {
    std::string                                      method;  ///< "GET", "POST"
    std::string                                      target;  ///< "/v1/messages", encoded
    std::vector<std::pair<std::string, std::string>> fields;
    std::string                                      body;  ///< JSON; empty: none is sent
};

struct http_answer {
    unsigned    status = 0;
    std::string content_type;
    std::string body;
};

/// Asks a server over TCP or a Unix socket, one connection a request, and waits for its answer.
class http_client {
public:
    explicit http_client(server_url where, http_limits limits = {})
        : where_(std::move(where)), limits_(limits) {}

    /// @return the answer, whatever its status; or `cli::errc`, or what the system said.
    boost::system::result<http_answer> exchange(const http_request& request) const;

    const server_url& where() const noexcept { return where_; }

private:
    server_url  where_;
    http_limits limits_;
};

/// Why an exchange failed and what can be done about it, in words for people.
std::string explain(boost::system::error_code error, const server_url& where);

}  // namespace hayauma::cli
