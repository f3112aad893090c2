#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace hayauma::sim {

/// What a real modem is known to do wrong. docs/simulator.md says each in words.
enum class fault_kind {
    // The answer is another one.
    cms_error,
    cme_error,
    plain_error,
    ok_alone,
    no_prompt,
    bare_prompt,
    unanswered,
    late,
    carrier_limit,
    // Something comes that nobody asked for.
    garbage,
    unsolicited,
    endless_line,
    flood,
    call,
    // Octet by octet, or not at all.
    trickle,
    silence,
    dead,
    // The modem starts anew, or goes.
    echo_on,
    stuck_prompt,
    reboot,
    unplug,
    // The card and the network.
    sim_removed,
    pin_asked,
    memory_full,
    registration_lost,
    lte_only,
    sms_only,
    // The status report.
    report_late,
    report_lost,
    report_doubled,
    report_failed,
};

inline constexpr std::array all_fault_kinds{
    fault_kind::cms_error,
    fault_kind::cme_error,
    fault_kind::plain_error,
    fault_kind::ok_alone,
    fault_kind::no_prompt,
    fault_kind::bare_prompt,
    fault_kind::unanswered,
    fault_kind::late,
    fault_kind::carrier_limit,
    fault_kind::garbage,
    fault_kind::unsolicited,
    fault_kind::endless_line,
    fault_kind::flood,
    fault_kind::call,
    fault_kind::trickle,
    fault_kind::silence,
    fault_kind::dead,
    fault_kind::echo_on,
    fault_kind::stuck_prompt,
    fault_kind::reboot,
    fault_kind::unplug,
    fault_kind::sim_removed,
    fault_kind::pin_asked,
    fault_kind::memory_full,
    fault_kind::registration_lost,
    fault_kind::lte_only,
    fault_kind::sms_only,
    fault_kind::report_late,
    fault_kind::report_lost,
    fault_kind::report_doubled,
    fault_kind::report_failed,
};

/// When a fault happens. All but `idle` and `command` are moments of a submission.
enum class fault_moment {
    idle,           ///< nothing is going on; at once where that is so
    command,        ///< a command that sends nothing is answered: before its final result
    before_prompt,  ///< AT+CMGS was read
    after_prompt,   ///< the prompt is out, the payload is awaited
    after_ctrl_z,   ///< the payload is complete, the message is on the air
    before_ok,      ///< +CMGS is out, its OK is not
};

inline constexpr std::array all_moments{
    fault_moment::idle,         fault_moment::command,      fault_moment::before_prompt,
    fault_moment::after_prompt, fault_moment::after_ctrl_z, fault_moment::before_ok,
};

/// One fault, as data. It ends after `uses` of it, or when `lasts` is over, whichever comes first;
/// with neither it ends when it is cleared.
struct fault {
    fault_kind   kind = fault_kind::silence;
    fault_moment moment = fault_moment::idle;
    /// The number of an error, the TP-ST of a report, the <stat> without a network, the octets of
    /// garbage. -1: the kind's own.
    int code = -1;
    /// An error's words instead of its number, an unsolicited line, the port's name after an
    /// unplug ('%' stands for its first one). Empty: the kind's own.
    std::string text;
    /// Only for commands that begin so, after "AT": "+CSCA".
    std::string command;
    /// Whether a message whose result does not come was sent all the same.
    bool sent = false;
    /// How much later than else; between two octets or lines.
    std::chrono::milliseconds delay{0};
    int                       after = 0;  ///< so many times all is well first
    std::optional<int>        uses;       ///< 1 or more; not of a kind that lasts
    /// From its injection on; of a kind that lasts: from when it takes hold.
    std::optional<std::chrono::milliseconds> lasts;

    bool operator==(const fault&) const = default;
};

std::string_view name(fault_kind kind) noexcept;      ///< "cms", "unplug" ...
std::string_view name(fault_moment moment) noexcept;  ///< "after-ctrl-z" ...

/// One sentence for people.
std::string_view meaning(fault_kind kind) noexcept;
std::string_view meaning(fault_moment moment) noexcept;

/// Whether a modem can do that at that moment.
bool applies(fault_kind kind, fault_moment moment) noexcept;

/// The moment that a kind has where none is named.
fault_moment usual_moment(fault_kind kind) noexcept;

/// Whether it is a condition that takes hold and lasts, and not something that happens.
bool lasting(fault_kind kind) noexcept;

/// Whether `parse_fault` takes this parameter for this kind: "code", "text", "sent" ...
bool takes(fault_kind kind, std::string_view parameter) noexcept;

/// A fault of that kind with all else as usual: once for what happens, until it is cleared for
/// what lasts.
fault make_fault(fault_kind kind);
fault make_fault(fault_kind kind, fault_moment moment);

/// Why a text describes no fault, for people.
struct fault_error {
    std::string detail;

    bool operator==(const fault_error&) const = default;
};

[[noreturn]] void throw_exception_from_error(const fault_error&            e,
                                             const boost::source_location& where);

template <class T>
using fault_result = boost::system::result<T, fault_error>;

/// KIND [NAME=VALUE ...], as docs/simulator.md describes it: `cms code=38 times=3`,
/// `unplug moment=after-ctrl-z sent=yes for=5s as=%-2`.
fault_result<fault> parse_fault(std::string_view text);

/// The text that `parse_fault` makes this fault of.
std::string describe(const fault& what);

/// A number and its unit: `500ms`, `5s`, `2m`, `1h`.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) noexcept;
std::string                              describe(std::chrono::milliseconds duration);

}  // namespace hayauma::sim
