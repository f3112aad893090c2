#include "tests/support/virtual_time.hpp"

#include <algorithm>
#include <stdexcept>

namespace hayauma::testing {
namespace {

constexpr mono_time clock_start{std::chrono::hours(1)};

mono_time later(mono_time from, mono_time::duration by) {
    return by > mono_time::max() - from ? mono_time::max() : from + by;
}

}  // namespace

virtual_time::virtual_time(wall_time start) : now_(clock_start), wall_start_(start) {
    io::install_time_source(this);
}

virtual_time::~virtual_time() { io::install_time_source(nullptr); }

wall_time virtual_time::wall_now() noexcept {
    return wall_start_ + std::chrono::floor<std::chrono::milliseconds>(now_ - clock_start);
}

// A sleep of zero makes Asio's timerfd readable at once and keeps it so while any timer waits:
// every turn of the reactor then looks at its timers afresh and asks here again.
virtual_time::duration virtual_time::sleep_for(duration left) {
    next_expiry_ = later(now_, std::max(left, duration::zero()));
    return duration::zero();
}

// poll_one() takes a turn of the reactor before it answers that nothing is ready, so what
// `next_expiry_` says after an idle turn is the present truth: cancelled timers are gone from it.
virtual_time::turn virtual_time::run_one(boost::asio::io_context& context) {
    next_expiry_.reset();
    return context.poll_one() > 0 ? turn::ran_one : turn::idle;
}

/// @return whether `done()` held after one of the handlers.
bool virtual_time::run_moment(boost::asio::io_context& context, const std::function<bool()>& done) {
    for (int handlers = 0; run_one(context) == turn::ran_one;) {
        if (done()) return true;
        if (++handlers > handlers_a_moment_max)
            throw std::runtime_error("virtual time stands still: a loop runs without ever waiting");
    }
    return false;
}

void virtual_time::jump(mono_time to) {
    // An idle turn fires all that is due, so a timer that is still due would stay so for ever.
    if (to <= now_) throw std::runtime_error("virtual time stands still: a due timer did not fire");
    now_ = to;
}

bool virtual_time::run_until(boost::asio::io_context& context, const std::function<bool()>& done,
                             duration limit) {
    if (done()) return true;
    if (context.stopped()) context.restart();
    const mono_time end = later(now_, limit);
    for (;;) {
        if (run_moment(context, done)) return true;
        if (context.stopped() || !next_expiry_ || *next_expiry_ > end) return false;
        jump(*next_expiry_);
    }
}

void virtual_time::advance(boost::asio::io_context& context, duration by) {
    const mono_time end = later(now_, by);
    run_until(
        context, [] { return false; }, by);
    now_ = end;
}

void virtual_time::settle(boost::asio::io_context& context) {
    run_until(
        context, [] { return false; }, duration::zero());
}

}  // namespace hayauma::testing
