#include "queue/report_match.hpp"

#include <algorithm>

namespace hayauma::queue {
namespace {

bool same_sim(const report_candidate& candidate, const report_key& report) noexcept {
    if (!report.iccid.empty() && !candidate.iccid.empty()) return candidate.iccid == report.iccid;
    return candidate.modem == report.modem;
}

bool possible(const report_candidate& candidate, const report_key& report) noexcept {
    return same_sim(candidate, report) && same_recipient(candidate.recipient, report.recipient) &&
           candidate.started_at >= report.now - report_window;
}

/// The service centre cannot have taken a message before it was handed over.
bool begun_before(const report_candidate& candidate, wall_time service_centre_time) noexcept {
    return candidate.started_at <= service_centre_time + service_centre_skew;
}

/// The newest of those that `fits` accepts.
template <class Fits>
const report_candidate* newest(std::span<const report_candidate> candidates, Fits fits) noexcept {
    const report_candidate* best = nullptr;
    for (const report_candidate& c : candidates)
        if (fits(c) && (best == nullptr || c.attempt > best->attempt)) best = &c;
    return best;
}

/// The oldest of those that `fits` accepts.
template <class Fits>
const report_candidate* oldest(std::span<const report_candidate> candidates, Fits fits) noexcept {
    const report_candidate* best = nullptr;
    for (const report_candidate& c : candidates)
        if (fits(c) && (best == nullptr || c.attempt < best->attempt)) best = &c;
    return best;
}

/// Reference, number and time agree: the time is one at which the attempt was on its way.
const report_candidate* by_reference_and_time(std::span<const report_candidate> candidates,
                                              const report_key&                 report) noexcept {
    if (!report.service_centre_time) return nullptr;
    return newest(candidates, [&](const report_candidate& c) {
        return c.message_reference == report.message_reference && possible(c, report) &&
               begun_before(c, *report.service_centre_time) &&
               *report.service_centre_time <= c.started_at + attempt_longest;
    });
}

/// Number and time agree, and the reference was never learned. Two such attempts to one number are
/// told apart by the time: a SIM begins the second only when the first exchange has ended.
const report_candidate* by_time(std::span<const report_candidate> candidates,
                                const report_key&                 report) noexcept {
    if (!report.service_centre_time) return nullptr;
    const wall_time taken = *report.service_centre_time;
    const auto      unreferenced = [&](const report_candidate& c) {
        return !c.message_reference && possible(c, report) && begun_before(c, taken);
    };
    // The service centre tells whole seconds.
    const auto begun = [](const report_candidate& c) {
        return std::chrono::floor<std::chrono::seconds>(c.started_at);
    };
    const report_candidate* under_way = newest(candidates, [&](const report_candidate& c) {
        return unreferenced(c) && begun(c) <= taken && taken <= c.started_at + exchange_longest;
    });
    if (under_way != nullptr) return under_way;
    const report_candidate* after = oldest(
        candidates, [&](const report_candidate& c) { return unreferenced(c) && begun(c) > taken; });
    return after != nullptr ? after : newest(candidates, unreferenced);
}

/// The service centre's clock is off, or it told no time.
const report_candidate* by_reference(std::span<const report_candidate> candidates,
                                     const report_key&                 report) noexcept {
    return newest(candidates, [&](const report_candidate& c) {
        return c.message_reference == report.message_reference && possible(c, report);
    });
}

}  // namespace

bool same_recipient(std::string_view a, std::string_view b) noexcept {
    constexpr std::size_t tail_max = 10;  // tells 080 from 090
    constexpr std::size_t tail_min = 8;
    const auto            trunk = [](std::string_view n) {
        return std::min(n.find_first_not_of('0'), n.size());
    };
    a.remove_prefix(trunk(a));
    b.remove_prefix(trunk(b));
    const std::size_t tail = std::min({a.size(), b.size(), tail_max});
    if (tail < tail_min) return a == b;
    return a.substr(a.size() - tail) == b.substr(b.size() - tail);
}

std::optional<std::int64_t> match_report(std::span<const report_candidate> candidates,
                                         const report_key&                 report) noexcept {
    const report_candidate* found = by_reference_and_time(candidates, report);
    if (found == nullptr) found = by_time(candidates, report);
    if (found == nullptr) found = by_reference(candidates, report);
    if (found == nullptr) return std::nullopt;
    return found->attempt;
}

}  // namespace hayauma::queue
