#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace hayauma::cli {

/// A member as a cell of a table: text and numbers as they are, yes or no for truth, and nothing
/// where the member is absent, null, or has members of its own. Control characters are taken out.
std::string text_of(const boost::json::object& from, std::string_view key);

/// A member that is a text of any number of lines, each as `text_of` has it.
std::string lines_of(const boost::json::object& from, std::string_view key);

/// A member that is an object; an empty one where it is not.
const boost::json::object& object_of(const boost::json::object& from, std::string_view key);

/// The objects in a member that is an array; what is no object is left out.
std::vector<boost::json::object> objects_of(const boost::json::object& from, std::string_view key);

/// `2026-11-22T03:04:05.678Z` as people read it: `2026-11-22 03:04:05Z`. Other text stays as it is.
std::string moment_of(const boost::json::object& from, std::string_view key);

/// An error as `cms 38 network_out_of_order`; empty where there is none.
std::string error_of(const boost::json::object& from, std::string_view key);

}  // namespace hayauma::cli
