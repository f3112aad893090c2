#include "tests/unit/udev/rule_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace hayauma::testing {
namespace {

/// What udev(7) says of a key.
struct key_kind {
    std::string_view name;
    std::string_view operations;  ///< separated by spaces
    bool             attribute_wanted = false;
    bool             attribute_allowed = false;
};

constexpr std::string_view matches = "== !=";
constexpr std::string_view both = "== != = += -= :=";

constexpr std::array kinds{
    key_kind{"ACTION", matches},
    key_kind{"DEVPATH", matches},
    key_kind{"KERNEL", matches},
    key_kind{"KERNELS", matches},
    key_kind{"SUBSYSTEM", matches},
    key_kind{"SUBSYSTEMS", matches},
    key_kind{"DRIVER", matches},
    key_kind{"DRIVERS", matches},
    key_kind{"TAGS", matches},
    key_kind{"PROGRAM", "== != ="},
    key_kind{"RESULT", matches},
    key_kind{"TEST", matches, false, true},
    key_kind{"ATTRS", matches, true, true},
    key_kind{"ATTR", "== != =", true, true},
    key_kind{"ENV", "== != = +=", true, true},
    key_kind{"CONST", matches, true, true},
    key_kind{"TAG", "== != = += -= :="},
    key_kind{"NAME", "== != = :="},
    key_kind{"SYMLINK", both},
    key_kind{"OWNER", "= :="},
    key_kind{"GROUP", "= :="},
    key_kind{"MODE", "= :="},
    key_kind{"LABEL", "="},
    key_kind{"GOTO", "="},
    key_kind{"OPTIONS", "= += :="},
    key_kind{"RUN", "= += :=", false, true},
    key_kind{"IMPORT", "== != =", true, true},
};

class reader {
public:
    explicit reader(std::string_view text) : text_(text) {}

    std::vector<udev_rule> read() {
        std::vector<udev_rule> rules;
        while (at_ < text_.size()) {
            skip_spaces();
            if (peek() == '#') skip_line();
            if (peek() == '\n') {
                take();
                continue;
            }
            if (at_ < text_.size()) rules.push_back(read_rule());
        }
        return rules;
    }

    [[noreturn]] static void refuse(int line, const std::string& why) {
        throw std::runtime_error("line " + std::to_string(line) + ": " + why);
    }

private:
    udev_rule read_rule() {
        udev_rule rule{line_, {}};
        while (peek() != '\n' && peek() != '\0') {
            rule.terms.push_back(read_term());
            skip_spaces();
            if (peek() == ',')
                take();
            else if (peek() != '\n' && peek() != '\0')
                refuse(line_, "a comma is missing");
            skip_spaces();
        }
        return rule;
    }

    udev_term read_term() {
        udev_term term;
        while (std::isupper(static_cast<unsigned char>(peek())) != 0) term.key += take();
        if (peek() == '{') {
            take();
            while (peek() != '}' && peek() != '\n' && peek() != '\0') term.attribute += take();
            if (peek() != '}') refuse(line_, term.key + ": a brace is not closed");
            take();
        }
        while (std::string_view("=!+-:").find(peek()) != std::string_view::npos && peek() != '\0')
            term.operation += take();
        if (peek() != '"') refuse(line_, term.key + ": a quote is missing");
        take();
        while (peek() != '"' && peek() != '\n' && peek() != '\0') term.value += take();
        if (peek() != '"') refuse(line_, term.key + ": a quote is not closed");
        take();
        check(term);
        return term;
    }

    void check(const udev_term& term) const {
        const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                       [&term](const auto& k) { return k.name == term.key; });
        if (kind == kinds.end()) refuse(line_, "unknown key \"" + term.key + "\"");
        const std::string known = " " + std::string(kind->operations) + " ";
        if (term.operation.empty() || known.find(" " + term.operation + " ") == std::string::npos)
            refuse(line_, term.key + " does not take \"" + term.operation + "\"");
        if (kind->attribute_wanted && term.attribute.empty())
            refuse(line_, term.key + " needs an attribute in braces");
        if (!kind->attribute_allowed && !term.attribute.empty())
            refuse(line_, term.key + " takes no attribute");
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    char take() {
        if (text_[at_] == '\n') ++line_;
        return text_[at_++];
    }
    void skip_line() {
        while (peek() != '\n' && peek() != '\0') take();
    }
    void skip_spaces() {
        for (;;) {
            if (peek() == '\\' && text_.substr(at_ + 1, 1) == "\n") {
                take();
                take();
            } else if (peek() == ' ' || peek() == '\t') {
                take();
            } else {
                return;
            }
        }
    }

    std::string_view text_;
    std::size_t      at_ = 0;
    int              line_ = 1;
};

bool has_label(const std::vector<udev_rule>& rules, std::size_t from, const std::string& name) {
    for (std::size_t i = from; i < rules.size(); ++i)
        for (const auto& term : rules[i].terms)
            if (term.key == "LABEL" && term.value == name) return true;
    return false;
}

}  // namespace

std::vector<udev_rule> parse_udev_rules(std::string_view text) {
    auto rules = reader(text).read();
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (const auto& term : rules[i].terms)
            if (term.key == "GOTO" && !has_label(rules, i + 1, term.value))
                reader::refuse(rules[i].line, "no LABEL \"" + term.value + "\" behind its GOTO");
    return rules;
}

std::vector<std::string> alternatives(const std::string& value) {
    std::vector<std::string> all{""};
    for (const char c : value)
        if (c == '|')
            all.emplace_back();
        else
            all.back() += c;
    return all;
}

}  // namespace hayauma::testing
