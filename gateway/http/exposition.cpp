#include "gateway/http/exposition.hpp"

#include <array>
#include <charconv>

namespace hayauma::http {
namespace {

void append_escaped(std::string& out, std::string_view value) {
    for (const char c : value) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || c == '"') out += '\\';
        out += c;
    }
}

}  // namespace

void exposition::family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    heading_.assign("# HELP ").append(name).append(" ").append(help);
    heading_.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
}

void exposition::sample(double value, const label_list& labels) {
    text_.append(std::exchange(heading_, {})).append(name_);
    char separator = '{';
    for (const auto& [name, word] : labels) {
        text_.append(1, separator).append(name).append("=\"");
        append_escaped(text_, word);
        text_ += '"';
        separator = ',';
    }
    if (!labels.empty()) text_ += '}';

    std::array<char, 32> digits{};
    const auto [end, ec] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    text_.append(" ").append(digits.data(), end).append("\n");
}

}  // namespace hayauma::http
