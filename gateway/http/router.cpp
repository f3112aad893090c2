#include "gateway/http/router.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "gateway/http/faults.hpp"
#include "gateway/http/health.hpp"
#include "gateway/http/inbound.hpp"
#include "gateway/http/messages.hpp"
#include "gateway/http/metrics.hpp"
#include "gateway/http/modem_control.hpp"
#include "gateway/http/modems.hpp"
#include "gateway/http/problem.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds ussd_time{60};  // networks answer in seconds or not at all

constexpr std::array table{
    route{"POST", "/v1/messages", access::send, post_message},
    route{"GET", "/v1/messages", access::read, list_messages},
    route{"GET", "/v1/messages/{id}", access::follow, get_message},
    route{"DELETE", "/v1/messages/{id}", access::cancel, delete_message},
    route{"GET", "/v1/modems", access::read, list_modems},
    route{"GET", "/v1/modems/{name}", access::read, get_modem},
    route{"POST", "/v1/modems/{name}/pause", access::admin, pause_modem},
    route{"POST", "/v1/modems/{name}/resume", access::admin, resume_modem},
    route{"POST", "/v1/modems/{name}/reset", access::admin, reset_modem},
    route{"POST", "/v1/modems/{name}/ussd", access::admin, ask_ussd, ussd_time},
    route{"GET", "/v1/inbound", access::read, list_inbound},
    route{"GET", "/v1/inbound/{id}", access::read, get_inbound},
    route{"GET", "/health", access::read, get_health},
    route{"GET", "/metrics", access::read, get_metrics},
    route{"GET", "/livez", access::anybody, get_livez},
    route{"GET", "/readyz", access::anybody, get_readyz},
};

constexpr std::array dev_table{
    route{"POST", "/dev/v1/modems/{name}/faults", access::develop, post_fault},
    route{"GET", "/dev/v1/modems/{name}/faults", access::develop, list_faults},
    route{"DELETE", "/dev/v1/modems/{name}/faults", access::develop, delete_faults},
};

/// What there is in this very gateway.
std::vector<const route*> routes_of(const context& api) {
    std::vector<const route*> all;
    for (const route& r : table) all.push_back(&r);
    if (!api.simulated) return all;
    for (const route& r : dev_table) all.push_back(&r);
    return all;
}

constexpr std::size_t request_id_octets_max = 64;

/// What stands for the pattern's `{…}`, or nullopt where the path is another.
std::optional<std::vector<std::string>> match(std::string_view                pattern,
                                              const std::vector<std::string>& path) {
    std::vector<std::string> arguments;
    for (const std::string& segment : path) {
        if (pattern.empty()) return std::nullopt;
        pattern.remove_prefix(1);  // '/'
        const auto expected = pattern.substr(0, pattern.find('/'));
        pattern.remove_prefix(expected.size());
        if (expected.starts_with('{'))
            arguments.push_back(segment);
        else if (expected != segment)
            return std::nullopt;
    }
    if (!pattern.empty()) return std::nullopt;
    return arguments;
}

/// `Allow` for a path; empty where no route has it. For `*` it is what any route allows.
std::string allowed_methods(const context& api, const std::vector<std::string>* path) {
    std::vector<std::string_view> methods;
    for (const route* r : routes_of(api))
        if ((!path || match(r->pattern, *path)) &&
            std::find(methods.begin(), methods.end(), r->method) == methods.end())
            methods.push_back(r->method);
    if (methods.empty()) return {};

    std::string text;
    for (const auto method : methods) {
        text.append(method).append(", ");
        if (method == "GET") text.append("HEAD, ");
    }
    return text + "OPTIONS";
}

response options_answer(std::string allow) {
    response answer = text_response(200, {});
    answer.fields.push_back({"Allow", std::move(allow)});
    return answer;
}

response not_found() {
    return problem_response(404, "not_found", "There is nothing at this path.");
}

response not_allowed(std::string allow) {
    return problem_response(405, "method_not_allowed", "This path has no such method.",
                            {{"Allow", std::move(allow)}});
}

response unauthorized(bool tried) {
    return problem_response(
        401, "unauthorized", tried ? "These credentials are not known." : "A token is needed.",
        {{"WWW-Authenticate", tried ? "Bearer realm=\"hayauma\", error=\"invalid_token\""
                                    : "Bearer realm=\"hayauma\""}});
}

response forbidden() {
    return problem_response(403, "forbidden", "This client's scopes do not allow that.");
}

response too_late(const route& late) {
    if (late.network_time.count() > 0)
        return problem_response(504, "no_answer", "The network did not answer in time.");
    return problem_response(503, "timeout",
                            "There was no answer in time. The request may still take effect; "
                            "repeating it with the same Idempotency-Key is safe.",
                            {{"Retry-After", "5"}});
}

response failed(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const store::store_error& e) {
        spdlog::error("request: store failed error=\"{}\"", e.what());
        return problem_response(503, "store_unavailable",
                                "The queue's database cannot be used at the moment.",
                                {{"Retry-After", "5"}});
    } catch (const std::exception& e) {
        spdlog::error("request: handler failed error=\"{}\"", e.what());
        return problem_response(500, "internal_error", "That is our fault; see the log.");
    }
}

/// Finds who answers. @return the route, or the answer where nobody does.
std::variant<const route*, response> choose(call& what) {
    const auto& asked = what.asked;
    if (asked.target == "*" && asked.method == "OPTIONS")
        return options_answer(allowed_methods(what.api, nullptr));
    auto target = parse_target(asked.target);
    if (!target)
        return to_response(refusal{400, "malformed_request", "The request target is no path."});
    what.target = std::move(*target);

    std::string_view method = asked.method;
    if (method == "HEAD") method = "GET";
    for (const route* r : routes_of(what.api)) {
        if (r->method != method) continue;
        if (auto arguments = match(r->pattern, what.target.path)) {
            what.arguments = std::move(*arguments);
            return r;
        }
    }
    auto allow = allowed_methods(what.api, &what.target.path);
    if (allow.empty()) return not_found();
    return method == "OPTIONS" ? options_answer(std::move(allow)) : not_allowed(std::move(allow));
}

/// @return the answer for somebody who may not do this.
std::optional<response> turn_away(call& what, access needs) {
    if (needs == access::anybody) return std::nullopt;
    if (needs == access::develop && what.api.dev_is_open) return std::nullopt;
    auto who = what.api.clients.identify(what.asked);
    if (!who)
        return unauthorized(what.asked.count("Authorization") + what.asked.count("X-API-Key") > 0);
    what.who = std::move(*who);
    if (!allowed(needs, what.who)) return forbidden();
    return std::nullopt;
}

/// A handler and its deadline. Two own it: `handle`, which waits no longer than the deadline, and
/// the handler, which may still be waiting for the store then and whose answer nobody wants.
struct race {
    race(asio::any_io_executor executor, request asked, context& api)
        : what{std::move(asked), api, {}, {}, {}}, over(std::move(executor)) {}

    call                    what;
    const route*            chosen = nullptr;
    std::optional<response> answer;
    io::timer               over;
};

asio::awaitable<void> run_handler(std::shared_ptr<race> running) {
    try {
        response answer = co_await running->chosen->handle(running->what);
        running->answer = std::move(answer);
    } catch (...) {
        running->answer = failed(std::current_exception());
    }
    running->over.cancel();
}

asio::awaitable<response> run_limited(std::shared_ptr<race> running) {
    const auto executor = co_await asio::this_coro::executor;
    const auto network_time = running->chosen->network_time;
    const auto until = io::mono_clock::now() +
                       (network_time.count() > 0 ? network_time : running->what.api.request_time);
    asio::co_spawn(executor, run_handler(running), asio::detached);
    while (!running->answer && io::mono_clock::now() < until) {
        boost::system::error_code ended;
        running->over.expires_at(until);
        co_await running->over.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    }
    if (!running->answer) co_return too_late(*running->chosen);
    co_return std::move(*running->answer);
}

bool is_request_id(std::string_view text) noexcept {
    const auto fine = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '_' || c == '.';
    };
    return !text.empty() && text.size() <= request_id_octets_max &&
           std::all_of(text.begin(), text.end(), fine);
}

std::string request_id(const request& asked, context& api) {
    const auto given = asked.value("X-Request-Id");
    if (is_request_id(given)) return std::string(given);
    std::array<std::uint8_t, 10> random{};
    api.random(random);
    return uuid_v7(io::wall_now(), random);
}

/// The access log's line: the route's pattern, never the path or the query.
void log_request(const race& done, std::string_view id, unsigned status, mono_time started) {
    using milliseconds = std::chrono::duration<double, std::milli>;
    const auto& who = done.what.who.name;
    spdlog::info("request: id={} method={} route={} status={} ms={:.1f} client={}", id,
                 done.chosen ? done.chosen->method : "-", done.chosen ? done.chosen->pattern : "-",
                 status, milliseconds(io::mono_clock::now() - started).count(),
                 who.empty() ? "-" : who);
}

}  // namespace

std::span<const route> routes() noexcept { return table; }
std::span<const route> dev_routes() noexcept { return dev_table; }

bool allowed(access needs, const caller& who) noexcept {
    switch (needs) {
    case access::anybody: return true;
    case access::send: return who.may_send;
    case access::read: return who.may_read;
    case access::follow: return who.may_send || who.may_read;
    case access::cancel: return who.may_send || who.may_admin;
    case access::admin:
    case access::develop: return who.may_admin;
    }
    return false;
}

asio::awaitable<response> handle(request asked, context& api) {
    const auto started = io::mono_clock::now();
    const auto executor = co_await asio::this_coro::executor;
    const auto id = request_id(asked, api);
    auto       running = std::make_shared<race>(executor, std::move(asked), api);

    auto answer = choose(running->what);
    if (const auto* chosen = std::get_if<const route*>(&answer)) {
        running->chosen = *chosen;
        if (auto no = turn_away(running->what, running->chosen->needs)) {
            answer = std::move(*no);
        } else {
            response given = co_await run_limited(running);
            answer = std::move(given);
        }
    }
    response& given = std::get<response>(answer);
    given.fields.push_back({"X-Request-Id", id});
    log_request(*running, id, given.status, started);
    co_return std::move(given);
}

}  // namespace hayauma::http
