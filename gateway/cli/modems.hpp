#pragma once

#include <cstddef>
#include <string>

#include <boost/json/object.hpp>

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// The answer of `GET /v1/modems` as a table.
/// @param width of the terminal; 0: no limit.
std::string modems_table(const boost::json::object& list, std::size_t width);

/// The answer of `GET /v1/modems/NAME`: what is known of it, one thing a line.
std::string modem_details(const boost::json::object& modem, std::size_t width);

void add_modems_command(CLI::App& parent);

}  // namespace hayauma::cli
