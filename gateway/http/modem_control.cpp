#include "gateway/http/modem_control.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/json/object.hpp>
#include <spdlog/spdlog.h>

#include "gateway/http/json.hpp"
#include "gateway/http/modems.hpp"
#include "gateway/http/problem.hpp"
#include "modem/io/clock.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using wiring::control_result;

constexpr std::size_t ussd_characters_max = 182;  // 160 octets of 7 bits
constexpr int         ussd_network_time_out = 5;  // <m>, 3GPP TS 27.007 §7.15

response shown(const call& what) {
    const auto& name = what.arguments.front();
    const auto& modems = what.api.board.modems;
    const auto  found = modems.find(name);
    if (found == modems.end()) return no_such_modem();
    return json_response(200, to_json(name, found->second, io::wall_now()));
}

/// Why the modem cannot send, as it says so itself.
std::string reason_of(const call& what) {
    const auto& modems = what.api.board.modems;
    const auto  found = modems.find(what.arguments.front());
    if (found == modems.end() || found->second.status.reason.empty())
        return "The modem is not in service.";
    return "The modem is not in service: " + found->second.status.reason + ".";
}

response answer_for(control_result result, const call& what) {
    switch (result) {
    case control_result::done: return shown(what);
    case control_result::not_found: return no_such_modem();
    case control_result::absent:
        return problem_response(409, "modem_absent", "The modem is on no port.");
    case control_result::paused:
        return problem_response(409, "modem_paused", "The modem is paused: resume it first.");
    case control_result::not_ready:
        return problem_response(409, "modem_not_ready", reason_of(what));
    case control_result::busy:
        return problem_response(409, "modem_busy", "The modem is being asked already.");
    }
    return no_such_modem();
}

/// Who did what, for whoever asks later. A name that is no modem's is not worth a line.
void log(const call& what, const char* asked) {
    if (!what.api.board.modems.contains(what.arguments.front())) return;
    spdlog::info("modem: name={} asked={} client={}", what.arguments.front(), asked, what.who.name);
}

std::variant<json::object, problem> members_of(const request& asked) {
    auto body = parse_json(asked.body);
    if (!body) return wrong_json(body.error());
    if (auto* members = body->if_object()) return std::move(*members);
    return wrong_fields({{"", "not_an_object", "The body must be a JSON object.", false}});
}

/// @param known the only field there may be; empty: none.
std::vector<field_error> unknown_members(const json::object& body, std::string_view known) {
    std::vector<field_error> errors;
    for (const auto& member : body)
        if (known.empty() || member.key() != known)
            errors.push_back({"/" + pointer_token(member.key()), "unknown_field",
                              "There is no such field.", false});
    return errors;
}

/// A body that says nothing: none, or an object without members.
std::optional<problem> refuse_members(const request& asked) {
    if (asked.body.empty()) return std::nullopt;
    const auto members = members_of(asked);
    if (const auto* wrong = std::get_if<problem>(&members)) return *wrong;
    auto errors = unknown_members(std::get<json::object>(members), {});
    if (errors.empty()) return std::nullopt;
    return wrong_fields(std::move(errors));
}

/// `{"code":"*100#"}`.
std::variant<std::string, problem> read_code(const request& asked) {
    const auto read = members_of(asked);
    if (const auto* wrong = std::get_if<problem>(&read)) return *wrong;
    const auto& members = std::get<json::object>(read);
    auto        errors = unknown_members(members, "code");
    std::string code;
    const auto* given = members.if_contains("code");
    if (!given) {
        errors.push_back({"/code", "required", "A code is needed, such as *100#.", false});
    } else if (!given->is_string()) {
        errors.push_back({"/code", "wrong_type", "This must be a string.", false});
    } else {
        code = given->get_string();
        if (!is_ussd_code(code))
            errors.push_back(
                {"/code", "invalid_code", "This must be 1 to 182 of 0-9, *, # and +.", false});
    }
    if (!errors.empty()) return wrong_fields(std::move(errors));
    return code;
}

response answer_for(const hayauma::modem::ussd_outcome& outcome) {
    if (outcome.state == ussd_network_time_out)
        return problem_response(504, "no_answer", "The network did not answer in time.");
    if (!outcome.error.empty()) return problem_response(502, "ussd_failed", outcome.error);
    return json_response(200, json::object{{"state", outcome.state ? json::value(*outcome.state)
                                                                   : json::value(nullptr)},
                                           {"text", outcome.text},
                                           {"error", nullptr}});
}

}  // namespace

bool is_ussd_code(std::string_view text) noexcept {
    return !text.empty() && text.size() <= ussd_characters_max &&
           text.find_first_not_of("0123456789*#+") == std::string_view::npos;
}

asio::awaitable<response> pause_modem(call& what) {
    if (const auto wrong = refuse_members(what.asked)) co_return to_response(*wrong);
    log(what, "pause");
    auto       pending = what.api.control.pause(what.arguments.front());
    const auto result = co_await std::move(pending);
    co_return answer_for(result, what);
}

asio::awaitable<response> resume_modem(call& what) {
    if (const auto wrong = refuse_members(what.asked)) co_return to_response(*wrong);
    log(what, "resume");
    auto       pending = what.api.control.resume(what.arguments.front());
    const auto result = co_await std::move(pending);
    co_return answer_for(result, what);
}

asio::awaitable<response> reset_modem(call& what) {
    if (const auto wrong = refuse_members(what.asked)) co_return to_response(*wrong);
    log(what, "reset");
    co_return answer_for(what.api.control.reset(what.arguments.front()), what);
}

asio::awaitable<response> ask_ussd(call& what) {
    auto code = read_code(what.asked);
    if (const auto* wrong = std::get_if<problem>(&code)) co_return to_response(*wrong);
    log(what, "ussd");
    auto pending =
        what.api.control.ussd(what.arguments.front(), std::move(std::get<std::string>(code)));
    const auto result = co_await std::move(pending);
    if (result.asked != control_result::done) co_return answer_for(result.asked, what);
    co_return answer_for(result.outcome);
}

}  // namespace hayauma::http
