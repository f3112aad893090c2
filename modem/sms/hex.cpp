#include "modem/sms/hex.hpp"

namespace hayauma::sms {
namespace {

constexpr int not_a_digit = -1;

int value_of(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return not_a_digit;
}

}  // namespace

std::string to_hex(std::span<const std::uint8_t> octets) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string                       hex;
    hex.reserve(octets.size() * 2);
    for (const std::uint8_t octet : octets) {
        hex += digits[octet >> 4];
        hex += digits[octet & 0x0F];
    }
    return hex;
}

decoded<std::vector<std::uint8_t>> from_hex(std::string_view digits) {
    std::vector<std::uint8_t> octets;
    octets.reserve(digits.size() / 2);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        const int high = value_of(digits[i]);
        if (high == not_a_digit) return decode_error{errc::not_hex, "PDU", i / 2};
        if (i + 1 == digits.size()) return decode_error{errc::odd_hex, "PDU", i / 2};
        const int low = value_of(digits[i + 1]);
        if (low == not_a_digit) return decode_error{errc::not_hex, "PDU", i / 2};
        octets.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return octets;
}

}  // namespace hayauma::sms
