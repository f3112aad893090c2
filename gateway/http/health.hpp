#pragma once

#include <boost/asio/awaitable.hpp>

#include "gateway/http/context.hpp"
#include "gateway/http/response.hpp"

namespace hayauma::http {

/// `GET /livez`: the loop runs. Asks nothing else, so that a slow disk does not restart us.
boost::asio::awaitable<response> get_livez(call& what);

/// `GET /readyz`: 200 `ready` when at least one modem can send and the queue takes work, else 503
/// with one word a line of what is missing: `store_unavailable`, `queue_full`, `no_modem`.
boost::asio::awaitable<response> get_readyz(call& what);

/// `GET /health`: whether codes can go out and, part by part, why not. 200 where they can, else
/// 503.
/// @see draft-inadarei-api-health-check-06.
boost::asio::awaitable<response> get_health(call& what);

}  // namespace hayauma::http
