# hayauma_module(NAME SOURCES ... [PUBLIC ...] [PRIVATE ...])
# One static library a folder, included from the project's root ("modem/sms/gsm7.hpp").

option(HAYAUMA_WERROR "Treat warnings as errors" OFF)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

find_program(HAYAUMA_CCACHE ccache)
if(HAYAUMA_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${HAYAUMA_CCACHE}")
endif()

add_library(hayauma_options INTERFACE)
target_include_directories(hayauma_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(hayauma_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  $<$<BOOL:${HAYAUMA_WERROR}>:-Werror>)
# GCC 12 reports false positives inside the standard library and Boost when it inlines.
target_compile_options(hayauma_options INTERFACE
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-pointer
  -Wno-mismatched-new-delete>)

function(hayauma_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  add_library(hayauma_${name} STATIC ${arg_SOURCES})
  add_library(hayauma::${name} ALIAS hayauma_${name})
  target_link_libraries(hayauma_${name} PUBLIC hayauma_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# hayauma_test(NAME LABEL unit|simulation|integration|system SOURCES ... LINK ...)
# Every TEST_CASE becomes a test of CTest under that label.
function(hayauma_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;LINK")
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE hayauma_options hayauma_test_main ${arg_LINK})
  catch_discover_tests(${name} TEST_PREFIX "${name}: "
    PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT})
endfunction()
