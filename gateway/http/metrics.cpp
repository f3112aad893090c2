#include "gateway/http/metrics.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "gateway/http/exposition.hpp"
#include "modem/io/clock.hpp"
#include "queue/store/store_error.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;
using hayauma::modem::modem_state;
using hayauma::modem::recovery_kind;
using wiring::modem_entry;
using wiring::status_board;

constexpr std::array registrations{"home", "roaming", "searching", "denied", "none"};
constexpr std::array recovery_kinds{recovery_kind::resync,    recovery_kind::reopen,
                                    recovery_kind::radio,     recovery_kind::reset,
                                    recovery_kind::usb_reset, recovery_kind::rest};

double unix_seconds(wall_time when) {
    return std::chrono::duration<double>(when.time_since_epoch()).count();
}

bool answers(modem_state state) noexcept {
    switch (state) {
    case modem_state::sim:
    case modem_state::registering:
    case modem_state::ready:
    case modem_state::sending: return true;
    case modem_state::absent:
    case modem_state::probing:
    case modem_state::recovering:
    case modem_state::paused:
    case modem_state::failed: return false;
    }
    return false;
}

/// What is written for every modem, a family at a time.
class modem_metrics {
public:
    modem_metrics(exposition& out, const status_board& board) : out_(out), board_(board) {}

    /// @param value of one modem; nullopt: not known, so nothing is said.
    template <class Value>
    void each(std::string_view name, std::string_view type, std::string_view help, Value value) {
        out_.family(name, type, help);
        for (const auto& [modem, entry] : board_.modems)
            if (const std::optional<double> known = value(entry))
                out_.sample(*known, {{"modem", modem}});
    }

    /// @param write adds the modem's samples.
    template <class Write>
    void several(std::string_view name, std::string_view type, std::string_view help, Write write) {
        out_.family(name, type, help);
        for (const auto& [modem, entry] : board_.modems) write(modem, entry);
    }

private:
    exposition&         out_;
    const status_board& board_;
};

void write_identity(exposition& out, modem_metrics& modems) {
    modems.several("hayauma_modem_info", "gauge", "Modem identity; constant 1.",
                   [&out](const std::string& modem, const modem_entry& entry) {
                       const auto& s = entry.status;
                       const auto  suffix =
                           s.imei.size() > 4 ? s.imei.substr(s.imei.size() - 4) : std::string();
                       out.sample(1, {{"modem", modem},
                                      {"manufacturer", s.manufacturer},
                                      {"model", s.model},
                                      {"firmware", s.firmware},
                                      {"profile", s.profile},
                                      {"imei_suffix", suffix},
                                      {"operator", s.operator_plmn},
                                      {"access_technology", s.access_technology}});
                   });
}

void write_state(exposition& out, modem_metrics& modems) {
    modems.each("hayauma_modem_up", "gauge", "Whether the modem answers AT commands.",
                [](const modem_entry& e) { return answers(e.status.state); });
    modems.each("hayauma_modem_ready", "gauge",
                "Whether the modem can send now (SIM ready, registered, not paused).",
                [](const modem_entry& e) { return e.status.can_send; });
    modems.each("hayauma_modem_paused", "gauge", "Whether an operator paused the modem.",
                [](const modem_entry& e) { return e.paused; });
    modems.each("hayauma_modem_doubted", "gauge",
                "Whether its last submission failed by its own fault, so that others go first.",
                [](const modem_entry& e) { return e.status.doubted; });
    modems.several("hayauma_modem_registration_state", "gauge", "Registration as a state set.",
                   [&out](const std::string& modem, const modem_entry& entry) {
                       const std::string_view is = registration_word(entry.status.registration);
                       for (const char* state : registrations)
                           out.sample(is == state, {{"modem", modem}, {"state", state}});
                   });
}

void write_signal(modem_metrics& modems) {
    modems.each("hayauma_modem_signal_rssi_dbm", "gauge", "Received signal strength.",
                [](const modem_entry& e) { return e.status.signal.rssi_dbm; });
    modems.each("hayauma_modem_signal_rsrp_dbm", "gauge", "LTE reference signal received power.",
                [](const modem_entry& e) { return e.status.signal.rsrp_dbm; });
    modems.each("hayauma_modem_signal_rsrq_db", "gauge", "LTE reference signal received quality.",
                [](const modem_entry& e) { return e.status.signal.rsrq_db; });
}

void write_work(exposition& out, modem_metrics& modems) {
    modems.several("hayauma_send_attempts_total", "counter",
                   "Submit attempts to the network, by outcome class.",
                   [&out](const std::string& modem, const modem_entry& entry) {
                       out.sample(static_cast<double>(entry.sent_total),
                                  {{"modem", modem}, {"outcome", "ok"}});
                       out.sample(static_cast<double>(entry.failed_total),
                                  {{"modem", modem}, {"outcome", "failed"}});
                   });
    modems.each("hayauma_modem_last_success_timestamp_seconds", "gauge",
                "Unix time of the last network-acknowledged send.",
                [](const modem_entry& e) -> std::optional<double> {
                    if (!e.last_success_at) return std::nullopt;
                    return unix_seconds(*e.last_success_at);
                });
    modems.each("hayauma_modem_calls_refused_total", "counter",
                "Incoming voice calls that were hung up.",
                [](const modem_entry& e) { return e.status.calls_refused; });
}

void write_recovery(exposition& out, modem_metrics& modems) {
    modems.several(
        "hayauma_modem_resets_total", "counter", "Modem resets or re-opens, by cause.",
        [&out](const std::string& modem, const modem_entry& entry) {
            for (const auto& [cause, times] : entry.resets)
                out.sample(static_cast<double>(times), {{"modem", modem}, {"cause", cause}});
        });
    modems.several("hayauma_modem_recovery_steps_total", "counter",
                   "Steps taken to bring the modem back, by step.",
                   [&out](const std::string& modem, const modem_entry& entry) {
                       const auto& counts = entry.status.recovery.counts;
                       for (const auto step : recovery_kinds)
                           out.sample(counts[static_cast<std::size_t>(step)],
                                      {{"modem", modem}, {"step", hayauma::modem::name(step)}});
                   });
}

void write_queue(exposition& out, const status_board& board,
                 const std::optional<queue_figures>& queue, wall_time now) {
    out.family("hayauma_store_up", "gauge", "Whether the queue's database takes work.");
    out.sample(board.store_works && queue);
    if (!queue) return;
    const store::depth& depth = queue->depth;
    out.family("hayauma_queue_messages", "gauge", "Messages now in the outbound queue, by state.");
    out.sample(static_cast<double>(depth.queued), {{"state", "queued"}});
    out.sample(static_cast<double>(depth.sending), {{"state", "sending"}});
    out.sample(static_cast<double>(depth.unconfirmed), {{"state", "unconfirmed"}});
    out.family("hayauma_queue_oldest_age_seconds", "gauge",
               "Age of the oldest unsent message; 0 when empty.");
    const auto age = depth.oldest_queued ? now - *depth.oldest_queued : wall_time::duration{0};
    out.sample(std::max(0.0, std::chrono::duration<double>(age).count()));
    out.family("hayauma_second_tries_total", "counter",
               "Parts that were submitted again because nobody knows whether they went out.");
    out.sample(static_cast<double>(queue->counted.second_tries));
    out.family("hayauma_duplicates_total", "counter",
               "Copies that the network took beside another one of the same part.");
    out.sample(static_cast<double>(queue->counted.doubled));
}

}  // namespace

const char* registration_word(const hayauma::modem::registration_stats& stats) noexcept {
    const auto any = [&stats](auto... words) {
        for (const auto stat : {stats.creg, stats.cereg, stats.c5greg, stats.cgreg})
            if (stat && ((*stat == words) || ...)) return true;
        return false;
    };
    if (any(1, 6, 9)) return "home";  // 3GPP TS 27.007 §7.2
    if (any(5, 7, 10)) return "roaming";
    if (any(3)) return "denied";
    if (any(2)) return "searching";
    return "none";
}

std::string metrics_text(const status_board& board, const std::optional<queue_figures>& queue,
                         wall_time now) {
    exposition    out;
    modem_metrics modems(out, board);
    write_identity(out, modems);
    write_state(out, modems);
    write_signal(modems);
    write_work(out, modems);
    write_recovery(out, modems);
    write_queue(out, board, queue, now);
    return std::move(out).text();
}

asio::awaitable<response> get_metrics(call& what) {
    std::optional<queue_figures> queue;
    try {
        auto work = [](store::message_store& s) {
            return queue_figures{s.measure(), s.counters()};
        };
        auto pending = wiring::run_in(what.api.store, work);
        queue = co_await std::move(pending);
    } catch (const store::store_error&) {  // logged where the store fails for those who need it
        queue.reset();
    }
    response answer = text_response(200, metrics_text(what.api.board, queue, io::wall_now()));
    answer.content_type = exposition::content_type;
    co_return answer;
}

}  // namespace hayauma::http
