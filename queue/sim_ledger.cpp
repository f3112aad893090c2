#include "queue/sim_ledger.hpp"

namespace hayauma::queue {
namespace {

constexpr std::chrono::hours offset{9};  // Japan has known no summer time since 1951.

}  // namespace

japanese_day day_in_japan(wall_time at) noexcept {
    const auto there = std::chrono::floor<std::chrono::days>(at.time_since_epoch() + offset);
    return japanese_day(there);
}

wall_time resets_at(wall_time now) noexcept {
    const auto midnight = (day_in_japan(now) + std::chrono::days(1)).time_since_epoch();
    return wall_time(midnight - offset);
}

}  // namespace hayauma::queue
