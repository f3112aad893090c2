#include "modem/at/token_reader.hpp"

#include <algorithm>

namespace hayauma::at {
namespace {

bool is_padding(char c) noexcept { return c == '\0' || c == ' '; }

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && is_padding(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_padding(text.back())) text.remove_suffix(1);
    return text;
}

bool is_prompt(std::string_view tail) noexcept { return trimmed(tail) == ">"; }

// ITU-T V.250 §5.7.1; 5 has no meaning.
bool is_numeric_result(std::string_view text) noexcept {
    return text.size() == 1 && std::string_view("01234678").find(text.front()) != text.npos;
}

}  // namespace

result<void> token_reader::feed(std::string_view octets) {
    buffer_.erase(0, taken_);
    line_start_ -= taken_;
    since_return_ -= taken_;
    taken_ = 0;

    bool kept_all = true;
    for (const char octet : octets) kept_all &= take(octet);
    if (!kept_all) return errc::line_too_long;
    return {};
}

bool token_reader::take(char octet) {
    if (skipping_ && octet != '\n') return true;
    skipping_ = false;
    if (octet == '\n') {
        buffer_.push_back('\n');
        line_start_ = since_return_ = buffer_.size();
    } else if (octet == '\r') {
        end_numeric_result();
        since_return_ = buffer_.size();
    } else if (buffer_.size() - line_start_ == line_octets_max) {
        buffer_.resize(line_start_);
        since_return_ = line_start_;
        skipping_ = true;
        return false;
    } else {
        buffer_.push_back(octet);
    }
    return true;
}

// "AT<CR>0<CR>": the echo, then the result of a modem in ATV0. Both become lines, since no LF will
// ever come to end them.
void token_reader::end_numeric_result() {
    if (!is_numeric_result(trimmed(std::string_view(buffer_).substr(since_return_)))) return;
    if (since_return_ > line_start_) buffer_.insert(since_return_, 1, '\n');
    buffer_.push_back('\n');
    line_start_ = buffer_.size();
}

std::optional<token> token_reader::next(bool awaiting_prompt) {
    while (taken_ < line_start_) {
        const std::size_t end = buffer_.find('\n', taken_);
        const auto        text = trimmed(std::string_view(buffer_).substr(taken_, end - taken_));
        taken_ = end + 1;
        if (awaiting_prompt && text == ">") return prompt{};
        if (!text.empty()) return line{text};
    }
    if (awaiting_prompt && is_prompt(std::string_view(buffer_).substr(line_start_))) {
        taken_ = line_start_ = since_return_ = buffer_.size();
        return prompt{};
    }
    return std::nullopt;
}

void token_reader::clear() noexcept {
    buffer_.clear();
    taken_ = line_start_ = since_return_ = 0;
    skipping_ = false;
}

}  // namespace hayauma::at
