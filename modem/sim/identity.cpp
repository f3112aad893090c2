#include "modem/sim/identity.hpp"

#include <string_view>

namespace hayauma::sim {
namespace {

std::string digits(std::uint64_t value, std::size_t width) {
    std::string text(width, '0');
    for (std::size_t at = width; at-- > 0; value /= 10) {
        text[at] = static_cast<char>('0' + value % 10);
    }
    return text;
}

/// The check digit that makes the whole string pass the Luhn test (ISO/IEC 7812-1 annex B).
char luhn_digit(std::string_view text) {
    int  sum = 0;
    bool twice = true;
    for (std::size_t at = text.size(); at-- > 0; twice = !twice) {
        const int digit = text[at] - '0';
        const int doubled = digit * 2;
        sum += !twice ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string with_luhn(std::string text) {
    text.push_back(luhn_digit(text));
    return text;
}

}  // namespace

std::uint64_t next_number(std::uint64_t& state) noexcept {
    state += 0x9E3779B97F4A7C15u;
    std::uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

identity make_identity(std::uint64_t seed, unsigned index) {
    // The seed gives the leading digits and the index the last four, so that they cannot collide.
    std::uint64_t state = seed;
    const auto    batch = [&state](std::uint64_t below) { return next_number(state) % below; };

    identity who;
    who.imei = with_luhn("35293811" + digits(batch(100), 2) + digits(index, 4));
    who.iccid = with_luhn("8981100" + digits(batch(10'000'000), 7) + digits(index, 4));
    who.imsi = "44010" + digits(batch(1'000'000), 6) + digits(index, 4);
    who.number = "8170" + digits(batch(10'000), 4) + digits(index, 4);

    std::uint64_t own = seed ^ (std::uint64_t{index} << 32);
    who.first_reference = static_cast<std::uint8_t>(next_number(own));
    return who;
}

}  // namespace hayauma::sim
