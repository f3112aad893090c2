#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/time.hpp"
#include "modem/sim/fault.hpp"

namespace hayauma::sim {

/// Any fault at any moment that it has. Once it has taken hold it is over within `longest`; what
/// happens instead of lasting is over within `longest` in any case.
/// @param state of next_number(); the same state gives the same fault.
/// @param longest 1 ms or more.
fault random_fault(std::uint64_t& state, std::chrono::milliseconds longest);

/// Which modem gets which fault when: one line of a script.
struct fault_script {
    std::string                              modem;  ///< empty: all of them
    std::optional<std::chrono::milliseconds> at;     ///< after the start; absent: at once
    std::optional<std::chrono::milliseconds> every;  ///< again and again; 1 ms or more
    fault                                    what;   ///< where it is not drawn

    bool                      random = false;
    std::uint64_t             seed = 1;
    std::chrono::milliseconds longest{10'000};  ///< of what is drawn

    bool operator==(const fault_script&) const = default;
};

/// `[MODEM] [at=TIME] [every=TIME] FAULT`, where FAULT is as for `parse_fault`, or
/// `random [seed=N] [for=TIME]`, which draws one each time (every 30 s if nothing else is said):
/// `modem0 at=10s unplug for=5s as=modem0-2`, `modem1 every=30s random seed=7`.
fault_result<fault_script> parse_fault_script(std::string_view text);

/// The faults of one line of a script for one modem, in the course of time.
class fault_schedule {
public:
    /// @param index of the modem: two modems do not draw the same faults.
    fault_schedule(fault_script script, unsigned index, mono_time start);

    /// When the next fault is due; nullopt: none is left.
    std::optional<mono_time> next() const noexcept { return next_; }
    /// The one that is due.
    fault take();

private:
    fault_script             script_;
    std::uint64_t            state_;
    std::optional<mono_time> next_;
};

}  // namespace hayauma::sim
