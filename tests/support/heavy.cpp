// Holds the precompiled header that all tests share (tests/CMakeLists.txt).
#include "tests/support/catch.hpp"
