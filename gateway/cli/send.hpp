#pragma once

#include <iosfwd>
#include <string>

#include <boost/json/object.hpp>

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// What `hayauma send` is asked to submit. Empty: left to the gateway.
struct send_options {
    std::string to;
    std::string code;  ///< empty: the whole text comes from standard input
    std::string template_name, app, kind, modem, reference;
    int         ttl_seconds = 0;  ///< 0: left to the gateway
};

/// The body of `POST /v1/messages`.
/// @param text the whole text; used where there is no code.
boost::json::object send_body(const send_options& options, const std::string& text);

/// All of a stream without its last line end, which `echo` and editors add.
std::string read_text(std::istream& in);

void add_send_command(CLI::App& parent);

}  // namespace hayauma::cli
