#pragma once

#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/settings.hpp"
#include "config/time.hpp"
#include "gateway/http/auth.hpp"
#include "gateway/http/message_request.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/uuid.hpp"
#include "gateway/wiring/bell.hpp"
#include "gateway/wiring/modem_control.hpp"
#include "gateway/wiring/status_board.hpp"
#include "gateway/wiring/store_gate.hpp"

namespace hayauma::http {

class simulated_modems;

/// What the API works with. It outlives the server, and every request that is being answered.
/// Belongs to the io_context's thread.
struct context {
    /// @param valid settings that passed `validate()`.
    context(const config::settings& valid, wiring::store_gate& gate,
            const wiring::status_board& shown, wiring::bell& dispatcher,
            wiring::modem_control& modems, random_source randomness = system_random);

    const config::settings&     settings;
    wiring::store_gate&         store;
    const wiring::status_board& board;
    wiring::bell&               dispatcher_bell;  ///< rung when there is new work
    wiring::modem_control&      control;
    random_source               random;
    authenticator               clients;
    template_map                templates;
    std::chrono::milliseconds   request_time{30'000};  ///< for one request to be answered

    /// `hayauma dev` only; null: the routes below /dev do not exist.
    simulated_modems* simulated = nullptr;
    bool              dev_is_open = false;  ///< /dev needs no sign-in: nobody else can reach it

    /// Idempotency keys of requests that are being answered, by client.
    std::set<std::pair<std::string, std::string>> running_keys;

    /// The last look at how full the queue is, for /readyz and /health.
    struct {
        mono_time    next_at{};
        std::int64_t waiting = 0;
        bool         full = false;
        bool         store_works = true;
    } readiness;
};

/// One request on its way through the API, with all that is known of it.
struct call {
    request                  asked;
    context&                 api;
    target_parts             target;
    caller                   who;
    std::vector<std::string> arguments;  ///< what stood for the `{…}` of the route's pattern
};

}  // namespace hayauma::http
