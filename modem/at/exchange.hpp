#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "config/time.hpp"
#include "modem/at/classify.hpp"
#include "modem/at/token_reader.hpp"

namespace hayauma::at {

struct prompted {
    bool operator==(const prompted&) const = default;
};
struct finished {
    final_result result;
    bool         operator==(const finished&) const = default;
};
struct echoed {
    bool operator==(const echoed&) const = default;
};
struct deadline_passed {
    bool operator==(const deadline_passed&) const = default;
};

/// `+CMGS: <mr>` for a submission whose exchange had already ended.
struct late_reference {
    std::uint8_t message_reference = 0;
    bool         operator==(const late_reference&) const = default;
};

/// What the line says: about the command in flight, or unasked. `finished` while nothing is in
/// flight is the answer to something given up: only `resync` makes use of it.
using event = std::variant<information, prompted, finished, unsolicited, late_reference, echoed,
                           deadline_passed>;

/// One end of an AT channel: at most one command in flight, and every line gets one meaning. Pure:
/// octets and the time in, events and octets to write out.
///
/// Nothing that comes after a command was given up is credited to the next one; the owner runs
/// `resync` in between.
class exchange {
public:
    /// @param plain_news see in_flight: how the lines begin that this device sends unasked.
    explicit exchange(std::vector<std::string> plain_news = {}) : news_(std::move(plain_news)) {}

    /// @return the octets to write. Nothing may be in flight, and every event must have been taken.
    std::string begin(const command& what, mono_time now);

    /// The prompt came: the PDU and Ctrl-Z, in one write. @return the octets to write.
    std::string send(std::string_view pdu, std::chrono::milliseconds limit, mono_time now);

    /// ESC: leaves the prompt without sending. The modem answers OK. @return the octets to write.
    std::string cancel(mono_time now);

    /// Moves the deadline of the command in flight.
    void extend(std::chrono::milliseconds limit, mono_time now) { deadline_ = now + limit; }

    /// Gives up the command in flight.
    void abandon() noexcept;

    /// Forgets everything, octets that were not read to their end included: a new port, or a
    /// resynchronisation.
    void reset() noexcept;

    /// @return `errc::line_too_long`: a line was dropped and nobody knows what it said, so the
    ///         owner should run `resync` once nothing is on the air. The exchange goes on. Octets
    ///         that do not end a line cost no more than `line_octets_max`.
    result<void> feed(std::string_view octets) { return reader_.feed(octets); }

    /// @return the next event, or nullopt: more octets or more time is needed. A passed deadline
    ///         comes after every line that was received before it, and ends the command.
    std::optional<event> next(mono_time now);

    bool        busy() const noexcept { return what_.has_value(); }
    mono_time   deadline() const noexcept { return deadline_; }
    std::size_t held() const noexcept { return reader_.held() + header_.size() + quoted_.size(); }

private:
    std::optional<event> sort(std::string_view line);
    std::optional<event> join(std::string_view body);
    std::optional<event> join_quoted(std::string_view line);
    std::optional<event> sort_whole(std::string_view line);
    bool                 cuts_quoted(std::string_view line) const noexcept;
    bool                 expects_reference() const noexcept { return what_ && !payload_.empty(); }

    std::vector<std::string> news_;
    token_reader             reader_;
    std::optional<command>   what_;
    std::string              payload_;  ///< the PDU, once written
    std::string              header_;   ///< of a two-line result whose second line is due
    std::string              quoted_;   ///< of a +CUSD whose text goes on in the next line
    mono_time                deadline_{};
    bool                     awaiting_prompt_ = false;
    bool                     numeric_ = true;      ///< no "OK" in words was seen since reset()
    bool                     after_late_ = false;  ///< the last line was a late +CMGS
};

}  // namespace hayauma::at
