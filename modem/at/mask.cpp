#include "modem/at/mask.hpp"

#include <algorithm>

#include "modem/at/final_result.hpp"
#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

constexpr std::size_t pdu_characters_min = 24;  // shorter runs of hex are cells and identifiers
constexpr std::size_t number_digits_min = 7;
constexpr std::size_t shown_front = 4;
constexpr std::size_t shown_back = 2;

std::size_t run_of(std::string_view text, bool (*member)(char)) noexcept {
    const auto end = std::find_if_not(text.begin(), text.end(), member);
    return static_cast<std::size_t>(end - text.begin());
}

bool hex_member(char c) { return is_hex_digit(c); }
bool digit_member(char c) { return is_digit(c); }

std::string masked_digits(std::string_view digits) {
    std::string shown(digits);
    std::fill(shown.begin() + shown_front, shown.end() - shown_back, '*');
    return shown;
}

// What begins here, masked, and how many characters of the input that takes.
std::size_t append_masked(std::string& out, std::string_view rest) {
    const std::size_t hex = run_of(rest, hex_member);
    const std::size_t digits = run_of(rest, digit_member);
    if (hex >= pdu_characters_min) {
        out += "<pdu: " + std::to_string(hex / 2) + " octets>";
        return hex;
    }
    if (digits >= number_digits_min) {
        out += masked_digits(rest.substr(0, digits));
        return digits;
    }
    const std::size_t taken = std::max<std::size_t>(digits, 1);
    out += rest.substr(0, taken);
    return taken;
}

bool heads_message(std::string_view line) noexcept {
    return line.starts_with("+CMT:") || line.starts_with("+CMGR:") || line.starts_with("+CMGL:");
}

// A message may be nothing but digits, too: a code. A PDU is never that short.
bool is_pdu(std::string_view line) noexcept {
    return line.size() >= pdu_characters_min && is_hex(line);
}

}  // namespace

std::string masked(std::string_view line) {
    constexpr std::string_view pin = "AT+CPIN=";
    for (std::size_t at = 0; at + pin.size() < line.size(); ++at)  // garbage may stand before it
        if (same_ignoring_case(line.substr(at, pin.size()), pin))
            return masked(line.substr(0, at)) + std::string(pin) + "<pin>";
    std::string out;
    while (!line.empty()) line.remove_prefix(append_masked(out, line));
    return out;
}

// A text may have several lines, and ends where the answer does.
std::string conversation_mask::of_modem(std::string_view line) {
    const auto end = std::min(line.find_last_not_of("\r\n ") + 1, line.size());
    const auto text = line.substr(0, end);
    if (text.empty()) return std::string(line);
    const bool hidden = text_due_ && !heads_message(text) && !is_pdu(text) &&
                        !parse_final_result(text, {}).has_value();
    if (hidden) return "<text>" + std::string(line.substr(end));
    text_due_ = heads_message(text);
    return masked(line);
}

}  // namespace hayauma::at
