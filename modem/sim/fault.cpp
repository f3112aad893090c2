#include "modem/sim/fault.hpp"

#include <stdexcept>

namespace hayauma::sim {
namespace {

using kind_t = fault_kind;
using moment_t = fault_moment;

constexpr unsigned bit(moment_t moment) noexcept { return 1U << static_cast<unsigned>(moment); }

constexpr unsigned at_idle = bit(moment_t::idle);
constexpr unsigned at_command = bit(moment_t::command);
constexpr unsigned at_before_prompt = bit(moment_t::before_prompt);
constexpr unsigned at_after_prompt = bit(moment_t::after_prompt);
constexpr unsigned at_after_ctrl_z = bit(moment_t::after_ctrl_z);
constexpr unsigned at_before_ok = bit(moment_t::before_ok);
constexpr unsigned in_submission =
    at_before_prompt | at_after_prompt | at_after_ctrl_z | at_before_ok;
constexpr unsigned any_time = at_idle | at_command | in_submission;
constexpr unsigned refusing = at_command | at_before_prompt | at_after_prompt | at_after_ctrl_z;

struct row {
    kind_t           kind;
    std::string_view name;
    bool             lasts;
    moment_t         usual;
    unsigned         moments;
    std::string_view
        parameters;  ///< between spaces; "times", "for", "moment" and "after" are all's
    std::string_view meaning;
};

constexpr std::array table{
    row{kind_t::cms_error, "cms", false, moment_t::after_ctrl_z, refusing,
        " code text command sent delay ",
        "`+CMS ERROR`, by number (500 if none is given) or in words (`text`)"},
    row{kind_t::cme_error, "cme", false, moment_t::after_ctrl_z, refusing,
        " code text command sent delay ",
        "`+CME ERROR`, by number (100 if none is given) or in words (`text`)"},
    row{kind_t::plain_error, "error", false, moment_t::after_ctrl_z, refusing,
        " command sent delay ", "bare `ERROR`"},
    row{kind_t::ok_alone, "ok-alone", false, moment_t::after_ctrl_z, refusing,
        " command sent delay ", "`OK` without what should come before it"},
    row{kind_t::no_prompt, "no-prompt", false, moment_t::before_prompt, at_before_prompt, " ",
        "`AT+CMGS` is ignored: neither prompt nor result"},
    row{kind_t::bare_prompt, "bare-prompt", false, moment_t::before_prompt, at_before_prompt, " ",
        "the prompt is a bare `>`, without its space"},
    row{kind_t::unanswered, "unanswered", false, moment_t::after_ctrl_z,
        at_command | at_after_ctrl_z | at_before_ok, " command sent ",
        "no result; the modem answers the next command again"},
    row{kind_t::late, "late", false, moment_t::after_ctrl_z,
        at_command | at_after_ctrl_z | at_before_ok, " command delay ",
        "the result comes `delay` (10 s) later; of a submission that was given up, `+CMGS` comes "
        "by itself"},
    row{kind_t::carrier_limit, "limit", false, moment_t::after_ctrl_z, at_after_ctrl_z, " code ",
        "after `after` messages the network refuses with RP-cause `code` (21)"},
    row{kind_t::garbage, "garbage", false, moment_t::idle, any_time, " code ",
        "`code` (64) octets of noise"},
    row{kind_t::unsolicited, "urc", false, moment_t::command, any_time, " text command ",
        "an unsolicited line (`text`, or `^RSSI:26`), also in the middle of an answer"},
    row{kind_t::endless_line, "endless-line", false, moment_t::command, any_time, " ",
        "1 MiB without an end of line"},
    row{kind_t::flood, "flood", true, moment_t::idle, any_time, " text delay ",
        "unsolicited lines (`text`, or `+ZUSIMR:2`), one each `delay` (10 ms), whatever goes on"},
    row{kind_t::call, "call", true, moment_t::idle,
        at_idle | at_command | at_before_prompt | at_after_ctrl_z | at_before_ok, " code text ",
        "somebody (`text`) calls: `RING` every 5 s until it is hung up; meanwhile nothing is sent "
        "(`+CMS ERROR: code`, 302)"},
    row{kind_t::trickle, "trickle", true, moment_t::idle, any_time, " delay ",
        "one octet at a time, `delay` between two of them"},
    row{kind_t::silence, "silence", true, moment_t::idle, any_time, " sent ",
        "answers nothing to anything, and hears nothing"},
    row{kind_t::dead, "dead", true, moment_t::idle, any_time, " sent ",
        "silent until its USB device is reset; then it starts anew"},
    row{kind_t::echo_on, "echo-on", false, moment_t::idle, any_time, " ",
        "the echo of commands is on again"},
    row{kind_t::stuck_prompt, "stuck-prompt", false, moment_t::idle, at_idle, " ",
        "it stands in the prompt of a message that somebody left half typed: Ctrl-Z would send it"},
    row{kind_t::reboot, "reboot", false, moment_t::idle, any_time, " sent ",
        "starts anew: settings lost, its boot time, its boot lines"},
    row{kind_t::unplug, "unplug", true, moment_t::idle, any_time, " text sent ",
        "its port is gone (`idle`: at once, whatever goes on); when it is over, it comes back and "
        "boots, as the port `as` if given"},
    row{kind_t::sim_removed, "sim-removed", true, moment_t::idle, any_time, " ",
        "no card in the slot"},
    row{kind_t::pin_asked, "pin", true, moment_t::idle, any_time, " ", "the card asks for its PIN"},
    row{kind_t::memory_full, "memory-full", true, moment_t::idle, any_time, " ",
        "every place for messages is taken: nothing comes in until some are deleted"},
    row{kind_t::registration_lost, "no-network", true, moment_t::idle, any_time, " code ",
        "no network: <stat> is `code` (2, searching)"},
    row{kind_t::lte_only, "lte-only", true, moment_t::idle, any_time, " ",
        "`+CREG: 0,2` and `+CGREG: 0,2` with `+CEREG: 0,1`"},
    row{kind_t::sms_only, "sms-only", true, moment_t::idle, any_time, " ",
        "registered for SMS only: <stat> 6"},
    row{kind_t::report_late, "report-late", false, moment_t::after_ctrl_z, at_after_ctrl_z,
        " delay ", "the status report comes `delay` (10 s) later"},
    row{kind_t::report_lost, "report-lost", false, moment_t::after_ctrl_z, at_after_ctrl_z, " ",
        "no status report comes"},
    row{kind_t::report_doubled, "report-doubled", false, moment_t::after_ctrl_z, at_after_ctrl_z,
        " ", "the status report comes twice"},
    row{kind_t::report_failed, "report-failed", false, moment_t::after_ctrl_z, at_after_ctrl_z,
        " code ", "the report says that it was not delivered: TP-ST `code` (70)"},
};

constexpr bool in_order() noexcept {
    for (std::size_t at = 0; at < table.size(); ++at) {
        if (table[at].kind != all_fault_kinds[at]) return false;
        if (static_cast<std::size_t>(table[at].kind) != at) return false;
    }
    return table.size() == all_fault_kinds.size();
}
static_assert(in_order());

constexpr const row& row_of(kind_t kind) noexcept { return table[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view name(fault_kind kind) noexcept { return row_of(kind).name; }
std::string_view meaning(fault_kind kind) noexcept { return row_of(kind).meaning; }
fault_moment     usual_moment(fault_kind kind) noexcept { return row_of(kind).usual; }
bool             lasting(fault_kind kind) noexcept { return row_of(kind).lasts; }

bool applies(fault_kind kind, fault_moment moment) noexcept {
    return (row_of(kind).moments & bit(moment)) != 0;
}

bool takes(fault_kind kind, std::string_view parameter) noexcept {
    if (parameter == "moment" || parameter == "for" || parameter == "after") return true;
    if (parameter == "times") return !lasting(kind);
    if (parameter == "as") return kind == fault_kind::unplug;
    if (parameter == "text" && kind == fault_kind::unplug) return false;
    const std::string_view all = row_of(kind).parameters;
    const std::size_t      at = all.find(parameter);
    return !parameter.empty() && at != std::string_view::npos && all[at - 1] == ' ' &&
           all[at + parameter.size()] == ' ';
}

std::string_view name(fault_moment moment) noexcept {
    switch (moment) {
    case fault_moment::idle: return "idle";
    case fault_moment::command: return "command";
    case fault_moment::before_prompt: return "before-prompt";
    case fault_moment::after_prompt: return "after-prompt";
    case fault_moment::after_ctrl_z: return "after-ctrl-z";
    case fault_moment::before_ok: return "before-ok";
    }
    return "";
}

std::string_view meaning(fault_moment moment) noexcept {
    switch (moment) {
    case fault_moment::idle: return "nothing is going on; at once where that is so";
    case fault_moment::command:
        return "a command that sends nothing is answered: after its lines, before its final result";
    case fault_moment::before_prompt: return "`AT+CMGS` was read, the prompt is not out";
    case fault_moment::after_prompt: return "the prompt is out, the payload is awaited";
    case fault_moment::after_ctrl_z: return "the payload is complete, the message on the air";
    case fault_moment::before_ok: return "`+CMGS: n` is out, its `OK` is not";
    }
    return "";
}

fault make_fault(fault_kind kind) { return make_fault(kind, usual_moment(kind)); }

fault make_fault(fault_kind kind, fault_moment moment) {
    fault what;
    what.kind = kind;
    what.moment = moment;
    if (!lasting(kind)) what.uses = 1;
    return what;
}

void throw_exception_from_error(const fault_error& e, const boost::source_location&) {
    throw std::invalid_argument(e.detail);
}

}  // namespace hayauma::sim
