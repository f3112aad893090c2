#include "gateway/http/problem.hpp"

#include <utility>

#include <boost/beast/http/status.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "gateway/http/json.hpp"

namespace hayauma::http {
namespace {

namespace json = boost::json;

json::array to_json(const std::vector<field_error>& errors) {
    json::array list;
    for (const field_error& e : errors)
        list.push_back({{e.in_query ? "parameter" : "pointer", e.place},
                        {"code", e.code},
                        {"detail", e.detail}});
    return list;
}

}  // namespace

response to_response(const problem& what) {
    namespace beast_http = boost::beast::http;
    json::object body{
        {"type", "about:blank"},
        {"title", beast_http::obsolete_reason(beast_http::int_to_status(what.status))},
        {"status", what.status},
        {"detail", what.detail},
        {"code", what.code},
    };
    if (!what.errors.empty()) body["errors"] = to_json(what.errors);

    response answer = json_response(what.status, body);
    answer.content_type = "application/problem+json";
    answer.fields = what.fields;
    return answer;
}

response to_response(const refusal& what) {
    return problem_response(what.status, std::string(what.code), std::string(what.detail));
}

response problem_response(unsigned status, std::string code, std::string detail,
                          std::vector<field> fields) {
    return to_response(problem{status, std::move(code), std::move(detail), {}, std::move(fields)});
}

problem wrong_json(const json_error& error) {
    switch (error.what) {
    case json_error::kind::repeated_key:
        return wrong_fields(
            {{error.pointer, "repeated_field", "This field is given twice.", false}});
    case json_error::kind::too_deep:
        return {400, "malformed_json", "The body is nested too deeply.", {}, {}};
    case json_error::kind::malformed: break;
    }
    return {400,
            "malformed_json",
            "The body is not valid JSON in UTF-8, at octet " + std::to_string(error.offset) + ".",
            {},
            {}};
}

problem wrong_fields(std::vector<field_error> errors) {
    problem what{400, errors.front().code, errors.front().detail, {}, {}};
    what.errors = std::move(errors);
    return what;
}

}  // namespace hayauma::http
