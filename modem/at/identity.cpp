#include "modem/at/identity.hpp"

#include <utility>

#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

std::string_view unquoted(std::string_view text) noexcept {
    text = trim(text);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    return text;
}

std::string_view after_prefix(std::string_view line) noexcept {
    const std::size_t colon = line.find(':');
    return unquoted(colon == line.npos ? line : line.substr(colon + 1));
}

bool all_digits(std::string_view text) noexcept {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

// The check digit over the first 14. 3GPP TS 23.003 Annex B.
char luhn_digit(std::string_view digits) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[i] - '0';
        const int doubled = i % 2 == 1 ? 2 * digit : digit;
        sum += doubled / 10 + doubled % 10;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

void swap_pairs(std::string& text) noexcept {
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) std::swap(text[i], text[i + 1]);
}

}  // namespace

result<std::string> parse_imei(std::string_view line) {
    constexpr std::size_t  serial_digits = 14;
    const std::string_view text = after_prefix(line);
    if (!all_digits(text)) return errc::malformed_reply;
    if (text.size() == serial_digits + 1) return std::string(text);
    if (text.size() != serial_digits + 2) return errc::malformed_reply;
    std::string imei(text.substr(0, serial_digits));
    imei.push_back(luhn_digit(imei));
    return imei;
}

result<std::string> parse_iccid(std::string_view line) {
    std::string text(after_prefix(line));
    if (text.starts_with("98")) swap_pairs(text);
    while (!text.empty() && upper(text.back()) == 'F') text.pop_back();
    const bool fits = text.size() >= 18 && text.size() <= 20 && text.starts_with("89");
    if (!fits || !all_digits(text)) return errc::malformed_reply;
    return text;
}

std::string parse_identity_text(std::string_view line, std::string_view name) {
    if (consume(line, name)) consume(line, ":");
    return std::string(unquoted(line));
}

}  // namespace hayauma::at
