#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "gateway/http/context.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

namespace hayauma::http {

/// Who may use a route.
enum class access {
    anybody,  ///< without a token
    send,     ///< scope send
    read,     ///< scope read (or admin)
    follow,   ///< send or read: what a client sent itself, or everything
    cancel,   ///< send or admin: what a client sent itself, or everything
    admin,    ///< scope admin
    develop,  ///< without a token where only this machine is listened to, else admin
};

/// One line of the API. The pattern's `{…}` stands for one segment of the path.
struct route {
    std::string_view method;
    std::string_view pattern;
    access           needs;
    boost::asio::awaitable<response> (*handle)(call&);
    /// How long it waits for a network; 0: it asks none, and context::request_time holds.
    std::chrono::seconds network_time{0};
};

/// All routes; a GET route answers HEAD too.
std::span<const route> routes() noexcept;
/// Those that are there beside them where modems are simulated (context::simulated).
std::span<const route> dev_routes() noexcept;

bool allowed(access needs, const caller& who) noexcept;

/// Answers one request: finds its route, checks who asks, runs the handler with one deadline over
/// all (`context::request_time`), and writes the access log's line. It knows nothing of sockets, so
/// that simulated time enters here. It never throws for what a handler throws: a fault of the
/// store is 503, anything else 500.
boost::asio::awaitable<response> handle(request asked, context& api);

}  // namespace hayauma::http
