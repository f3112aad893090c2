#include "gateway/http/messages.hpp"

#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "gateway/http/idempotency.hpp"
#include "gateway/http/json.hpp"
#include "gateway/http/message_json.hpp"
#include "gateway/http/message_query.hpp"
#include "gateway/http/message_request.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/http/uuid.hpp"
#include "modem/io/clock.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;

// How long the full queue takes, as a rule, until it takes something again.
constexpr std::string_view queue_full_retry_after = "5";

template <class... Cases>
struct cases : Cases... {
    using Cases::operator()...;
};

response not_found() {
    return problem_response(404, "not_found", "There is no message of this id.");
}

std::variant<message_request, problem> read_body(const call& what) {
    const auto body = parse_json(what.asked.body);
    if (!body) return wrong_json(body.error());
    auto read = read_message_request(*body, what.api.settings, what.api.templates);
    if (auto* errors = std::get_if<std::vector<field_error>>(&read))
        return wrong_fields(std::move(*errors));
    return std::move(std::get<message_request>(read));
}

queue::new_message to_new_message(message_request&& wanted, const call& what, std::string key) {
    std::array<std::uint8_t, 10> random{};
    what.api.random(random);
    const auto now = io::wall_now();
    auto body = key.empty() ? std::string() : fingerprint(what.who.request_key, what.asked.body);
    return queue::new_message{
        .id = uuid_v7(now, random),
        .client = what.who.name,
        .to = std::move(wanted.to),
        .kind = wanted.kind,
        .text = std::move(wanted.text),
        .template_name = std::move(wanted.template_name),
        .reference = std::move(wanted.reference),
        .route = std::move(wanted.route),
        .encoding = wanted.encoding,
        .parts = wanted.parts,
        .created_at = now,
        .expires_at = now + wanted.ttl,
        .supersede = wanted.supersede,
        .idempotency_key = std::move(key),
        .fingerprint = std::move(body),
    };
}

response created(const queue::message_view& message) {
    response answer = json_response(201, to_json(message));
    answer.fields.push_back({"Location", "/v1/messages/" + message.id});
    return answer;
}

response to_response(const store::add_result& result) {
    return std::visit(
        cases{
            [](const store::added& r) { return created(r.message); },
            [](const store::replayed& r) {
                response answer = created(r.message);
                answer.fields.push_back({"Idempotency-Replayed", "true"});
                return answer;
            },
            [](const store::key_reused&) {
                return problem_response(422, "idempotency_key_reused",
                                        "This Idempotency-Key belongs to another body.");
            },
            [](const store::queue_full&) {
                return problem_response(503, "queue_full", "Too many messages are waiting.",
                                        {{"Retry-After", std::string(queue_full_retry_after)}});
            },
        },
        result);
}

response to_response(const store::cancel_result& result) {
    return std::visit(
        cases{
            [](const store::canceled& r) { return json_response(200, to_json(r.message)); },
            [](const store::not_found&) { return not_found(); },
            [](const store::not_cancelable& r) {
                return problem_response(
                    409, "not_cancelable",
                    std::string("Only a queued message can be canceled; this one is ") +
                        queue::name(r.status) + ".");
            },
        },
        result);
}

}  // namespace

asio::awaitable<response> post_message(call& what) {
    const auto key = idempotency_key(what.asked);
    if (!key) co_return to_response(key.error());
    auto wanted = read_body(what);
    if (const auto* wrong = std::get_if<problem>(&wanted)) co_return to_response(*wrong);

    const running_key mine(what.api.running_keys, what.who.name, *key);
    if (mine.taken())
        co_return problem_response(409, "request_in_progress",
                                   "A request with this Idempotency-Key is being answered.");

    auto message = to_new_message(std::move(std::get<message_request>(wanted)), what, *key);
    auto work = [message = std::move(message)](store::message_store& s) { return s.add(message); };
    auto pending = wiring::run_in(what.api.store, std::move(work));
    // Rung before the commit: the dispatcher's claim then comes right behind this job and shares
    // its sync. Where the message is refused, it looks once in vain.
    what.api.dispatcher_bell.ring();
    const store::add_result result = co_await std::move(pending);
    co_return to_response(result);
}

asio::awaitable<response> list_messages(call& what) {
    auto read = read_message_query(what.target.query);
    if (auto* errors = std::get_if<std::vector<field_error>>(&read))
        co_return to_response(wrong_fields(std::move(*errors)));

    auto filter = std::move(std::get<store::list_filter>(read));
    auto work = [filter = std::move(filter)](store::message_store& s) { return s.list(filter); };
    auto pending = wiring::run_in(what.api.store, std::move(work));
    const store::page page = co_await std::move(pending);
    co_return json_response(200, to_json(page));
}

asio::awaitable<response> get_message(call& what) {
    const auto& id = what.arguments.front();
    if (!is_uuid(id)) co_return not_found();
    auto       work = [id](store::message_store& s) { return s.find(id); };
    auto       pending = wiring::run_in(what.api.store, std::move(work));
    const auto found = co_await std::move(pending);
    const bool shown = found && (what.who.may_read || found->client == what.who.name);
    if (!shown) co_return not_found();
    co_return json_response(200, to_json(*found));
}

asio::awaitable<response> delete_message(call& what) {
    const auto& id = what.arguments.front();
    if (!is_uuid(id)) co_return not_found();
    std::optional<std::string> only;
    if (!what.who.may_admin) only = what.who.name;
    auto work = [id, only, now = io::wall_now()](store::message_store& s) {
        return s.cancel(id, only, now);
    };
    auto                       pending = wiring::run_in(what.api.store, std::move(work));
    const store::cancel_result result = co_await std::move(pending);
    co_return to_response(result);
}

}  // namespace hayauma::http
