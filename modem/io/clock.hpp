#pragma once

#include <chrono>

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/wait_traits.hpp>

#include "config/time.hpp"

namespace hayauma::io {

/// Where time comes from. There is one, the machine's, until a simulation installs its own.
class time_source {
public:
    virtual ~time_source() = default;

    virtual mono_time now() noexcept = 0;
    virtual wall_time wall_now() noexcept = 0;

    /// Called by the reactor for the earliest pending timer.
    /// @return how long it may sleep. Simulated time returns zero and remembers `left`.
    virtual std::chrono::steady_clock::duration sleep_for(
        std::chrono::steady_clock::duration left) = 0;
};

/// Installs a source for the whole process; nullptr brings the machine's back. Not thread-safe:
/// call it before anything runs.
void install_time_source(time_source* source) noexcept;

/// The only monotonic clock that shells read.
struct mono_clock {
    using duration = std::chrono::steady_clock::duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = mono_time;
    static constexpr bool is_steady = true;

    static time_point now() noexcept;
};

/// The only wall clock that shells read.
wall_time wall_now() noexcept;

struct mono_wait_traits {
    static mono_clock::duration to_wait_duration(const mono_clock::duration& left);
    static mono_clock::duration to_wait_duration(const mono_time& until);
};

/// A timer of Asio on `mono_clock`: use this, never `asio::steady_timer`, so that the whole
/// program can run in simulated time.
using timer = boost::asio::basic_waitable_timer<mono_clock, mono_wait_traits>;

}  // namespace hayauma::io
