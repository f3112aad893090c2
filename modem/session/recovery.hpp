#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>

#include "config/time.hpp"
#include "modem/session/recovery_record.hpp"

namespace hayauma::modem {

inline constexpr int  silences_max = 3;           ///< then the port is reopened, not trusted
inline constexpr int  reopenings_max = 2;         ///< then the device itself is reset
inline constexpr int  strong_steps_per_hour = 6;  ///< radio, reset and USB reset together
inline constexpr auto light_pause_max = std::chrono::seconds(10);  ///< between two looks at a modem

/// How far up the ladder a modem that does not do its work is helped. Light steps (resync, reopen)
/// never pause long, so that a modem which has come back is noticed at once; strong ones (radio,
/// reset, USB reset) come ever less often, and no more than `strong_steps_per_hour`, so that a dead
/// modem does not storm. Pure: it counts and decides, and does nothing.
class recovery {
public:
    /// @param seed spreads the pauses of several modems.
    explicit recovery(std::uint64_t seed) : jitter_(seed) {}

    /// A command went unanswered: resync, and after `silences_max` in a row as `on_deaf`.
    recovery_kind on_silence(mono_time now);
    /// Not a word, not even to AT: reopen; and USB reset where that did not help.
    recovery_kind on_deaf(mono_time now);
    /// It answers and refuses what it should do: radio, reset, USB reset, in turn.
    recovery_kind on_refusal(mono_time now);
    /// It finds no network: the same.
    recovery_kind on_no_network(mono_time now);
    /// It sees no SIM: radio and reset, once each, since a slot may simply be empty.
    recovery_kind on_no_sim(mono_time now);

    /// How long a port stays closed when it is reopened.
    std::chrono::milliseconds reopen_pause() const noexcept;

    /// A command was answered: the count of silences starts anew.
    void on_answer() noexcept { silences_ = 0; }
    /// It was reset by us: silence is what a boot sounds like.
    void on_boot_expected(mono_time until) noexcept { boot_until_ = until; }
    /// Set up and registered: what was done about silence, network or SIM has helped.
    void on_working() noexcept;
    /// It has sent a message: nothing is held against it any more.
    void on_success() noexcept;

private:
    enum class ailment { none, deafness, refusal, no_network, no_sim };

    recovery_kind strong(ailment what, int steps_max, mono_time now);
    bool          may_be_strong(mono_time now) const noexcept;
    void          count_strong(mono_time now);
    double        draw() noexcept;

    ailment               treated_ = ailment::none;
    int                   step_ = 0;  ///< strong steps taken against `treated_`
    int                   silences_ = 0;
    int                   reopened_ = 0;
    int                   in_a_row_ = 0;  ///< strong steps without a success
    mono_time             next_strong_{};
    mono_time             boot_until_{};
    std::deque<mono_time> strong_;  ///< of the last hour
    std::uint64_t         jitter_;
};

}  // namespace hayauma::modem
