#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "config/time.hpp"
#include "modem/sim/fault.hpp"

namespace hayauma::sim {

/// The faults that a simulated modem was given, and how far each of them is. It decides when one
/// happens and when it is over; what it does is the modem's business.
class fault_plan {
public:
    void inject(fault what, mono_time now);

    /// The faults that happen at this moment, each of them used once more; of those that decide the
    /// answer only the first. One that lasts is in force from now on, and not answered again.
    /// @param line the command line without "AT", of `command` and the moments of a submission.
    std::vector<fault> meet(fault_moment moment, std::string_view line, mono_time now);
    /// The same for `idle` and one kind only.
    std::vector<fault> meet_idle(fault_kind kind, mono_time now);

    /// Takes out what is over.
    /// @return those that were in force and have to be undone.
    std::vector<fault> take_ended(mono_time now);
    /// Takes out all. @return the same.
    std::vector<fault> clear();
    /// Takes out those of a kind that are in force. @return the same.
    std::vector<fault> end(fault_kind kind);

    /// When the next one is over by itself; nullopt: none.
    std::optional<mono_time> next_end() const;

    /// The first of that kind that is in force; nullptr: none.
    const fault* in_force(fault_kind kind) const noexcept;
    /// All that have not ended, the oldest first.
    std::vector<fault> list() const;
    bool               empty() const noexcept { return entries_.empty(); }

private:
    struct entry {
        fault                    what;
        std::optional<mono_time> until;
        bool                     in_force = false;
        int                      met = 0;
    };

    template <class Predicate>
    std::vector<fault> meet_if(Predicate meant, mono_time now);
    template <class Predicate>
    std::vector<fault> take_if(Predicate over);

    std::vector<entry> entries_;
};

/// Whether a fault decides how a command is answered.
bool decides_answer(fault_kind kind) noexcept;

}  // namespace hayauma::sim
