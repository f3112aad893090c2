# Writes OUTPUT with the revision that is being built; run at every build, so that it is never
# stale, and written only when it changes, so that nothing is compiled for nothing.
execute_process(
  COMMAND git -C "${SOURCE_DIR}" describe --always --dirty --abbrev=12 --exclude=*
  OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE
  ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(revision "unknown")  # a tarball, or no git
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[#pragma once

namespace hayauma::cli {

inline constexpr char revision[] = "@revision@";

}  // namespace hayauma::cli
]] @ONLY)
