#include "tests/integration/queue/states_document.hpp"

#include <array>
#include <sstream>

#include "queue/message.hpp"
#include "queue/transition.hpp"

using namespace hayauma::queue;

namespace {

const char* meaning(state s) {
    switch (s) {
    case state::queued: return "waits for a modem, or for its next try";
    case state::sending:
        return "is on a modem: written down before the first octet, so after a "
               "crash it may be on the air";
    case state::sent: return "the network has taken it";
    case state::unconfirmed: return "was handed over and no answer came: it may have been sent";
    case state::delivered: return "a report says that the recipient has it";
    case state::undelivered: return "a report says that the network has given up";
    case state::failed: return "was refused for good, or refused too often";
    case state::expired: return "its deadline passed before it could be handed over";
    case state::canceled: return "the client took it back in time";
    case state::superseded: return "a newer code took its place in time";
    }
    return "";
}

const char* meaning(event e) {
    switch (e) {
    case event::claimed: return "a modem takes the part";
    case event::accepted: return "`+CMGS: <mr>`, also a late one, or CMS 197 (the network has it)";
    case event::try_later: return "certainly not sent; again at once elsewhere, or after a pause";
    case event::give_up:
        return "refused for good, tries used up, a part before it failed, or its "
               "text is lost";
    case event::outcome_lost:
        return "Ctrl-Z was written and no final result tells, or none for 20 s "
               "and a second try can follow";
    case event::second_try:
        return "a code whose outcome is unknown is sent once more "
               "([0004](adr/0004-unconfirmed.md))";
    case event::report_delivered: return "status report: received";
    case event::report_failed: return "status report: permanent error, or given up";
    case event::deadline_passed: return "`expires_at` came before Ctrl-Z was written";
    case event::cancel_asked: return "`DELETE /v1/messages/{id}`";
    case event::newer_code: return "the same client sent a newer code to the same number";
    }
    return "";
}

void diagram(std::ostream& out) {
    out << "```mermaid\nstateDiagram-v2\n    [*] --> queued\n";
    for (const rule& r : rules)
        out << "    " << name(r.from) << " --> " << name(r.to) << " : " << name(r.on) << '\n';
    for (const state s : all_states)
        if (is_final(s)) out << "    " << name(s) << " --> [*]\n";
    out << "```\n";
}

void part_tables(std::ostream& out) {
    out << "| state | a part in it | ends there |\n| --- | --- | --- |\n";
    for (const state s : all_states)
        out << "| `" << name(s) << "` | " << meaning(s) << " | " << (is_final(s) ? "yes" : "")
            << " |\n";
    out << "\n| event | what happened |\n| --- | --- |\n";
    for (const event e : all_events) out << "| `" << name(e) << "` | " << meaning(e) << " |\n";
    out << "\n| from | on | to |\n| --- | --- | --- |\n";
    for (const rule& r : rules)
        out << "| `" << name(r.from) << "` | `" << name(r.on) << "` | `" << name(r.to) << "` |\n";
}

void guard_table(std::ostream& out) {
    out << "| on, after an unknown attempt of the part | is taken for |\n| --- | --- |\n";
    for (const event e : all_events)
        if (guarded(e, true) != e)
            out << "| `" << name(e) << "` | `" << name(guarded(e, true)) << "` |\n";
}

/// What a text of two parts is, for each pair that can occur.
void fold_table(std::ostream& out) {
    constexpr std::array of{state::queued,    state::sending,     state::sent,   state::unconfirmed,
                            state::delivered, state::undelivered, state::failed, state::expired};
    out << "| two parts |";
    for (const state s : of) out << ' ' << name(s) << " |";
    out << "\n| --- |";
    for (std::size_t i = 0; i < of.size(); ++i) out << " --- |";
    out << '\n';
    for (const state a : of) {
        out << "| **" << name(a) << "** |";
        for (const state b : of) {
            const bool lost = a == state::unconfirmed || b == state::unconfirmed;
            out << ' ' << name(fold({a, b}, lost)) << " |";
        }
        out << '\n';
    }
}

}  // namespace

std::string states_document() {
    std::ostringstream out;
    out << "# The states of a part and of a message\n\n"
           "Made from `queue/transition.hpp` and `queue/message.hpp`; do not edit. After a change "
           "there, a test fails and says how to make this page anew.\n\n"
           "## A part\n\nOne short message. An event that has no row for the part's state changes "
           "nothing.\n\n";
    diagram(out);
    out << '\n';
    part_tables(out);
    out << "\nA part that may be on the air is never said to be unsent. So where an attempt of it "
           "once ended unknown:\n\n";
    guard_table(out);
    out << "\n## A message\n\n"
           "What the API shows as `status` is folded from the parts. The first line that fits "
           "decides:\n\n"
           "1. every part `queued`: `queued`;\n"
           "2. a part `sending`, or some `queued` and others past it: `sending`;\n"
           "3. a part `failed`, `expired`, `canceled` or `superseded`, in this order: that; but "
           "where "
           "an attempt of any part once ended unknown, `failed` and `expired` read `unconfirmed`;\n"
           "4. a part `undelivered`: `undelivered`;\n"
           "5. a part `unconfirmed`: `unconfirmed`;\n"
           "6. every part `delivered`: `delivered`;\n"
           "7. otherwise `sent`.\n\n"
           "A text that lacks one part is of no use, so the worst part speaks for the message. "
           "Parts "
           "go in order, on one modem; when one fails or expires, those behind it end with it; "
           "when "
           "one is unconfirmed, the next still goes. `finished_at` is set when the message stops "
           "being `queued` or `sending`, and then stays; an `unconfirmed` code has none before its "
           "second try has ended or cannot be made any more.\n\n";
    fold_table(out);
    return out.str();
}
