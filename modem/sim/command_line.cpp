#include "modem/sim/command_line.hpp"

#include <algorithm>
#include <charconv>

namespace hayauma::sim {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
char upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// What may begin the name of an extended command. V.250 knows '+'; makers use the others.
bool is_extension(char c) noexcept {
    return std::string_view("+^$#*%!").find(c) != std::string_view::npos;
}

bool is_name_character(char c) noexcept {
    return is_letter(c) || is_digit(c) ||
           std::string_view("!%-./:_").find(c) != std::string_view::npos;
}

/// Drops spaces outside quotes: they mean nothing there (V.250 §5.2.1).
std::string without_spaces(std::string_view body) {
    std::string text;
    bool        quoted = false;
    for (const char c : body) {
        if (c == '"') quoted = !quoted;
        if (c != ' ' || quoted) text.push_back(c);
    }
    return text;
}

class parser {
public:
    explicit parser(std::string_view text) : rest_(text) {}

    command_line parse() {
        command_line line;
        while (!rest_.empty() && !line.malformed) {
            if (take(';')) continue;
            command next;
            line.malformed = !parse_one(next);
            if (!line.malformed) line.commands.push_back(std::move(next));
        }
        return line;
    }

private:
    bool parse_one(command& out) {
        if (is_extension(rest_.front())) return parse_extended(out);
        return parse_basic(out);
    }

    bool parse_extended(command& out) {
        out.name.push_back(take_any());
        while (!rest_.empty() && is_name_character(rest_.front())) {
            out.name.push_back(upper(take_any()));
        }
        if (out.name.size() < 2) return false;
        if (take('?')) {
            out.kind = command_kind::read;
        } else if (take('=')) {
            out.kind = take('?') ? command_kind::test : command_kind::set;
            if (out.kind == command_kind::set && !parse_arguments(out)) return false;
        }
        return rest_.empty() || rest_.front() == ';';
    }

    bool parse_basic(command& out) {
        if (rest_.front() == '&') out.name.push_back(take_any());
        if (rest_.empty() || !is_letter(rest_.front())) return false;
        out.name.push_back(upper(take_any()));
        if (out.name == "S") return parse_register(out);
        if (out.name == "D") return parse_dial(out);
        const std::string number = take_digits();
        if (!number.empty()) out.arguments.push_back({number, false, true});
        return true;
    }

    bool parse_register(command& out) {
        out.name += take_digits();
        if (take('?')) {
            out.kind = command_kind::read;
            return out.name.size() > 1;
        }
        if (!take('=')) return false;
        out.kind = command_kind::set;
        const std::string number = take_digits();
        out.arguments.push_back({number, false, !number.empty()});
        return out.name.size() > 1;
    }

    /// The dial string is everything up to ';' (which makes it a voice call) or the end.
    bool parse_dial(command& out) {
        const std::size_t end = std::min(rest_.find(';'), rest_.size());
        out.arguments.push_back({std::string(rest_.substr(0, end)), false, end > 0});
        rest_.remove_prefix(end);
        return true;
    }

    bool parse_arguments(command& out) {
        do {
            argument value;
            if (!parse_argument(value)) return false;
            out.arguments.push_back(std::move(value));
        } while (take(','));
        return true;
    }

    bool parse_argument(argument& out) {
        if (take('"')) {
            const std::size_t end = rest_.find('"');
            if (end == std::string_view::npos) return false;
            out = {std::string(rest_.substr(0, end)), true, true};
            rest_.remove_prefix(end + 1);
            return true;
        }
        const std::size_t end = std::min(rest_.find_first_of(",;\""), rest_.size());
        if (end < rest_.size() && rest_[end] == '"') return false;
        out = {std::string(rest_.substr(0, end)), false, end > 0};
        rest_.remove_prefix(end);
        return true;
    }

    std::string take_digits() {
        std::string digits;
        while (!rest_.empty() && is_digit(rest_.front())) digits.push_back(take_any());
        return digits;
    }

    char take_any() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest_;
};

}  // namespace

bool command::has(std::size_t place) const noexcept {
    return place < arguments.size() && arguments[place].given;
}

std::optional<int> command::number(std::size_t place) const noexcept {
    if (!has(place) || arguments[place].quoted) return std::nullopt;
    const std::string& text = arguments[place].text;
    int                value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string_view command::text(std::size_t place) const noexcept {
    return has(place) ? std::string_view(arguments[place].text) : std::string_view{};
}

command_line parse_command_line(std::string_view body) {
    const std::string text = without_spaces(body);
    return parser(text).parse();
}

}  // namespace hayauma::sim
