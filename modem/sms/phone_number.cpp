#include "modem/sms/phone_number.hpp"

#include <algorithm>

namespace hayauma::sms {
namespace {

constexpr std::size_t digits_max = 15;  // ITU-T E.164 §6.1
constexpr std::size_t shown_front = 4;  // country code and the first digits of the prefix
constexpr std::size_t shown_back = 2;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<phone_number> phone_number::from_digits(std::string_view digits) {
    if (digits.empty() || digits.size() > digits_max || digits.front() == '0') return std::nullopt;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    return phone_number(digits);
}

std::string phone_number::masked() const {
    if (digits_.size() <= shown_front + shown_back) return "+" + std::string(digits_.size(), '*');
    std::string text = "+" + digits_;
    std::fill(text.begin() + 1 + shown_front, text.end() - shown_back, '*');
    return text;
}

}  // namespace hayauma::sms
