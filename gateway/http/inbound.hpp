#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "gateway/http/context.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/http/response.hpp"
#include "queue/store/message_store.hpp"

namespace hayauma::http {

/// `GET /v1/inbound?modem=&limit=&cursor=`: what came to our SIMs, newest first.
boost::asio::awaitable<response> list_inbound(call& what);

/// `GET /v1/inbound/{id}`.
boost::asio::awaitable<response> get_inbound(call& what);

/// Reads the query of a list. Pure. An empty value is as good as none.
/// @return the filter, or every wrong parameter at once.
std::variant<store::inbound_filter, std::vector<field_error>> read_inbound_query(
    const std::vector<std::pair<std::string, std::string>>& query);

/// A message as the API shows it: its text as it was kept.
boost::json::object to_json(const queue::inbound_view& message);

}  // namespace hayauma::http
