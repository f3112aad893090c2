#include "gateway/report_sink.hpp"

#include <optional>
#include <utility>

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::gateway {
namespace {

using namespace std::chrono_literals;

// A report may overtake the record of its own submission: that is worth a few more looks. One that
// still finds nothing was for somebody else's message. A failing disk is waited for, a bug is not.
constexpr int  misses_max = 5;
constexpr auto retry_pause = 2s;

/// A temporary error (the service centre is still trying) changes nothing.
std::optional<queue::event> follows(std::uint8_t tp_status) {
    switch (sms::classify_status(tp_status)) {
    case sms::delivery::delivered: return queue::event::report_delivered;
    case sms::delivery::failed: return queue::event::report_failed;
    case sms::delivery::unconfirmed:
    case sms::delivery::pending: return std::nullopt;
    }
    return std::nullopt;
}

/// Runs `work`, which answers with the change it made, until it finds its message.
template <class Work>
boost::asio::awaitable<void> keep_trying(wiring::store_gate& store, const char* what, Work work) {
    io::timer pause(co_await boost::asio::this_coro::executor);
    for (int misses = 0; misses < misses_max;) {
        try {
            auto       pending = wiring::run_in(store, work);
            const auto change = co_await std::move(pending);
            if (change) {
                spdlog::info("message: id={} status={} by={}", change->message,
                             queue::name(change->status), what);
                co_return;
            }
            ++misses;
        } catch (const store::store_error& e) {
            if (e.kind() == store::trouble::bug) ++misses;
            spdlog::warn("{}: not kept yet: error={}", what, e.what());
        }
        pause.expires_after(retry_pause);
        co_await pause.async_wait(boost::asio::use_awaitable);
    }
    spdlog::info("{}: changes no message", what);
}

}  // namespace

void report_sink::report(const std::string& modem, const std::string& iccid,
                         const sms::status_report& what) {
    const auto then = follows(what.status);
    if (!then) return;
    store::report kept{modem,       iccid, what.message_reference, what.recipient, {},
                       what.status, *then, io::wall_now()};
    if (what.submitted) kept.service_centre_time = what.submitted->utc;
    tasks_.spawn("keep report", keep_report(std::move(kept)));
}

void report_sink::late_acceptance(const std::string& modem, std::int64_t attempt,
                                  std::uint8_t message_reference) {
    tasks_.spawn("keep late acceptance", keep_acceptance(modem, attempt, message_reference));
}

boost::asio::awaitable<void> report_sink::keep_report(store::report what) {
    auto work = [what = std::move(what)](store::message_store& s) { return s.record_report(what); };
    co_await keep_trying(store_, "report", std::move(work));
}

boost::asio::awaitable<void> report_sink::keep_acceptance(std::string modem, std::int64_t attempt,
                                                          std::uint8_t message_reference) {
    spdlog::info("late +CMGS: modem={} attempt={}", modem, attempt);
    auto work = [attempt, message_reference](store::message_store& s) {
        return s.record_late_acceptance(attempt, message_reference, io::wall_now());
    };
    co_await keep_trying(store_, "late acceptance", std::move(work));
}

}  // namespace hayauma::gateway
