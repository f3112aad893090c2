#pragma once

// Catch2 is version 2 on Debian 12 and version 3 on newer systems.
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
