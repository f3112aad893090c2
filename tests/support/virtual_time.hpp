#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include <boost/asio/io_context.hpp>

#include "modem/io/clock.hpp"

namespace hayauma::testing {

/// Time that moves only when a test says so, for everything that runs on one io_context: waits
/// take no real time, and no handler is ever late. Installs itself for as long as it lives, so it
/// is declared before the io_context. One thread only.
class virtual_time final : public io::time_source {
public:
    using duration = mono_time::duration;

    explicit virtual_time(wall_time start = default_start);
    ~virtual_time() override;
    virtual_time(const virtual_time&) = delete;
    virtual_time& operator=(const virtual_time&) = delete;

    mono_time now() noexcept override { return now_; }
    wall_time wall_now() noexcept override;

    /// The reactor's question; no business of a test.
    duration sleep_for(duration left) override;

    /// Runs handlers and jumps from timer to timer until `done()` holds; it is asked after every
    /// handler. @return false: it will never hold, because nothing is left to happen, or `limit`
    /// of virtual time has passed.
    bool run_until(boost::asio::io_context& context, const std::function<bool()>& done,
                   duration limit = std::chrono::hours(24));

    /// Runs everything that is due within `by`, each at its own moment (Asio does not order what is
    /// due at the same one), and ends exactly there.
    void advance(boost::asio::io_context& context, duration by);

    /// Runs what is ready now, without moving time.
    void settle(boost::asio::io_context& context);

    /// What an operator or NTP does to the wall clock; monotonic time does not notice.
    void step_wall_clock(std::chrono::milliseconds by) { wall_start_ += by; }

    /// 2026-01-01T00:00:00Z: a round number that looks like a date in a failing test.
    static constexpr wall_time default_start{std::chrono::milliseconds(1'767'225'600'000)};

    /// More handlers than this at one moment of virtual time are a loop that never waits.
    static constexpr int handlers_a_moment_max = 1'000'000;

private:
    enum class turn { ran_one, idle };

    turn run_one(boost::asio::io_context& context);
    bool run_moment(boost::asio::io_context& context, const std::function<bool()>& done);
    void jump(mono_time to);

    mono_time                now_;
    wall_time                wall_start_;
    std::optional<mono_time> next_expiry_;  // as of the last time the reactor looked
};

}  // namespace hayauma::testing
