#include "modem/sim/fault_script.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "modem/sim/identity.hpp"
#include "modem/sim/spec_words.hpp"

namespace hayauma::sim {
namespace {

using milliseconds = std::chrono::milliseconds;

constexpr milliseconds usual_pause{30'000};

// Causes that say nothing against the message itself: a driver has to get it out all the same.
constexpr std::array random_cms{38, 41, 42, 47, 300, 302, 313, 322, 331, 332, 350, 500, 512};
constexpr std::array random_cme{0, 3, 13, 14, 30, 31, 60, 100, 515};
constexpr std::array random_lines{
    "^RSSI:26", "^BOOT:24197223,0,0,0,75",
    "RING",     "+CMTI: \"ME\",9",
    "+CREG: 2", "+CDS: 25\r\n079119890400202306400C91197909913764511090718384225110907183252200",
};

std::uint64_t below(std::uint64_t& state, std::uint64_t limit) {
    return next_number(state) % limit;
}

template <class List>
const auto& any_of(std::uint64_t& state, const List& list) {
    return list[below(state, list.size())];
}

milliseconds up_to(std::uint64_t& state, milliseconds longest) {
    return milliseconds(1 + below(state, static_cast<std::uint64_t>(longest.count())));
}

fault_moment any_moment(std::uint64_t& state, fault_kind kind) {
    std::vector<fault_moment> moments;
    for (const fault_moment moment : all_moments) {
        if (applies(kind, moment)) moments.push_back(moment);
    }
    return any_of(state, moments);
}

bool is_kind(const std::string& word) {
    return std::any_of(all_fault_kinds.begin(), all_fault_kinds.end(),
                       [&](fault_kind kind) { return name(kind) == word; });
}

/// @return what is wrong, or nothing.
std::optional<fault_error> set_time(std::optional<milliseconds>& out, const spec_word& word,
                                    milliseconds lowest) {
    const auto value = parse_duration(word.value);
    if (!value || *value < lowest) {
        return fault_error{word.name + " is a duration such as 500ms, 5s, 2m or 1h"};
    }
    out = value;
    return std::nullopt;
}

std::optional<fault_error> set_random(fault_script& out, const std::vector<spec_word>& words) {
    out.random = true;
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
        const std::string& text = word->value;
        if (word->name == "seed") {
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), out.seed);
            if (error == std::errc{} && end == text.data() + text.size()) continue;
            return fault_error{"seed is a number"};
        }
        if (word->name != "for") return fault_error{"random has no '" + word->name + "'"};
        std::optional<milliseconds> longest;
        if (auto wrong = set_time(longest, *word, milliseconds(1))) return wrong;
        out.longest = *longest;
    }
    if (!out.every && !out.at) out.every = usual_pause;
    return std::nullopt;
}

}  // namespace

fault random_fault(std::uint64_t& state, milliseconds longest) {
    const fault_kind kind = any_of(state, all_fault_kinds);
    fault            what = make_fault(kind, any_moment(state, kind));
    what.lasts = up_to(state, longest);
    if (!lasting(kind)) what.uses = 1 + static_cast<int>(below(state, 3));
    if (kind == fault_kind::cms_error) what.code = any_of(state, random_cms);
    if (kind == fault_kind::cme_error) what.code = any_of(state, random_cme);
    if (kind == fault_kind::unsolicited) what.text = any_of(state, random_lines);
    if (kind == fault_kind::unplug && below(state, 2) == 0) what.text = "%-2";
    if (takes(kind, "sent")) what.sent = below(state, 2) == 0;
    if (kind == fault_kind::late || kind == fault_kind::report_late) {
        what.delay = up_to(state, longest);
    }
    return what;
}

fault_result<fault_script> parse_fault_script(std::string_view text) {
    auto words = cut_words(text);
    if (!words) return words.error();
    fault_script           script;
    std::vector<spec_word> rest;
    for (spec_word& word : *words) {
        std::optional<fault_error> wrong;
        if (word.assigned && word.name == "at") {
            wrong = set_time(script.at, word, milliseconds(0));
        } else if (word.assigned && word.name == "every") {
            wrong = set_time(script.every, word, milliseconds(1));
        } else {
            rest.push_back(std::move(word));
        }
        if (wrong) return *std::move(wrong);
    }
    const bool named = rest.size() > 1 && !rest[0].assigned && rest[0].name != "random" &&
                       !is_kind(rest[0].name) && !rest[1].assigned;
    if (named) {
        script.modem = rest.front().name;
        rest.erase(rest.begin());
    }
    if (!rest.empty() && !rest.front().assigned && rest.front().name == "random") {
        if (auto wrong = set_random(script, rest)) return *std::move(wrong);
        return script;
    }
    auto what = fault_of_words(rest);
    if (!what) return what.error();
    script.what = *std::move(what);
    return script;
}

fault_schedule::fault_schedule(fault_script script, unsigned index, mono_time start)
    : script_(std::move(script)), state_(script_.seed) {
    state_ += index * 0x9E37'79B9'7F4A'7C15U;
    next_ = start + script_.at.value_or(script_.every.value_or(milliseconds(0)));
}

fault fault_schedule::take() {
    if (script_.every) {
        next_ = *next_ + *script_.every;
    } else {
        next_.reset();
    }
    return script_.random ? random_fault(state_, script_.longest) : script_.what;
}

}  // namespace hayauma::sim
