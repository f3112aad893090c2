#pragma once

#include <boost/asio/awaitable.hpp>

#include "gateway/http/context.hpp"
#include "gateway/http/response.hpp"

namespace hayauma::http {

/// `POST /v1/messages`: 201 once the message is durable; rings the dispatcher's bell.
boost::asio::awaitable<response> post_message(call& what);

/// `GET /v1/messages?status=&client=&reference=&limit=&cursor=`, newest first.
boost::asio::awaitable<response> list_messages(call& what);

/// `GET /v1/messages/{id}`. Without scope read another client's message is not there.
boost::asio::awaitable<response> get_message(call& what);

/// `DELETE /v1/messages/{id}`: cancels what is still queued, else 409.
boost::asio::awaitable<response> delete_message(call& what);

}  // namespace hayauma::http
