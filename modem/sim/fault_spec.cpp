// The small language in which people and programs name a fault.
#include <algorithm>
#include <charconv>

#include "modem/sim/fault.hpp"
#include "modem/sim/spec_words.hpp"

namespace hayauma::sim {
namespace {

using milliseconds = std::chrono::milliseconds;

constexpr milliseconds duration_max = std::chrono::hours(24 * 365);
constexpr std::size_t  text_octets_max = 1024;
constexpr int          number_max = 1'000'000;

struct unit {
    std::string_view name;
    milliseconds     length;
};
constexpr std::array units{
    unit{"ms", milliseconds(1)},
    unit{"s", milliseconds(1'000)},
    unit{"m", milliseconds(60'000)},
    unit{"h", milliseconds(3'600'000)},
};

std::optional<int> parse_number(std::string_view text) noexcept {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (value < 0 || value > number_max) return std::nullopt;
    return value;
}

std::string all_names() {
    std::string names;
    for (const fault_kind kind : all_fault_kinds) {
        if (!names.empty()) names += ", ";
        names += name(kind);
    }
    return names;
}

std::string moments_of(fault_kind kind) {
    std::string names;
    for (const fault_moment moment : all_moments) {
        if (!applies(kind, moment)) continue;
        if (!names.empty()) names += ", ";
        names += name(moment);
    }
    return names;
}

/// @return what is wrong, or nothing.
std::optional<fault_error> set_moment(fault& out, std::string_view value) {
    for (const fault_moment moment : all_moments) {
        if (name(moment) != value || !applies(out.kind, moment)) continue;
        out.moment = moment;
        return std::nullopt;
    }
    return fault_error{"moment of " + std::string(name(out.kind)) + " is one of " +
                       moments_of(out.kind)};
}

std::optional<fault_error> set_number(int& out, const spec_word& word, int lowest) {
    const auto value = parse_number(word.value);
    if (!value || *value < lowest) {
        return fault_error{word.name + " is a number from " + std::to_string(lowest) + " to " +
                           std::to_string(number_max)};
    }
    out = *value;
    return std::nullopt;
}

std::optional<fault_error> set_uses(fault& out, const spec_word& word) {
    out.uses.reset();
    if (word.value == "all") return std::nullopt;
    int        times = 0;
    const auto wrong = set_number(times, word, 1);
    if (wrong) return fault_error{wrong->detail + ", or the word all"};
    out.uses = times;
    return std::nullopt;
}

std::optional<fault_error> set_duration(milliseconds& out, const spec_word& word) {
    const auto value = parse_duration(word.value);
    if (!value) return fault_error{word.name + " is a duration such as 500ms, 5s, 2m or 1h"};
    out = *value;
    return std::nullopt;
}

std::optional<fault_error> set_end(fault& out, const spec_word& word) {
    milliseconds lasts{0};
    if (const auto wrong = set_duration(lasts, word)) return wrong;
    out.lasts = lasts;
    return std::nullopt;
}

std::optional<fault_error> set_text(fault& out, const spec_word& word) {
    const bool is_name = word.name == "as";
    if (word.value.empty() || word.value.size() > text_octets_max) {
        return fault_error{word.name + " is a text of 1 to " + std::to_string(text_octets_max) +
                           " octets"};
    }
    if (is_name &&
        (word.value.find('/') != std::string::npos || word.value == "." || word.value == "..")) {
        return fault_error{"as is a name without '/'"};
    }
    out.text = word.value;
    return std::nullopt;
}

std::optional<fault_error> set_flag(bool& out, const spec_word& word) {
    if (word.value != "yes" && word.value != "no") return fault_error{word.name + " is yes or no"};
    out = word.value == "yes";
    return std::nullopt;
}

std::optional<fault_error> set_parameter(fault& out, const spec_word& word) {
    if (!word.assigned) return fault_error{"expected NAME=VALUE instead of '" + word.name + "'"};
    if (!takes(out.kind, word.name)) {
        return fault_error{std::string(name(out.kind)) + " has no '" + word.name + "'"};
    }
    if (word.name == "moment") return set_moment(out, word.value);
    if (word.name == "times") return set_uses(out, word);
    if (word.name == "for") return set_end(out, word);
    if (word.name == "after") return set_number(out.after, word, 0);
    if (word.name == "code") return set_number(out.code, word, 0);
    if (word.name == "sent") return set_flag(out.sent, word);
    if (word.name == "delay") return set_duration(out.delay, word);
    if (word.name == "command") {
        out.command = word.value;
        return std::nullopt;
    }
    return set_text(out, word);
}

void add(std::string& text, std::string_view parameter, std::string_view value) {
    text.append(" ").append(parameter).append("=").append(quoted(value));
}

}  // namespace

fault_result<fault> parse_fault(std::string_view text) {
    const auto words = cut_words(text);
    if (!words) return words.error();
    return fault_of_words(*words);
}

fault_result<fault> fault_of_words(const std::vector<spec_word>& words) {
    if (words.empty()) return fault_error{"no fault is named; there are " + all_names()};
    const auto kind =
        std::find_if(all_fault_kinds.begin(), all_fault_kinds.end(),
                     [&](fault_kind known) { return name(known) == words.front().name; });
    if (kind == all_fault_kinds.end() || words.front().assigned) {
        return fault_error{"there is no fault '" + words.front().name + "'; there are " +
                           all_names()};
    }
    fault what = make_fault(*kind);
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
        const auto twice = std::any_of(words.begin() + 1, word,
                                       [&](const auto& other) { return other.name == word->name; });
        if (twice) return fault_error{word->name + " is given twice"};
        if (auto wrong = set_parameter(what, *word)) return *std::move(wrong);
    }
    return what;
}

std::string describe(const fault& what) {
    const fault usual = make_fault(what.kind);
    std::string text(name(what.kind));
    if (what.moment != usual.moment) add(text, "moment", name(what.moment));
    if (what.code != usual.code) add(text, "code", std::to_string(what.code));
    if (!what.text.empty()) add(text, what.kind == fault_kind::unplug ? "as" : "text", what.text);
    if (!what.command.empty()) add(text, "command", what.command);
    if (what.sent) add(text, "sent", "yes");
    if (what.delay != usual.delay) add(text, "delay", describe(what.delay));
    if (what.after != usual.after) add(text, "after", std::to_string(what.after));
    if (what.uses != usual.uses) {
        add(text, "times", what.uses ? std::to_string(*what.uses) : "all");
    }
    if (what.lasts) add(text, "for", describe(*what.lasts));
    return text;
}

std::optional<milliseconds> parse_duration(std::string_view text) noexcept {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0) return std::nullopt;
    const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const unit& known : units) {
        if (rest != known.name) continue;
        if (count > duration_max / known.length) return std::nullopt;
        return count * known.length;
    }
    return std::nullopt;
}

std::string describe(milliseconds duration) {
    const unit* best = &units.front();
    for (const unit& known : units) {
        if (duration.count() != 0 && duration % known.length == milliseconds(0)) best = &known;
    }
    return std::to_string(duration / best->length).append(best->name);
}

}  // namespace hayauma::sim
