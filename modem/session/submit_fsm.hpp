#pragma once

#include <chrono>
#include <string>
#include <variant>

#include "config/time.hpp"
#include "modem/at/exchange.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/reference_log.hpp"
#include "modem/session/transmission.hpp"

namespace hayauma::modem {

// What happened. The events of the channel are inputs as they are.
struct begin_submit {
    wall_time at{};
};
struct pause_over {};
struct report_came {
    sms::status_report report;
};
struct boot_came {};
struct port_gone {};
struct nothing_written {};  ///< the port went, or was blocked, before it took a single octet
struct stop_asked {};

using submit_input = std::variant<begin_submit, pause_over, report_came, boot_came, port_gone,
                                  nothing_written, stop_asked, at::event>;

// What the shell must do about it.
struct issue {  ///< AT+CMGS
    at::command what;
    bool        operator==(const issue&) const = default;
};
struct pause_before_payload {
    mono_time until{};
    bool      operator==(const pause_before_payload&) const = default;
};
struct send_pdu {  ///< and Ctrl-Z, in one write
    std::string               hex;
    std::chrono::milliseconds limit{0};        ///< for the result
    mono_time                 write_before{};  ///< a blocked line must not carry it out later
    bool                      operator==(const send_pdu&) const = default;
};
struct cancel_prompt {
    bool operator==(const cancel_prompt&) const = default;
};  ///< ESC
struct keep_listening {
    bool operator==(const keep_listening&) const = default;
};
struct hurry_up {  ///< listen on, but no longer than this
    std::chrono::milliseconds limit{0};
    bool                      operator==(const hurry_up&) const = default;
};

/// How the exchange left the channel.
enum class channel { in_step, out_of_step, rebooted, lost };

struct submit_ended {
    submit_outcome outcome;
    channel        left = channel::in_step;
    bool           operator==(const submit_ended&) const = default;
};

using submit_action = std::variant<issue, pause_before_payload, send_pdu, cancel_prompt,
                                   keep_listening, hurry_up, submit_ended>;

/// Puts one part on the air: AT+CMGS, prompt, PDU and Ctrl-Z, result. Pure: no clock, no port, no
/// log. It is asked for by its action and told what happened until it answers `submit_ended`; from
/// AT+CMGS to there nothing else may be written.
///
/// The one question that matters is whether Ctrl-Z was written: before it nothing is on the air,
/// after it only the modem or the network can say. @see 3GPP TS 27.005 §4.3.
class submit_fsm {
public:
    submit_fsm(transmission what, const profile& device, const reference_log& known);

    submit_action resume(const submit_input& what, mono_time now);

    /// Ctrl-Z was written: the part may be on the air.
    bool on_the_air() const noexcept {
        return state_ == state::awaiting_result || state_ == state::awaiting_ok;
    }

private:
    enum class state { idle, awaiting_prompt, pausing, awaiting_result, awaiting_ok, canceling };

    submit_action begin(wall_time at, mono_time now);
    submit_action react(const at::event& what, mono_time now);
    submit_action on_event(const at::event& what, mono_time now);
    submit_action on_prompt(mono_time now);
    submit_action send_or_cancel(mono_time now);
    submit_action on_information(std::string_view line);
    submit_action on_result(const at::final_result& result);
    submit_action on_error(const at::final_result& result);
    submit_action on_deadline();
    submit_action on_report(const sms::status_report& report, mono_time now);
    submit_action cut_off(sms::modem_error why, channel left);
    submit_action stop();
    submit_action cancel(sms::modem_error why, channel left);
    submit_action confirm(std::uint8_t message_reference);
    submit_action end(submit_outcome outcome, channel left = channel::in_step);

    transmission         what_;
    const profile*       device_;
    const reference_log* known_;
    std::string          pdu_;
    wall_time            started_{};
    submit_outcome       decided_ = not_sent{};  ///< while awaiting_ok or canceling
    channel              after_cancel_ = channel::in_step;
    mono_time            pause_until_{};
    state                state_ = state::idle;
};

}  // namespace hayauma::modem
