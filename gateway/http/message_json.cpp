#include "gateway/http/message_json.hpp"

#include <boost/json/array.hpp>

#include "gateway/http/json.hpp"

namespace hayauma::http {
namespace {

namespace json = boost::json;

json::value outcome_or_null(const std::optional<queue::attempt_outcome>& outcome) {
    return outcome ? json::value(queue::name(*outcome)) : json::value(nullptr);
}

json::object show(const queue::attempt_view& attempt) {
    return {
        {"modem", attempt.modem},
        {"started_at", to_text(attempt.started_at)},
        {"finished_at", to_json(attempt.finished_at)},
        {"outcome", outcome_or_null(attempt.outcome)},
        {"error", to_json(attempt.error)},
    };
}

}  // namespace

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value to_json(const std::optional<wall_time>& when) {
    return when ? json::value(to_text(*when)) : json::value(nullptr);
}

json::value to_json(const std::optional<sms::error_code>& error) {
    if (!error) return nullptr;
    return json::object{
        {"family", queue::name(error->family)},
        {"code", error->code},
        {"name", sms::name(*error)},
        {"permanent", sms::permanent(*error)},
    };
}

json::object to_json(const queue::message_view& message) {
    json::array attempts;
    for (const queue::attempt_view& attempt : message.attempts) attempts.push_back(show(attempt));
    return {
        {"id", message.id},
        {"status", queue::name(message.status)},
        {"to", "+" + std::string(message.to.digits())},
        {"kind", queue::name(message.kind)},
        {"parts", message.parts},
        {"encoding", queue::name(message.encoding)},
        {"reference", message.reference ? json::value(*message.reference) : json::value(nullptr)},
        {"created_at", to_text(message.created_at)},
        {"expires_at", to_text(message.expires_at)},
        {"finished_at", to_json(message.finished_at)},
        {"error", to_json(message.error)},
        {"attempts", std::move(attempts)},
    };
}

json::object to_json(const store::page& page) {
    json::array items;
    for (const queue::message_view& message : page.items) items.push_back(to_json(message));
    return {{"items", std::move(items)}, {"next_cursor", text_or_null(page.next_cursor)}};
}

}  // namespace hayauma::http
