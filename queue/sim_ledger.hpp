#pragma once

#include <chrono>

#include "config/time.hpp"

namespace hayauma::queue {

/// A calendar day in Japan: carriers count parts a SIM by it. Japan is UTC+9 all year.
using japanese_day = std::chrono::local_days;

/// The Japanese calendar day that `at` belongs to.
japanese_day day_in_japan(wall_time at) noexcept;

/// The next midnight in Japan after `now`: when the count of the day starts anew.
wall_time resets_at(wall_time now) noexcept;

}  // namespace hayauma::queue
