#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "config/time.hpp"
#include "gateway/http/context.hpp"
#include "gateway/http/response.hpp"
#include "gateway/wiring/status_board.hpp"
#include "queue/store/message_store.hpp"

namespace hayauma::http {

/// `GET /metrics`: for Prometheus, with a token of scope read. Also while the store fails, without
/// what only the store knows.
boost::asio::awaitable<response> get_metrics(call& what);

/// What only the store knows.
struct queue_figures {
    store::depth          depth;
    store::counter_values counted;
};

/// All metrics as text. Labels hold names and words, never a number or a text.
std::string metrics_text(const wiring::status_board&         board,
                         const std::optional<queue_figures>& queue, wall_time now);

/// One word for all domains: home, roaming, denied, searching or none.
const char* registration_word(const hayauma::modem::registration_stats& stats) noexcept;

}  // namespace hayauma::http
