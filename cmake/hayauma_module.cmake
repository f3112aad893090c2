# hayauma_module(NAME SOURCES ... [PUBLIC ...] [PRIVATE ...] [HEAVY ...])
# One static library a folder, included from the project's root ("modem/sms/gsm7.hpp").
# HEAVY: headers of others that are compiled once for the folder instead of once a source. They
# stand in the sources all the same: every file compiles without this.

option(HAYAUMA_WERROR "Treat warnings as errors" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(HAYAUMA_CCACHE ccache)
if(HAYAUMA_CCACHE)
  # ccache needs to be told that a precompiled header's own time stamps do not matter.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${HAYAUMA_CCACHE}")
endif()

add_library(hayauma_options INTERFACE)
target_include_directories(hayauma_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(hayauma_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast
  $<$<BOOL:${HAYAUMA_WERROR}>:-Werror>)
# GCC 12 reports false positives inside the standard library and Boost when it inlines.
target_compile_options(hayauma_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-pointer
  -Wno-mismatched-new-delete>
  # Lets ccache see which precompiled header is used.
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)

function(hayauma_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE;HEAVY")
  add_library(hayauma_${name} STATIC ${arg_SOURCES})
  add_library(hayauma::${name} ALIAS hayauma_${name})
  target_link_libraries(hayauma_${name} PUBLIC hayauma_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  if(arg_HEAVY)
    target_precompile_headers(hayauma_${name} PRIVATE ${arg_HEAVY})
  endif()
endfunction()

# What most shells include.
set(hayauma_heavy_asio
  <boost/asio/awaitable.hpp> <boost/asio/co_spawn.hpp> <boost/asio/io_context.hpp>
  <boost/asio/ip/tcp.hpp> <boost/asio/use_awaitable.hpp> <boost/system/result.hpp>
  <chrono> <functional> <memory> <optional> <string> <string_view> <variant> <vector>)

# hayauma_test(NAME LABEL unit|simulation|integration|system [TIMEOUT seconds] [COST cost]
#              SOURCES ... LINK ...)
# Every TEST_CASE becomes a test of CTest under that label. What has a COST is started first.
function(hayauma_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT;COST" "SOURCES;LINK")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(NOT arg_COST)
    set(arg_COST 0)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE hayauma_options hayauma_test_main ${arg_LINK})
  target_precompile_headers(${name} REUSE_FROM hayauma_test_heavy)
  catch_discover_tests(${name} TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT} COST ${arg_COST})
endfunction()
