#include "gateway/http/faults.hpp"

#include <boost/json/array.hpp>

#include "gateway/http/json.hpp"
#include "gateway/http/simulated_modems.hpp"

namespace hayauma::http {
namespace {

namespace json = boost::json;
namespace asio = boost::asio;

response no_such_modem() {
    return problem_response(404, "not_found", "There is no simulated modem of this name.");
}

bool known(const call& what) { return what.api.simulated->has(what.arguments.front()); }

/// In quotes, as the words of a fault are.
std::string quoted(std::string_view value) {
    std::string text = "\"";
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value.substr(at).starts_with("\r\n")) {
            text += "\\n";
            ++at;
            continue;
        }
        if (value[at] == '"' || value[at] == '\\') text.push_back('\\');
        text.push_back(value[at]);
    }
    return text + "\"";
}

problem wrong_type(std::string_view field, std::string detail) {
    return wrong_fields({{"/" + pointer_token(field), "wrong_type", std::move(detail), false}});
}

/// A fault's kind and the names of its values are words of letters.
bool is_word(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_") == std::string_view::npos;
}

/// @return false for a value that none of a fault's is.
bool add_value(std::string& text, const json::value& value) {
    if (const auto* flag = value.if_bool()) {
        text += *flag ? "yes" : "no";
    } else if (const auto* number = value.if_int64()) {
        text += std::to_string(*number);
    } else if (const auto* words = value.if_string()) {
        text += quoted({words->data(), words->size()});
    } else {
        return false;
    }
    return true;
}

}  // namespace

std::variant<std::string, problem> fault_text(const json::object& body) {
    const bool  whole = body.contains("fault");
    const char* field = whole ? "fault" : "kind";
    const auto* first = body.if_contains(field);
    if (!first || !first->is_string()) {
        return wrong_type(field, "This must be a string: a fault in the words of "
                                 "docs/simulator.md, or its kind.");
    }
    std::string text(first->get_string());
    if (!whole && !is_word(text)) return wrong_type(field, "This is the kind of no fault.");
    for (const auto& [name, value] : body) {
        if (name == field) continue;
        if (whole || !is_word(name)) {
            return wrong_fields({{"/" + pointer_token(name), "unknown_field",
                                  "There is no such field beside this one.", false}});
        }
        text.append(" ").append(name).append("=");
        if (!add_value(text, value)) {
            return wrong_type(name, "This must be a string, a whole number, true or false.");
        }
    }
    return text;
}

asio::awaitable<response> post_fault(call& what) {
    if (!known(what)) co_return no_such_modem();
    const auto body = parse_json(what.asked.body);
    if (!body || !body->is_object())
        co_return problem_response(400, "malformed_json", "The body must be one JSON object.");
    const auto text = fault_text(body->get_object());
    if (const auto* wrong = std::get_if<problem>(&text)) co_return to_response(*wrong);
    const auto done =
        what.api.simulated->inject(what.arguments.front(), std::get<std::string>(text));
    if (!done.refusal.empty()) {
        const bool whole = body->get_object().contains("fault");
        co_return to_response(
            wrong_fields({{whole ? "/fault" : "", "invalid_fault", done.refusal, false}}));
    }
    co_return json_response(201, json::object{{"fault", done.fault}});
}

asio::awaitable<response> list_faults(call& what) {
    if (!known(what)) co_return no_such_modem();
    json::array items;
    for (const std::string& fault : what.api.simulated->faults(what.arguments.front()))
        items.push_back(json::object{{"fault", fault}});
    co_return json_response(200,
                            json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

asio::awaitable<response> delete_faults(call& what) {
    if (!known(what)) co_return no_such_modem();
    what.api.simulated->clear(what.arguments.front());
    co_return json_response(200, json::object{{"items", json::array()}, {"next_cursor", nullptr}});
}

}  // namespace hayauma::http
