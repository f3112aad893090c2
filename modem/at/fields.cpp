#include "modem/at/fields.hpp"

#include <charconv>

#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

void add_field(std::vector<field>& fields, std::string_view text) {
    text = trim(text);
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    fields.push_back({quoted ? text.substr(1, text.size() - 2) : text, quoted});
}

}  // namespace

std::vector<field> fields_of(std::string_view line, std::string_view name) {
    std::vector<field> fields;
    if (!consume(line, name) || !consume(line, ":")) return fields;
    std::size_t start = 0;
    bool        quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') quoted = !quoted;
        if (line[i] != ',' || quoted) continue;
        add_field(fields, line.substr(start, i - start));
        start = i + 1;
    }
    add_field(fields, line.substr(start));
    return fields;
}

std::optional<int> number(const std::vector<field>& fields, std::size_t index) {
    if (index >= fields.size() || fields[index].quoted) return std::nullopt;
    return to_int(fields[index].text);
}

std::optional<int> number_within(const std::vector<field>& fields, std::size_t index, int highest) {
    const auto value = number(fields, index);
    return value && *value >= 0 && *value <= highest ? value : std::nullopt;
}

std::optional<double> decimal(const std::vector<field>& fields, std::size_t index) {
    if (index >= fields.size()) return std::nullopt;
    const std::string_view text = fields[index].text;
    const char* const      end = text.data() + text.size();
    double                 value = 0;
    const auto [rest, ec] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (text.empty() || ec != std::errc{} || rest != end) return std::nullopt;
    return value;
}

}  // namespace hayauma::at
