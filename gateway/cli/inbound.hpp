#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// The answer of `GET /v1/inbound` as a table.
/// @param width of the terminal; 0: no limit.
std::string inbound_table(const boost::json::object& list, std::size_t width);

/// The answer of `GET /v1/inbound/ID`: its members one a line, then its whole text.
std::string inbound_details(const boost::json::object& message, std::size_t width);

void add_inbound_command(CLI::App& parent);

}  // namespace hayauma::cli
