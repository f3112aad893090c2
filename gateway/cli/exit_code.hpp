#pragma once

#include <string_view>

namespace hayauma::cli {

/// How the program ends. Scripts and systemd rely on these numbers.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failure = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_configuration = 78;  ///< EX_CONFIG of <sysexits.h>

/// Says on stderr why a command ends, as `hayauma: words`, and ends it by CLI::RuntimeError.
[[noreturn]] void fail(std::string_view words, int code = exit_failure);

}  // namespace hayauma::cli
