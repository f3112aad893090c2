#include "gateway/http/inbound.hpp"

#include <set>
#include <utility>

#include <boost/json/array.hpp>

#include "gateway/http/json.hpp"
#include "gateway/http/list_query.hpp"
#include "gateway/http/message_json.hpp"
#include "gateway/http/uuid.hpp"

namespace hayauma::http {
namespace {

namespace json = boost::json;
namespace asio = boost::asio;

response not_found() {
    return problem_response(404, "not_found", "There is no inbound message of this id.");
}

}  // namespace

json::object to_json(const queue::inbound_view& message) {
    return {
        {"id", message.id},
        {"modem", message.modem},
        {"iccid", text_or_null(message.iccid)},
        {"from", message.from},
        {"text", message.text.utf8},
        {"parts", message.parts},
        {"parts_missing", message.parts_missing},
        {"encoding", sms::name(message.encoding)},
        {"received_at", to_text(message.received_at)},
        {"sent_at", to_json(message.sent_at)},
    };
}

std::variant<store::inbound_filter, std::vector<field_error>> read_inbound_query(
    const std::vector<std::pair<std::string, std::string>>& query) {
    store::inbound_filter    filter;
    std::vector<field_error> errors;
    std::set<std::string>    seen;
    const auto wrong = [&errors](const std::string& name, const char* code, const char* detail) {
        errors.push_back({name.substr(0, 64), code, detail, true});
    };
    for (const auto& [name, value] : query) {
        if (!seen.insert(name).second) {
            wrong(name, "repeated_parameter", "This may be given once.");
        } else if (name == "limit") {
            const auto limit = value.empty() ? filter.limit : list_limit(value);
            if (!limit) wrong(name, "invalid_limit", "This must be 1 to 500.");
            filter.limit = limit.value_or(filter.limit);
        } else if (name == "cursor") {
            if (!is_cursor(value))
                wrong(name, "invalid_cursor", "This is no cursor of an earlier answer.");
            filter.cursor = value;
        } else if (name == "modem") {
            if (!value.empty()) filter.modem = value;
        } else {
            wrong(name, "unknown_parameter", "There is no such parameter.");
        }
    }
    if (!errors.empty()) return errors;
    return filter;
}

asio::awaitable<response> list_inbound(call& what) {
    auto read = read_inbound_query(what.target.query);
    if (auto* errors = std::get_if<std::vector<field_error>>(&read))
        co_return to_response(wrong_fields(std::move(*errors)));

    auto filter = std::move(std::get<store::inbound_filter>(read));
    auto work = [filter = std::move(filter)](store::message_store& s) {
        return s.list_inbound(filter);
    };
    auto                      pending = wiring::run_in(what.api.store, std::move(work));
    const store::inbound_page page = co_await std::move(pending);

    json::array items;
    for (const auto& message : page.items) items.push_back(to_json(message));
    co_return json_response(200, json::object{{"items", std::move(items)},
                                              {"next_cursor", text_or_null(page.next_cursor)}});
}

asio::awaitable<response> get_inbound(call& what) {
    const auto& id = what.arguments.front();
    if (!is_uuid(id)) co_return not_found();
    auto       work = [id](store::message_store& s) { return s.find_inbound(id); };
    auto       pending = wiring::run_in(what.api.store, std::move(work));
    const auto found = co_await std::move(pending);
    if (!found) co_return not_found();
    co_return json_response(200, to_json(*found));
}

}  // namespace hayauma::http
