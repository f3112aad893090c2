#include "modem/sim/fault_plan.hpp"

#include <algorithm>
#include <utility>

namespace hayauma::sim {

bool decides_answer(fault_kind kind) noexcept {
    switch (kind) {
    case fault_kind::cms_error:
    case fault_kind::cme_error:
    case fault_kind::plain_error:
    case fault_kind::ok_alone:
    case fault_kind::no_prompt:
    case fault_kind::unanswered:
    case fault_kind::late:
    case fault_kind::carrier_limit: return true;
    case fault_kind::bare_prompt:
    case fault_kind::garbage:
    case fault_kind::unsolicited:
    case fault_kind::endless_line:
    case fault_kind::flood:
    case fault_kind::call:
    case fault_kind::trickle:
    case fault_kind::silence:
    case fault_kind::dead:
    case fault_kind::echo_on:
    case fault_kind::stuck_prompt:
    case fault_kind::reboot:
    case fault_kind::unplug:
    case fault_kind::sim_removed:
    case fault_kind::pin_asked:
    case fault_kind::memory_full:
    case fault_kind::registration_lost:
    case fault_kind::lte_only:
    case fault_kind::sms_only:
    case fault_kind::report_late:
    case fault_kind::report_lost:
    case fault_kind::report_doubled:
    case fault_kind::report_failed: break;
    }
    return false;
}

void fault_plan::inject(fault what, mono_time now) {
    entry fresh{std::move(what), std::nullopt, false, 0};
    if (fresh.what.lasts && !lasting(fresh.what.kind)) fresh.until = now + *fresh.what.lasts;
    entries_.push_back(std::move(fresh));
}

std::vector<fault> fault_plan::meet(fault_moment moment, std::string_view line, mono_time now) {
    const auto meant = [&](const fault& what) {
        return what.moment == moment && line.starts_with(what.command);
    };
    return meet_if(meant, now);
}

std::vector<fault> fault_plan::meet_idle(fault_kind kind, mono_time now) {
    const auto meant = [kind](const fault& what) {
        return what.moment == fault_moment::idle && what.kind == kind;
    };
    return meet_if(meant, now);
}

template <class Predicate>
std::vector<fault> fault_plan::meet_if(Predicate meant, mono_time now) {
    std::vector<fault> happening;
    bool               decided = false;
    for (entry& one : entries_) {
        if (one.in_force || !meant(one.what)) continue;
        if (decided && decides_answer(one.what.kind)) continue;
        if (++one.met <= one.what.after) continue;
        decided = decided || decides_answer(one.what.kind);
        if (lasting(one.what.kind)) {
            one.in_force = true;
            if (one.what.lasts) one.until = now + *one.what.lasts;
        }
        happening.push_back(one.what);
    }
    std::erase_if(entries_, [](const entry& one) {
        return one.what.uses && one.met >= one.what.after + *one.what.uses;
    });
    return happening;
}

template <class Predicate>
std::vector<fault> fault_plan::take_if(Predicate over) {
    std::vector<fault> undone;
    for (const entry& one : entries_) {
        if (over(one) && one.in_force) undone.push_back(one.what);
    }
    std::erase_if(entries_, over);
    return undone;
}

std::vector<fault> fault_plan::take_ended(mono_time now) {
    return take_if([now](const entry& one) { return one.until && *one.until <= now; });
}

std::vector<fault> fault_plan::clear() {
    return take_if([](const entry&) { return true; });
}

std::vector<fault> fault_plan::end(fault_kind kind) {
    return take_if([kind](const entry& one) { return one.in_force && one.what.kind == kind; });
}

std::optional<mono_time> fault_plan::next_end() const {
    std::optional<mono_time> next;
    for (const entry& one : entries_) {
        if (one.until && (!next || *one.until < *next)) next = one.until;
    }
    return next;
}

const fault* fault_plan::in_force(fault_kind kind) const noexcept {
    for (const entry& one : entries_) {
        if (one.in_force && one.what.kind == kind) return &one.what;
    }
    return nullptr;
}

std::vector<fault> fault_plan::list() const {
    std::vector<fault> all;
    for (const entry& one : entries_) all.push_back(one.what);
    return all;
}

}  // namespace hayauma::sim
