#include "gateway/daemon.hpp"

#include <csignal>
#include <memory>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "gateway/dispatcher.hpp"
#include "gateway/http/context.hpp"
#include "gateway/http/listen_address.hpp"
#include "gateway/http/router.hpp"
#include "gateway/http/server.hpp"
#include "gateway/modem_control.hpp"
#include "gateway/modem_desk.hpp"
#include "gateway/task_group.hpp"
#include "gateway/wiring/bell.hpp"
#include "gateway/wiring/housekeeping.hpp"
#include "gateway/wiring/status_board.hpp"
#include "gateway/wiring/store_thread.hpp"
#include "modem/io/clock.hpp"
#include "modem/io/helper_pool.hpp"
#include "modem/io/modem_actor.hpp"
#include "modem/io/port_watch.hpp"
#include "queue/store/sqlite/sqlite_store.hpp"

namespace hayauma::gateway {
namespace {

using namespace std::chrono_literals;

constexpr auto stop_http_grace = 5s;    // requests in flight
constexpr auto stop_modem_grace = 30s;  // a submission on the air; then it is unconfirmed
constexpr auto stop_store_grace = 5s;   // outcomes on their way to the disk
constexpr auto restart_pause = 5s;      // after a bug in one modem's coroutine
constexpr auto housekeeping_pause = 10s;

/// Opens the store and says what it found there.
/// @param paused out: the modems that an operator paused.
std::unique_ptr<store::message_store> open_store(const config::settings&   settings,
                                                 std::vector<std::string>& paused) {
    auto opened = store::open_sqlite_store(settings.queue.database, {settings.queue.max_messages});
    const auto found = opened->recover(io::wall_now());
    spdlog::info("store: path={} queued={} unconfirmed={}", settings.queue.database, found.queued,
                 found.unconfirmed);
    paused = opened->paused_modems();
    return opened;
}

/// A connection is a descriptor: take as many as we may have.
void raise_descriptor_limit() noexcept {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

http::listen_address listen_on(const config::settings& settings) {
    auto parsed = http::parse_listen(settings.http.listen);
    if (!parsed) throw std::invalid_argument("http.listen: " + settings.http.listen);
    return *parsed;
}

/// What an operator may ask of a modem.
modem_handle handle_of(io::modem_actor& modem) {
    return {[&modem] { modem.pause(); }, [&modem] { modem.resume(); }, [&modem] { modem.reset(); },
            [&modem](std::string code) { return modem.ussd(std::move(code)); }};
}

/// Nobody but programs on this machine can ask.
bool listens_locally(const config::settings& settings) {
    const auto  on = listen_on(settings);
    const auto* tcp = std::get_if<boost::asio::ip::tcp::endpoint>(&on);
    return !tcp || tcp->address().is_loopback();
}

}  // namespace

struct daemon::implementation {
    implementation(config::settings set, make_opener opener, std::function<void()> on_ready);

    boost::asio::awaitable<void> tend(io::modem_actor& modem);
    boost::asio::awaitable<void> watch_signals();
    boost::asio::awaitable<void> keep_house();
    boost::asio::awaitable<void> stop();
    void                         start();
    void                         ports_changed();

    config::settings                              settings;
    std::function<void()>                         ready;
    boost::asio::io_context                       loop{1};
    boost::asio::any_io_executor                  executor = loop.get_executor();
    io::helper_pool                               helper_threads;
    std::mt19937_64                               random{std::random_device{}()};
    wiring::status_board                          board;
    wiring::bell                                  bell{executor};
    wiring::bell                                  house_bell{executor};
    std::vector<std::string>                      paused;
    wiring::store_thread                          store;
    task_group                                    tasks{executor};
    modem_desk                                    desk;
    std::vector<std::unique_ptr<io::modem_actor>> modems;
    io::port_watch                                ports;
    dispatcher                                    dispatch;
    modem_controls                                controls;
    http::context                                 api;
    http::server                                  web;
    boost::asio::signal_set                       signals{loop, SIGINT, SIGTERM, SIGHUP};
    bool                                          stopping = false;
};

daemon::implementation::implementation(config::settings set, make_opener opener,
                                       std::function<void()> on_ready)
    : settings(std::move(set)), ready(std::move(on_ready)), store(open_store(settings, paused)),
      desk(store, board, bell, tasks, settings.inbound),
      ports(executor, io::plan_for(settings.modems), [this] { ports_changed(); }),
      dispatch(executor,
               {store, board, bell, [this] { return std::uniform_real_distribution<>()(random); }}),
      controls(store, board), api(settings, store, board, bell, controls),
      web(executor, listen_on(settings), {},
          [this](http::request asked) { return http::handle(std::move(asked), api); }) {
    for (const auto& modem : settings.modems) {
        auto& entry = board.modems[modem.name];
        entry.group = modem.group;
        entry.quota_limit = modem.daily_parts;
        modems.push_back(std::make_unique<io::modem_actor>(
            executor, modem, opener(executor, helper_threads.handle(), modem), desk));
        dispatch.add(*modems.back());
        controls.add(modem.name, handle_of(*modems.back()));
    }
    controls.restore(paused);
}

void daemon::implementation::start() {
    for (auto& modem : modems) tasks.spawn("modem " + modem->settings().name, tend(*modem));
    tasks.spawn("ports", ports.run());
    tasks.spawn("dispatcher", dispatch.run());
    tasks.spawn("housekeeping", keep_house());
    tasks.spawn("http", web.run());
    boost::asio::co_spawn(loop, watch_signals(), boost::asio::detached);
    spdlog::info("listening on {}", web.address());
    if (ready) ready();
}

/// Ports came or went: whoever waits for his may look now instead of in 2 s.
void daemon::implementation::ports_changed() {
    for (const auto& modem : modems) modem->look_again();
}

/// Runs a modem until the daemon stops. A bug ends its coroutine, is logged once, and restarts
/// only that.
boost::asio::awaitable<void> daemon::implementation::tend(io::modem_actor& modem) {
    io::timer pause(executor);
    while (!stopping) {
        try {
            co_await modem.run();
            co_return;
        } catch (const std::exception& e) {
            spdlog::error("modem: name={} restarted_after=\"{}\"", modem.settings().name, e.what());
        }
        pause.expires_after(restart_pause);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
}

/// The first signal stops in order, the second at once.
boost::asio::awaitable<void> daemon::implementation::watch_signals() {
    for (;;) {
        const int signal = co_await signals.async_wait(boost::asio::use_awaitable);
        if (signal == SIGHUP) {
            spdlog::info("reload: nothing can be reloaded while running; restart to apply changes");
            continue;
        }
        if (stopping) std::_Exit(1);
        stopping = true;
        boost::asio::co_spawn(loop, stop(), boost::asio::detached);
    }
}

/// Erased codes must not linger in the write-ahead log, nor messages that came beyond their days.
boost::asio::awaitable<void> daemon::implementation::keep_house() {
    while (!stopping) {
        co_await house_bell.wait_until(io::mono_clock::now() + housekeeping_pause);
        auto keeping = wiring::keep_house(store, std::chrono::days(settings.queue.history_days));
        const auto troubles = co_await std::move(keeping);
        for (const std::string& trouble : troubles)
            spdlog::warn("store: housekeeping must wait: error={}", trouble);
    }
}

/// In the reverse of the order of the start: nobody may ask any more, nothing new goes out, what
/// is on the air ends, the modems are left, the store closes last.
boost::asio::awaitable<void> daemon::implementation::stop() {
    spdlog::info("stop: part=http");
    co_await web.stop(stop_http_grace);
    spdlog::info("stop: part=dispatcher");
    dispatch.stop();
    spdlog::info("stop: part=modems");
    ports.stop();
    for (auto& modem : modems)
        tasks.spawn("stop " + modem->settings().name, modem->stop(stop_modem_grace));
    co_await dispatch.drained(io::mono_clock::now() + stop_modem_grace);
    house_bell.ring();
    co_await tasks.drained(io::mono_clock::now() + stop_modem_grace);
    // Once more: of a modem that was cut off, or a claim in flight, the outcome is due now.
    co_await dispatch.drained(io::mono_clock::now() + stop_store_grace);
    spdlog::info("stop: part=store");
    signals.cancel();
    loop.stop();
}

daemon::daemon(config::settings settings, make_opener opener, std::function<void()> ready,
               http::simulated_modems* simulated)
    : self_(std::make_unique<implementation>(std::move(settings), std::move(opener),
                                             std::move(ready))) {
    self_->api.simulated = simulated;
    self_->api.dev_is_open = listens_locally(self_->settings);
}

daemon::~daemon() = default;

int daemon::run() {
    raise_descriptor_limit();
    self_->start();
    self_->loop.run();
    self_->store.stop();
    self_->loop.restart();  // what the store still answered reaches its coroutines
    self_->loop.poll();
    spdlog::info("stopped");
    return 0;
}

void forbid_core_dumps() noexcept {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace hayauma::gateway
