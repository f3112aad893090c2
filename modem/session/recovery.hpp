#pragma once

#include <chrono>
#include <variant>

#include "config/time.hpp"

namespace hayauma::modem {

/// ESC, CR, AT until the channel is in step again.
struct try_resync {
    bool operator==(const try_resync&) const = default;
};
/// Close the port, wait, open it.
struct try_reopen {
    std::chrono::milliseconds after{0};
    bool                      operator==(const try_reopen&) const = default;
};
/// The steps so far; stronger ones (radio off and on, reset, USB) join at the end.
using recovery_step = std::variant<try_resync, try_reopen>;

/// What to do with a modem that does not do what it should. Counts; decides nothing else.
class recovery {
public:
    /// A command went unanswered.
    recovery_step on_silence(mono_time now);

    /// The channel could not be brought into step.
    recovery_step on_deaf(mono_time now);

    /// A command was answered: the count of silences starts anew.
    void on_answer() noexcept { silences_ = 0; }

    /// The modem is set up and usable: nothing is held against it any more.
    void on_recovered() noexcept { silences_ = reopened_ = 0; }

private:
    int silences_ = 0;
    int reopened_ = 0;
};

inline constexpr int silences_max = 3;  ///< then the port is reopened, not trusted

}  // namespace hayauma::modem
