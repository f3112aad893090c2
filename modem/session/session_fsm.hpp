#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "config/secret.hpp"
#include "config/time.hpp"
#include "modem/at/exchange.hpp"
#include "modem/session/answer.hpp"
#include "modem/session/bring_up.hpp"
#include "modem/session/call_guard.hpp"
#include "modem/session/fault_tally.hpp"
#include "modem/session/health.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/recovery.hpp"
#include "modem/session/reference_log.hpp"
#include "modem/session/repair.hpp"
#include "modem/session/signal.hpp"
#include "modem/session/status.hpp"
#include "modem/session/submit_fsm.hpp"
#include "modem/session/ussd_dialog.hpp"
#include "modem/sms/deliver.hpp"

namespace hayauma::modem {

// What happened (with `answered`) ...
struct session_started {};
struct port_opened {
    std::string where;
};
struct port_absent {
    std::string where, why;
};
struct port_lost {};
struct in_step {};     ///< resynchronised
struct deaf {};        ///< not a word, even to AT
struct unanswered {};  ///< the command's time is over
struct rebooted {};    ///< a boot line came, in place of an answer or unasked
struct rest_over {};   ///< by time, by a line, or because work waits
struct pin_permission {
    config::secret pin;
    std::string    why;
};  ///< pin empty: not allowed, why
struct work_done {
    std::int64_t      attempt = 0;
    sms::phone_number destination;
    submit_ended      end;
};
struct usb_was_reset {
    std::string why_not;  ///< empty: it was
};
struct line_overflowed {};  ///< a line without an end: the channel talks no AT any more
using session_input = std::variant<session_started, port_opened, port_absent, port_lost, in_step,
                                   deaf, answered, unanswered, rebooted, rest_over, pin_permission,
                                   work_done, usb_was_reset, line_overflowed>;

// ... and what the shell must do about it.
struct open_port {
    std::chrono::milliseconds after{0};
    bool                      operator==(const open_port&) const = default;
};
struct synchronise {
    bool operator==(const synchronise&) const = default;
};  ///< at::resync
struct transmit {
    at::command what;
    bool        operator==(const transmit&) const = default;
};
struct ask_pin_permission {
    std::string sim, also;  ///< as in need_pin
    bool        operator==(const ask_pin_permission&) const = default;
};
struct rest {  ///< listen
    mono_time until{};
    bool      operator==(const rest&) const = default;
};
struct carry_out {
    bool operator==(const carry_out&) const = default;
};                  ///< the waiting work
struct reset_usb {  ///< close the port and have the device enumerated anew
    bool operator==(const reset_usb&) const = default;
};
using session_action =
    std::variant<open_port, synchronise, transmit, ask_pin_permission, rest, carry_out, reset_usb>;

// What came unasked and concerns others.
struct report_received {
    sms::status_report report;
    bool               operator==(const report_received&) const = default;
};
struct late_acceptance {
    std::int64_t attempt = 0;
    std::uint8_t message_reference = 0;
    bool         operator==(const late_acceptance&) const = default;
};
struct boot_noticed {
    bool operator==(const boot_noticed&) const = default;
};
struct message_received {
    sms::deliver message;
    bool         operator==(const message_received&) const = default;
};
struct recovery_began {
    recovery_kind step = recovery_kind::resync;
    std::string   cause;
    bool          operator==(const recovery_began&) const = default;
};
struct recovery_ended {
    std::string result;
    bool        operator==(const recovery_ended&) const = default;
};
struct ussd_ended {
    ussd_outcome outcome;
    bool         operator==(const ussd_ended&) const = default;
};
using notice = std::variant<report_received, late_acceptance, boot_noticed, message_received,
                            recovery_began, recovery_ended, ussd_ended>;

/// The action for people and logs; a PIN is masked.
std::string describe(const session_action& action);

/// Keeps one modem usable: opens its port, brings the channel into step, sets the modem up, asks
/// for its health, recovers it, and says when it may send. Pure: no clock, no port, no log.
class session_fsm {
public:
    /// @param seed spreads the pauses of several modems.
    explicit session_fsm(const profile& device, std::uint64_t seed = 0);

    /// @param work_waits whether there is a submission to carry out. It is answered with
    ///        `carry_out` as soon as the modem may send; while `status().can_send` is false it must
    ///        not wait here.
    session_action resume(const session_input& what, bool work_waits, mono_time now);

    /// Whatever the channel says beside the answer of the command in flight.
    void observe(const at::event& what, mono_time now);
    /// What observing and resuming brought up, oldest first.
    std::optional<notice> take_notice();

    void submission_started(mono_time now);
    void submission_overdue();  ///< 20 s without a result: others should carry on

    /// @name While a submission keeps the port silent, a second port may ask
    /// @{
    std::optional<probe> due_beside(mono_time now) const;
    void                 on_beside(probe asked, const answered& answer, mono_time now);
    /// @}

    /// @name What an operator asks for; it takes effect with the next `resume`
    /// @{
    void pause(bool paused);  ///< no submissions; health goes on
    void ask_reset();         ///< the maker's own reset, whatever was done before
    void ask_ussd(std::string_view code);
    /// @}

    /// Whether a report for it might speak of an earlier submission of unknown outcome.
    bool doubts(const sms::phone_number& destination, mono_time now) const {
        return references_.doubts(destination, now);
    }
    const profile&       device() const noexcept { return *device_; }
    const modem_status&  status() const noexcept { return status_; }
    const reference_log& references() const noexcept { return references_; }

private:
    enum class phase { closed, synchronising, setting_up, working, repairing, out_of_service };

    // session_fsm.cpp: the life of a modem
    void           take(const session_input& what, mono_time now);
    void           on_started();
    void           on_overflow(mono_time now);
    void           on_opened(const std::string& where, mono_time now);
    void           on_absent(const port_absent& what);
    void           on_lost();
    void           on_in_step(mono_time now);
    void           on_answer(const answered& answer, mono_time now);
    void           on_silence(mono_time now);
    void           set_up_again();
    session_action decide(bool work_waits, mono_time now);
    session_action decide_set_up(mono_time now);

    // session_work.cpp: an able modem
    void           on_probe(probe asked, const answered& answer, mono_time now);
    void           on_registration(probe asked, const answered& a, mono_time now);
    void           on_sim_probe(const answered& answer);
    void           on_chore(const std::string& text, const answered& a, mono_time);
    void           on_listing(const std::string& text, const answered& answer);
    void           on_read(const std::string& text, const answered& a, mono_time now);
    session_action decide_work(bool work_waits, mono_time now);
    std::optional<session_action> urgent(mono_time now);
    std::optional<session_action> health_check(bool work_waits, mono_time now);
    void                          add_chore(std::string text);
    std::string                   listing_command() const;
    void                          purge(mono_time now);
    void                          prefer_direct_reports();
    void                          end_ussd(std::optional<ussd_outcome> outcome);

    // session_faults.cpp: what is done about a modem that does not do its work
    void           on_cannot_set_up(const std::string& why, mono_time now);
    void           on_work_done(const work_done& what, mono_time now);
    void           on_rejection(const rejected& what, mono_time now);
    void           on_line_at_fault(std::string why, mono_time now);
    void           on_failing(const submit_outcome& outcome, mono_time now);
    void           on_usb_reset(const usb_was_reset& what);
    void           help(recovery_kind step, std::string cause, mono_time now);
    void           note_result(std::string result);
    void           close_for(std::string why, std::chrono::milliseconds pause);
    session_action decide_repair(mono_time now);
    void           watch_network(mono_time now);
    void           watch_sim(mono_time now);
    void           leave_service(std::string why, mono_time now);

    // session_news.cpp: what it says unasked
    void on_news(const at::unsolicited& news, mono_time now);
    void on_boot_news(const std::string& line, mono_time now);
    void on_registration_news(std::string_view name, std::string_view line, mono_time now);
    void on_stored_news(const std::string& line, const std::string& memory);
    void on_pdu_line(const std::string& hex);

    /// An echo although it was off: the modem has started anew without a word.
    bool        restarted_silently() const noexcept { return echo_is_off_ && echo_seen_; }
    bool        attached() const noexcept;
    bool        registered() const;
    bool        may_send() const { return registered() && !paused_; }
    void        refresh_status();
    std::string obstacle_now() const;
    modem_state state_now() const;

    const profile*            device_;
    phase                     phase_ = phase::closed;
    bool                      absent_ = true;        ///< there is no port to open
    bool                      was_in_step_ = false;  ///< since the port was opened
    bool                      is_set_up_ = false;    ///< since the modem started
    bool                      setting_up_ = false;   ///< bring_up_ is under way
    bring_up                  bring_up_;
    probe_plan                plan_;
    signal_book               signal_;
    recovery                  recovery_;
    fault_tally               faults_;
    reference_log             references_;
    std::deque<std::string>   chores_;  ///< commands to send when there is time
    std::deque<notice>        notices_;
    std::optional<probe>      probe_;  ///< in flight
    std::string               chore_;  ///< in flight
    modem_status              status_;
    std::string               trouble_;  ///< why it is closed or out of service
    repair                    repair_;
    std::chrono::milliseconds open_after_{0};
    mono_time                 out_until_{};
    mono_time                 last_boot_{};
    mono_time                 last_probe_{};
    mono_time                 quiet_until_{};  ///< no probe right after a submission
    mono_time                 sending_since_{};
    std::optional<mono_time>  configured_again_;  ///< after a fault of configuration
    std::optional<mono_time>  network_lost_;      ///< since when there is none
    std::optional<mono_time>  sim_lost_;          ///< since when it is waited for
    std::optional<mono_time>  purged_;            ///< the message store, last
    mono_time                 purge_due_{};
    mono_time                 operator_due_{};  ///< while the one that is known stands in the way
    std::string               fault_;           ///< of the line; for when it is in step again
    std::optional<work_done>  unresolved_;      ///< the last one that ended as unknown
    call_guard                calls_;
    ussd_dialog               ussd_;
    bool                      treating_ = false;     ///< a step of recovery has no result yet
    bool                      acknowledge_ = false;  ///< AT+CNMA is due
    bool ask_operator_ = false;  ///< before the first work in a network: it may take none
    bool echo_seen_ = false;     ///< since the last answer
    bool echo_is_off_ = false;   ///< proved: an echo now means a restart
    bool sending_ = false;
    bool overdue_ = false;
    bool paused_ = false;
    bool reset_asked_ = false;
};

}  // namespace hayauma::modem
