#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/system/result.hpp>

#include "gateway/cli/http_client.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace hayauma::cli {

/// Which running gateway a command talks to, and as whom.
struct server_options {
    std::string url = "http://127.0.0.1:8080";
    std::string token;
};

/// Adds `--url` and `--token`, which HAYAUMA_URL and HAYAUMA_TOKEN stand in for.
void add_server_options(CLI::App& command, server_options& out);

/// The API of a running gateway, for commands: what cannot go on is said on stderr and ends them.
class gateway_api {
public:
    /// Ends the command as wrong usage where the URL or the token cannot be used.
    explicit gateway_api(const server_options& options, http_limits limits = {});

    boost::system::result<http_answer> try_get(std::string target) const;

    /// The body of an answer of 2xx; any other answer, and none, ends the command in plain words.
    std::string get(std::string target) const;
    std::string post(std::string target, std::string body, std::string idempotency_key = {}) const;

private:
    http_request request(const char* method, std::string target) const;
    std::string  require(const http_request& what) const;

    http_client client_;
    std::string token_;
};

/// What an answer that is no success says, in plain words: problem+json's detail, code and fields.
/// @see RFC 9457 §3.
std::string refusal_text(const http_answer& answer);

/// Ends the command: the answer was a success, but not of a gateway's.
[[noreturn]] void fail_as_not_ours();

/// The object a body holds; a body that is none ends the command.
boost::json::object require_object(const std::string& body);

}  // namespace hayauma::cli
