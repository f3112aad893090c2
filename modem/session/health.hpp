#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "config/time.hpp"
#include "modem/session/profile.hpp"

namespace hayauma::modem {

/// What is asked of a modem while it works, one short command at a time.
enum class probe {
    sim,
    creg,
    cgreg,
    cereg,
    c5greg,
    ims,  ///< whether short messages can go over it
    signal,
    extended_signal,
    vendor_signal,  ///< the maker's own word, where there is one
    indications,
};
inline constexpr std::size_t probe_count = 10;

/// The command, "AT+CPIN?"; empty where this device has none.
std::string_view command_of(probe p, const profile& device) noexcept;

/// Whether a modem that is silent at this question may be a good one that does not know it.
bool is_optional(probe p) noexcept;

/// When which probe is due. Registration is asked more often while there is none.
class probe_plan {
public:
    /// All are due, but for those that setting up has just answered, and those that this device
    /// does not know.
    void restart(mono_time now, const profile& device);

    /// The modem refused it, perhaps for ever: it is asked again much later.
    void postpone(probe p, mono_time now);

    void done(probe p, mono_time now, bool registered);

    /// At the next chance.
    void hurry_registration(mono_time now);
    void hurry(probe p, mono_time now) { due_[index(p)] = now; }

    std::optional<probe> due(mono_time now) const;
    mono_time            next_due() const;

private:
    static constexpr std::size_t index(probe p) noexcept { return static_cast<std::size_t>(p); }

    std::array<mono_time, probe_count> due_{};
};

}  // namespace hayauma::modem
