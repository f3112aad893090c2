#pragma once

#include <string>
#include <variant>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "gateway/http/context.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/http/response.hpp"

namespace hayauma::http {

/// @name The faults of simulated modems: these routes are there in `hayauma dev` only.
/// @{

/// `POST /dev/v1/modems/{name}/faults`.
boost::asio::awaitable<response> post_fault(call& what);
/// `GET /dev/v1/modems/{name}/faults`.
boost::asio::awaitable<response> list_faults(call& what);
/// `DELETE /dev/v1/modems/{name}/faults`.
boost::asio::awaitable<response> delete_faults(call& what);

/// @}

/// The fault of a body in the words of docs/simulator.md: `{"fault":"unplug for=5s"}`, or its
/// fields one by one, `{"kind":"unplug","for":"5s","sent":true}`.
std::variant<std::string, problem> fault_text(const boost::json::object& body);

}  // namespace hayauma::http
