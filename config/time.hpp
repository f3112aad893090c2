#pragma once

#include <chrono>

namespace hayauma {

/// For waits and deadlines while the process lives. Never stored, never shown.
using mono_time = std::chrono::steady_clock::time_point;

/// For what is stored or shown: Unix time in milliseconds, UTC.
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace hayauma
