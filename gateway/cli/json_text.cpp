#include "gateway/cli/json_text.hpp"

#include <array>
#include <charconv>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "gateway/cli/text_width.hpp"

namespace hayauma::cli {

namespace json = boost::json;

namespace {

/// Without the exponent that Boost.JSON writes.
std::string plain(double number) {
    std::array<char, 32> text{};
    const auto [end, ec] = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), end};
}

}  // namespace

std::string text_of(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    if (!value || value->is_null() || value->is_structured()) return {};
    if (value->is_bool()) return value->get_bool() ? "yes" : "no";
    if (value->is_string()) return printable(std::string_view(value->get_string()));
    if (const auto* number = value->if_double()) return plain(*number);
    return json::serialize(*value);
}

std::string lines_of(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    if (!value || !value->is_string()) return {};
    std::string      out;
    std::string_view rest = value->get_string();
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto       line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        out += printable(line) + '\n';
    }
    return out;
}

const json::object& object_of(const json::object& from, std::string_view key) {
    static const json::object none;
    const auto*               value = from.if_contains(key);
    return value && value->is_object() ? value->get_object() : none;
}

std::vector<json::object> objects_of(const json::object& from, std::string_view key) {
    std::vector<json::object> out;
    const auto*               value = from.if_contains(key);
    if (!value || !value->is_array()) return out;
    for (const auto& one : value->get_array())
        if (one.is_object()) out.push_back(one.get_object());
    return out;
}

std::string moment_of(const json::object& from, std::string_view key) {
    constexpr std::string_view form = "2026-11-22T03:04:05.678Z";
    std::string                text = text_of(from, key);
    if (text.size() != form.size() || text[10] != 'T' || text[19] != '.') return text;
    text[10] = ' ';
    return text.erase(19, 4);
}

std::string error_of(const json::object& from, std::string_view key) {
    std::string out;
    for (const auto* word : {"family", "code", "name"}) {
        const auto text = text_of(object_of(from, key), word);
        if (text.empty()) continue;
        if (!out.empty()) out += ' ';
        out += text;
    }
    return out;
}

}  // namespace hayauma::cli
