#pragma once

#include <optional>
#include <string>

#include "config/time.hpp"
#include "modem/session/profile.hpp"

namespace hayauma::modem {

/// Hangs up on whoever calls: a ringing line sends no messages. Pure.
class call_guard {
public:
    /// RING, +CRING, +CLIP. @return whether it is another call than the last one.
    bool on_ring(mono_time now);
    /// The command that is due, or nullopt.
    std::optional<std::string> due(const profile& device) const;
    /// @return false where the answer was to something else.
    bool on_answer(const std::string& text, bool ok, const profile& device);
    void forget() noexcept { rung_.reset(); }

private:
    std::optional<std::size_t> rung_;  ///< of the ladder; absent: nobody calls
    std::optional<mono_time>   rang_;
};

}  // namespace hayauma::modem
