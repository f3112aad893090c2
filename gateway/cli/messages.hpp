#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// The answer of `GET /v1/messages` as a table.
/// @param width of the terminal; 0: no limit.
std::string messages_table(const boost::json::object& list, std::size_t width);

/// The answer of `GET /v1/messages/ID`: its members one a line, then its attempts as a table.
std::string message_details(const boost::json::object& message, std::size_t width);

void add_messages_command(CLI::App& parent);

}  // namespace hayauma::cli
