#include "gateway/http/health.hpp"

#include <chrono>

#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;

// Anybody may ask /readyz as often as they like; the store is asked at most this often.
constexpr std::chrono::seconds look_interval{1};

asio::awaitable<void> look_at_store(context& api) {
    api.readiness.next_at = io::mono_clock::now() + look_interval;
    try {
        auto               work = [](store::message_store& s) { return s.measure(); };
        auto               pending = wiring::run_in(api.store, work);
        const store::depth depth = co_await std::move(pending);
        api.readiness.full = depth.queued + depth.sending >= api.settings.queue.max_messages;
        api.readiness.store_works = true;
    } catch (const store::store_error&) {
        api.readiness.full = false;         // not known
        api.readiness.store_works = false;  // logged where the store fails for those who need it
    }
}

}  // namespace

asio::awaitable<response> get_livez(call&) { co_return text_response(200, "live\n"); }

asio::awaitable<response> get_readyz(call& what) {
    context& api = what.api;
    if (io::mono_clock::now() >= api.readiness.next_at) co_await look_at_store(api);

    std::string missing;
    if (!api.board.store_works || !api.readiness.store_works) missing += "store_unavailable\n";
    if (api.readiness.full) missing += "queue_full\n";
    if (!api.board.any_can_send()) missing += "no_modem\n";
    if (missing.empty()) co_return text_response(200, "ready\n");
    co_return text_response(503, std::move(missing));
}

}  // namespace hayauma::http
