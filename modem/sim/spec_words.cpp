#include "modem/sim/spec_words.hpp"

#include <utility>

namespace hayauma::sim {
namespace {

bool is_space(char c) noexcept { return c == ' ' || c == '\t'; }

class cutter {
public:
    explicit cutter(std::string_view text) : rest_(text) {}

    fault_result<std::vector<spec_word>> cut() {
        std::vector<spec_word> words;
        for (skip_spaces(); !rest_.empty(); skip_spaces()) {
            spec_word word;
            while (!rest_.empty() && !is_space(rest_.front()) && rest_.front() != '=') {
                word.name.push_back(take());
            }
            if (!rest_.empty() && rest_.front() == '=') {
                take();
                word.assigned = true;
                if (!take_value(word.value)) {
                    return fault_error{"the quotes of " + word.name + "=\"... are not closed"};
                }
            }
            if (word.name.empty()) return fault_error{"a '=' without a name before it"};
            words.push_back(std::move(word));
        }
        return words;
    }

private:
    bool take_value(std::string& out) {
        if (rest_.empty() || rest_.front() != '"') {
            while (!rest_.empty() && !is_space(rest_.front())) out.push_back(take());
            return true;
        }
        take();
        while (!rest_.empty()) {
            char c = take();
            if (c == '"') return true;
            if (c == '\\' && !rest_.empty()) {
                c = take();
                if (c == 'n') {
                    out += "\r\n";
                    continue;
                }
            }
            out.push_back(c);
        }
        return false;
    }

    void skip_spaces() {
        while (!rest_.empty() && is_space(rest_.front())) take();
    }

    char take() {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    std::string_view rest_;
};

}  // namespace

fault_result<std::vector<spec_word>> cut_words(std::string_view text) { return cutter(text).cut(); }

std::string quoted(std::string_view value) {
    const bool plain = !value.empty() && value.front() != '"' &&
                       value.find_first_of(" \t\r\n\"\\") == std::string_view::npos;
    if (plain) return std::string(value);
    std::string text = "\"";
    for (std::size_t at = 0; at < value.size(); ++at) {
        if (value.substr(at).starts_with("\r\n")) {
            text += "\\n";
            ++at;
            continue;
        }
        if (value[at] == '"' || value[at] == '\\') text.push_back('\\');
        text.push_back(value[at]);
    }
    return text + "\"";
}

}  // namespace hayauma::sim
