// What a modem may say, by libFuzzer: scripts/fuzz.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/channel.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    hayauma::testing::read_anything({data, size});
    return 0;
}
