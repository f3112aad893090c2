#include "gateway/http/health.hpp"

#include <chrono>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "gateway/http/json.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

// Anybody may ask /readyz as often as they like; the store is asked at most this often.
constexpr std::chrono::seconds look_interval{1};

asio::awaitable<void> look_at_store(context& api) {
    api.readiness.next_at = io::mono_clock::now() + look_interval;
    try {
        auto               work = [](store::message_store& s) { return s.measure(); };
        auto               pending = wiring::run_in(api.store, work);
        const store::depth depth = co_await std::move(pending);
        api.readiness.waiting = depth.queued + depth.sending;
        api.readiness.full = api.readiness.waiting >= api.settings.queue.max_messages;
        api.readiness.store_works = true;
    } catch (const store::store_error&) {
        api.readiness.waiting = 0;
        api.readiness.full = false;         // not known
        api.readiness.store_works = false;  // logged where the store fails for those who need it
    }
}

bool store_works(const context& api) { return api.board.store_works && api.readiness.store_works; }

/// One check; the words only where something is wrong.
json::array check(const char* type, bool fine, const std::string& words, json::value value) {
    json::object one{{"componentType", type},
                     {"observedValue", std::move(value)},
                     {"status", fine ? "pass" : "fail"},
                     {"time", to_text(io::wall_now())}};
    if (!fine) one["output"] = words;
    return {std::move(one)};
}

json::array check_store(const context& api) {
    std::string words = "The queue's database cannot be used at the moment.";
    if (!api.board.store_problem.empty()) words = api.board.store_problem;
    const bool works = store_works(api);
    return check("datastore", works, words, works ? "works" : "fails");
}

json::array check_modem(const wiring::modem_entry& modem) {
    const auto& status = modem.status;
    const char* state = hayauma::modem::name(status.state);
    std::string words = status.reason;
    if (modem.paused) words = "it is paused";
    if (words.empty()) words = std::string("it is ") + state;
    return check("component", status.can_send, words, state);
}

/// What matters to whoever waits for a code, in one sentence.
std::string in_words(const context& api, std::size_t able) {
    if (!store_works(api)) return "No code is taken: the queue's database fails.";
    if (able == 0) return "No code can go out: no modem can send.";
    if (api.readiness.full) return "No code is taken: too many messages wait.";
    return std::to_string(able) + " of " + std::to_string(api.board.modems.size()) +
           " modems can send.";
}

}  // namespace

asio::awaitable<response> get_health(call& what) {
    context& api = what.api;
    if (io::mono_clock::now() >= api.readiness.next_at) co_await look_at_store(api);

    json::object checks{{"queue:store", check_store(api)},
                        {"queue:waiting", check("datastore", !api.readiness.full,
                                                "Too many messages wait.", api.readiness.waiting)}};
    std::size_t  able = 0;
    for (const auto& [name, modem] : api.board.modems) {
        checks["modem:" + name] = check_modem(modem);
        if (modem.status.can_send) ++able;
    }
    const bool        works = store_works(api) && !api.readiness.full && able > 0;
    const char* const verdict = !works ? "fail" : able < api.board.modems.size() ? "warn" : "pass";
    response          answer =
        json_response(works ? 200 : 503, json::object{{"status", verdict},
                                                      {"description", in_words(api, able)},
                                                      {"checks", std::move(checks)}});
    answer.content_type = "application/health+json";
    co_return answer;
}

asio::awaitable<response> get_livez(call&) { co_return text_response(200, "live\n"); }

asio::awaitable<response> get_readyz(call& what) {
    context& api = what.api;
    if (io::mono_clock::now() >= api.readiness.next_at) co_await look_at_store(api);

    std::string missing;
    if (!store_works(api)) missing += "store_unavailable\n";
    if (api.readiness.full) missing += "queue_full\n";
    if (!api.board.any_can_send()) missing += "no_modem\n";
    if (missing.empty()) co_return text_response(200, "ready\n");
    co_return text_response(503, std::move(missing));
}

}  // namespace hayauma::http
