#include "gateway/cli/gateway_api.hpp"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gateway/cli/exit_code.hpp"
#include "gateway/cli/json_text.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

bool is_success(unsigned status) { return status >= 200 && status < 300; }

/// What may stand in a header field: a line end would begin another one.
bool is_field_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

server_url require_url(const std::string& text) {
    auto url = parse_server_url(text);
    if (!url) fail("--url: " + url.error().message(), exit_usage);
    return std::move(*url);
}

std::string not_ours(const http_answer& answer) {
    return "the answer has status " + std::to_string(answer.status) +
           " and is not one of Hayauma's: does the URL lead to it?";
}

/// One line for each field that was refused.
std::string field_lines(const json::object& problem) {
    std::string out;
    const auto* errors = problem.if_contains("errors");
    if (!errors || !errors->is_array()) return out;
    for (const auto& one : errors->get_array()) {
        if (!one.is_object()) continue;
        out += "\n  " + text_of(one.get_object(), "pointer") + ": " +
               text_of(one.get_object(), "detail");
    }
    return out;
}

}  // namespace

void add_server_options(CLI::App& command, server_options& out) {
    command
        .add_option("--url", out.url, "Where the gateway listens: http://HOST:PORT or unix:PATH")
        ->envname("HAYAUMA_URL")
        ->capture_default_str()
        ->type_name("URL");
    command.add_option("--token", out.token, "The client's token")
        ->envname("HAYAUMA_TOKEN")
        ->type_name("TOKEN");
}

gateway_api::gateway_api(const server_options& options, http_limits limits)
    : client_(require_url(options.url), limits), token_(options.token) {
    if (!is_field_text(token_)) fail("--token: a token has no spaces and no line ends", exit_usage);
}

http_request gateway_api::request(const char* method, std::string target) const {
    http_request out{method, std::move(target), {}, {}};
    if (!token_.empty()) out.fields.emplace_back("Authorization", "Bearer " + token_);
    return out;
}

boost::system::result<http_answer> gateway_api::try_get(std::string target) const {
    return client_.exchange(request("GET", std::move(target)));
}

std::string gateway_api::get(std::string target) const {
    return require(request("GET", std::move(target)));
}

std::string gateway_api::post(std::string target, std::string body,
                              std::string idempotency_key) const {
    if (!is_field_text(idempotency_key))
        fail("--idempotency-key: must be ASCII without spaces", exit_usage);
    auto what = request("POST", std::move(target));
    what.body = std::move(body);
    if (!idempotency_key.empty())
        what.fields.emplace_back("Idempotency-Key", std::move(idempotency_key));
    return require(what);
}

std::string gateway_api::require(const http_request& what) const {
    auto answer = client_.exchange(what);
    if (!answer) fail(explain(answer.error(), client_.where()));
    if (is_success(answer->status)) return std::move(answer->body);
    std::string words = refusal_text(*answer);
    if (answer->status == 401 && token_.empty()) words += "\n  give --token or set HAYAUMA_TOKEN";
    fail(words);
}

std::string refusal_text(const http_answer& answer) {
    boost::system::error_code malformed;
    const auto                value = json::parse(answer.body, malformed);
    if (malformed || !value.is_object()) return not_ours(answer);
    const auto& problem = value.get_object();
    std::string words = text_of(problem, "detail");
    if (words.empty()) words = text_of(problem, "title");
    if (words.empty()) return not_ours(answer);
    const auto code = text_of(problem, "code");
    if (!code.empty()) words += " (" + code + ')';
    return words + field_lines(problem);
}

void fail_as_not_ours() {
    fail("the answer is not JSON as Hayauma writes it: does the URL lead to it?");
}

json::object require_object(const std::string& body) {
    boost::system::error_code malformed;
    auto                      value = json::parse(body, malformed);
    if (malformed || !value.is_object()) fail_as_not_ours();
    return std::move(value.get_object());
}

}  // namespace hayauma::cli
