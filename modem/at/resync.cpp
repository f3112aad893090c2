#include "modem/at/resync.hpp"

#include <algorithm>
#include <chrono>

namespace hayauma::at {

using namespace std::chrono_literals;

namespace {

constexpr auto pause = 100ms;  // for the modem to act on ESC and CR
constexpr auto ask_limit = 1000ms;
constexpr auto quiet = 300ms;
constexpr auto drain_limit = 2000ms;
static_assert(resync_limit == 2 * pause + asks_max * ask_limit + drain_limit);

}  // namespace

resync::step resync::start(mono_time now) {
    state_ = state::escaping;
    asked_ = 0;
    until_ = now + pause;
    return listen{"\x1B", until_};
}

resync::listen resync::on_line(bool is_ok, mono_time now) {
    if (state_ == state::asking && is_ok) {
        state_ = state::draining;
        drained_ = now + drain_limit;
    }
    if (state_ == state::draining) until_ = std::min(now + quiet, drained_);
    return listen{{}, until_};
}

resync::step resync::on_time(mono_time now) {
    switch (state_) {
    case state::escaping:
        state_ = state::clearing;
        until_ = now + pause;
        return listen{"\r", until_};
    case state::clearing: return ask(now);
    case state::asking:
        if (asked_ == asks_max) return silent{};
        return ask(now);
    case state::draining: return in_step{};
    }
    return silent{};
}

resync::step resync::ask(mono_time now) {
    state_ = state::asking;
    ++asked_;
    until_ = now + ask_limit;
    return listen{"AT\r", until_};
}

}  // namespace hayauma::at
