#pragma once

#include <chrono>
#include <string>
#include <variant>

#include "config/time.hpp"
#include "modem/at/final_result.hpp"

namespace hayauma::at {

/// Brings both ends of a channel back into step after a timeout, at every opening, and whenever it
/// is unclear what the modem is doing: ESC leaves a half-entered payload without sending it (Ctrl-Z
/// would submit it, and is never written here), CR ends a half-entered line, then AT up to three
/// times, and from its OK on 300 ms without a line, or 2 s with lines: a modem may talk without a
/// pause and still answer. Whatever comes meanwhile answers nothing.
class resync {
public:
    /// Write these octets (none: write nothing), then listen until then.
    struct listen {
        std::string octets;
        mono_time   until{};
        bool        operator==(const listen&) const = default;
    };
    struct in_step {
        bool operator==(const in_step&) const = default;
    };  ///< the modem answers
    struct silent {
        bool operator==(const silent&) const = default;
    };  ///< three ATs, no OK
    using step = std::variant<listen, in_step, silent>;

    step start(mono_time now);
    /// A whole line came, or a result that ends a command.
    listen on_line(bool is_ok, mono_time now);
    /// The time of the last `listen` is over.
    step on_time(mono_time now);

private:
    enum class state { escaping, clearing, asking, draining };

    step ask(mono_time now);

    state     state_ = state::escaping;
    int       asked_ = 0;
    mono_time until_{};
    mono_time drained_{};  ///< no later than this
};

inline constexpr int asks_max = 3;

/// No resynchronisation takes longer than this, whatever the modem says meanwhile.
inline constexpr std::chrono::milliseconds resync_limit{5'200};

}  // namespace hayauma::at
