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
#include "modem/session/health.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/recovery.hpp"
#include "modem/session/reference_log.hpp"
#include "modem/session/status.hpp"
#include "modem/session/submit_fsm.hpp"

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
using session_input =
    std::variant<session_started, port_opened, port_absent, port_lost, in_step, deaf, answered,
                 unanswered, rebooted, rest_over, pin_permission, work_done>;

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
    std::string sim;
    bool        operator==(const ask_pin_permission&) const = default;
};
struct rest {  ///< listen
    mono_time until{};
    bool      operator==(const rest&) const = default;
};
struct carry_out {
    bool operator==(const carry_out&) const = default;
};  ///< the waiting work
using session_action =
    std::variant<open_port, synchronise, transmit, ask_pin_permission, rest, carry_out>;

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
using notice = std::variant<report_received, late_acceptance, boot_noticed>;

/// The action for people and logs; a PIN is masked.
std::string describe(const session_action& action);

/// Keeps one modem usable: opens its port, brings the channel into step, sets the modem up, asks
/// for its health, recovers it, and says when it may send. Pure: no clock, no port, no log.
class session_fsm {
public:
    explicit session_fsm(const profile& device);

    /// @param work_waits whether there is a submission to carry out. It is answered with
    ///        `carry_out` as soon as the modem may send; while `status().can_send` is false it must
    ///        not wait here.
    session_action resume(const session_input& what, bool work_waits, mono_time now);

    /// Whatever the channel says beside the answer of the command in flight.
    void observe(const at::event& what, mono_time now);
    /// What observing and resuming brought up, oldest first.
    std::optional<notice> take_notice();

    void submission_started();
    void submission_overdue();  ///< 20 s without a result: others should carry on

    const modem_status&  status() const noexcept { return status_; }
    const reference_log& references() const noexcept { return references_; }

private:
    enum class phase { closed, synchronising, setting_up, working, out_of_service };

    void take(const session_input& what, mono_time now);
    void on_opened(const std::string& where, mono_time now);
    void on_absent(const port_absent& what);
    void on_lost();
    void on_in_step(mono_time now);
    void on_answer(const answered& answer, mono_time now);
    void on_probe(probe asked, const answered& answer, mono_time now);
    void on_registration(probe asked, const answered& answer, mono_time now);
    void on_sim_probe(const answered& answer);
    void on_chore(const std::string& text, const answered& answer);
    void on_work_done(const work_done& what, mono_time now);
    void on_fault(sms::fault_class fault, mono_time now);
    void recover(const recovery_step& next);
    void set_up_again();
    void leave_service(std::string why, mono_time now);

    void on_news(const at::unsolicited& news, mono_time now);
    void on_boot_news(const std::string& line, mono_time now);
    void on_registration_news(std::string_view name, std::string_view line, mono_time now);
    void on_report_line(const std::string& hex);
    void add_chore(std::string text);

    session_action                decide(bool work_waits, mono_time now);
    session_action                decide_set_up(mono_time now);
    session_action                decide_work(bool work_waits, mono_time now);
    std::optional<session_action> health_check(bool work_waits, mono_time now);
    /// An echo although it was off: the modem has started anew without a word.
    bool restarted_silently() const noexcept { return echo_is_off_ && echo_seen_; }
    void refresh_status();

    const profile*            device_;
    phase                     phase_ = phase::closed;
    bool                      absent_ = true;       ///< there is no port to open
    bool                      is_set_up_ = false;   ///< since the modem started
    bool                      setting_up_ = false;  ///< bring_up_ is under way
    bring_up                  bring_up_;
    probe_plan                plan_;
    recovery                  recovery_;
    reference_log             references_;
    std::deque<std::string>   chores_;  ///< commands to send when there is time
    std::deque<notice>        notices_;
    std::optional<probe>      probe_;  ///< in flight
    std::string               chore_;  ///< in flight
    modem_status              status_;
    std::string               trouble_;  ///< why it is closed or out of service
    std::chrono::milliseconds open_after_{0};
    mono_time                 out_until_{};
    mono_time                 last_boot_{};
    mono_time                 last_probe_{};
    mono_time                 quiet_until_{};        ///< no probe right after a submission
    std::optional<mono_time>  configured_again_;     ///< after a fault of configuration
    std::optional<work_done>  unresolved_;           ///< the last one that ended as unknown
    bool                      acknowledge_ = false;  ///< AT+CNMA is due
    bool                      echo_seen_ = false;    ///< since the last answer
    bool                      echo_is_off_ = false;  ///< proved: an echo now means a restart
    bool                      sending_ = false;
    bool                      overdue_ = false;
};

}  // namespace hayauma::modem
