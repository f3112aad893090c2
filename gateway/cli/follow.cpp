#include "gateway/cli/follow.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <string_view>
#include <thread>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gateway/cli/json_text.hpp"
#include "gateway/cli/message_target.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 5> final_without_sending{"undelivered", "failed", "expired",
                                                                "canceled", "superseded"};

/// "failed: cms 38 network_out_of_order", with the modem that tried last.
std::string status_line(const json::object& message) {
    std::string out = text_of(message, "status");
    const auto  error = error_of(message, "error");
    if (!error.empty()) out += ": " + error;
    const auto attempts = objects_of(message, "attempts");
    if (!attempts.empty()) out += " (" + text_of(attempts.back(), "modem") + ')';
    return out;
}

std::string words_for(const json::object& message) {
    const auto status = text_of(message, "status");
    if (status == "unconfirmed")
        return "the message may have been sent, and may not: " + status_line(message);
    if (status == "undelivered")
        return "the message was sent and not delivered: " + status_line(message);
    return "the message was not sent: " + status_line(message);
}

/// The message in an answer of 200.
std::optional<json::object> message_in(const http_answer& answer) {
    boost::system::error_code malformed;
    auto                      value = json::parse(answer.body, malformed);
    if (answer.status != 200 || malformed || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

/// A server error passes, as a restart does; a refusal (401, 403, 404) stays.
bool may_pass(const boost::system::result<http_answer>& answer) {
    return !answer || answer->status >= 500;
}

}  // namespace

progress progress_of(const json::object& message) {
    const auto status = text_of(message, "status");
    if (status == "sent" || status == "delivered") return progress::sent;
    if (std::find(final_without_sending.begin(), final_without_sending.end(), status) !=
        final_without_sending.end())
        return progress::not_sent;
    return text_of(message, "finished_at").empty() ? progress::under_way : progress::not_sent;
}

follow_end follow(const gateway_api& api, const std::string& id, const follow_limits& limits,
                  std::ostream* out) {
    std::string shown;
    for (int silences = 0; silences <= limits.silences_max;) {
        const auto answer = api.try_get(message_target(id));
        const auto message = answer ? message_in(*answer) : std::nullopt;
        if (!message && !may_pass(answer)) return {false, refusal_text(*answer)};
        silences = message ? 0 : silences + 1;
        if (message) {
            const auto line = status_line(*message);
            if (out && line != shown) *out << line << std::endl;
            shown = line;
            const auto far = progress_of(*message);
            if (far == progress::sent) return {true, {}};
            if (far == progress::not_sent) return {false, words_for(*message)};
        }
        std::this_thread::sleep_for(limits.pause);
    }
    return {false, "the gateway no longer answers; the message " + id + " is in its queue"};
}

}  // namespace hayauma::cli
