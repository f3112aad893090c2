// Random octets and broken lines from fixed seeds: what libFuzzer does for longer (scripts/fuzz).

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/channel.hpp"
#include "tests/support/catch.hpp"

namespace {

using octets = std::vector<std::uint8_t>;

const std::vector<std::string> pieces{
    "\r\nOK\r\n",
    "\r\nERROR\r\n",
    "\r\n> ",
    "0\r",
    "4\r\n",
    "\r\n+CMS ERROR: 500\r\n",
    "\r\n+CMGS: 249\r\n",
    "AT+CMGS=12\r",
    "0031000C9118092143658700\x1A\r\n",
    "\r\n+CSQ: 28,99\r\n",
    "\r\n+CREG: 2,5,\"0502\",\"0404736D\"\r\n",
    "\r\n+CDS: 25\r\n079118090000001006070C91180921436587622111612312636211226113626300\r\n",
    "\r\n+CMT: ,25\r\n",
    "\r\n+CUSD: 1,\"1. A\r\n2. B\",15\r\n",
    "\r\n+CUSD: 0,\"",
    "\r\n+CMGR: 0,,25\r\n",
    "\r\nRING\r\n",
    "\r\r\n+RXDTMF: #\r\r\n",
    "\r\n",
    "\"",
};

octets random_input(std::mt19937& random) {
    const auto below = [&](std::size_t n) { return random() % n; };
    octets     input{static_cast<std::uint8_t>(random()), static_cast<std::uint8_t>(random())};
    for (std::size_t i = below(12); i > 0; --i) {
        std::string piece = pieces[below(pieces.size())];
        if (below(3) == 0) piece.resize(below(piece.size() + 1));  // cut off
        if (below(3) == 0 && !piece.empty()) piece[below(piece.size())] ^= char(1 << below(8));
        if (below(40) == 0) piece += std::string(2000 + below(200), 'A');  // too long
        if (below(20) == 0) piece += std::string(below(4), static_cast<char>(random()));
        input.insert(input.end(), piece.begin(), piece.end());
    }
    return input;
}

}  // namespace

TEST_CASE("whatever a modem says, a channel keeps its promises", "[at][random]") {
    const unsigned seed = GENERATE(1u, 20261122u, 0xFFFFFFFFu);
    std::mt19937   random(seed);
    for (int i = 0; i < 500; ++i) {
        const octets input = random_input(random);
        INFO("seed " << seed << ", round " << i);
        REQUIRE_NOTHROW(hayauma::testing::read_anything(input));
    }
}
