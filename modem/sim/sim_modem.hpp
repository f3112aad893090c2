#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/time.hpp"
#include "modem/sim/command_line.hpp"
#include "modem/sim/fault_plan.hpp"
#include "modem/sim/incoming.hpp"
#include "modem/sim/line_input.hpp"
#include "modem/sim/modem_state.hpp"
#include "modem/sim/options.hpp"
#include "modem/sim/reply.hpp"
#include "modem/sim/sim_network.hpp"

namespace hayauma::sim {

/// A modem that obeys ITU-T V.250, 3GPP TS 27.007 and 27.005, until it is given a fault. Pure:
/// octets in, octets out, and the time is always told.
///
/// One command line runs at a time. Octets that arrive while a message is on the air are kept and
/// read after its result (27.005 leaves this open; some modems abort instead), at most
/// `backlog_octets_max` of them; what comes while the modem restarts is lost. Unsolicited results
/// wait while a payload is being typed, and otherwise come between any two lines.
class sim_modem {
public:
    static constexpr std::size_t backlog_octets_max = 4096;
    static constexpr std::size_t output_octets_max = 4 << 20;  ///< unread; the rest is dropped

    /// @param network must outlive the modem.
    sim_modem(const sim_options& options, sim_network& network, mono_time now);
    sim_modem(const sim_modem&) = delete;
    sim_modem& operator=(const sim_modem&) = delete;
    ~sim_modem();

    /// What the terminal sends.
    void receive(std::string_view octets, mono_time now);
    /// What the modem has sent since the last call; under `trickle` one octet of it.
    std::string take_output();
    void        discard_output() noexcept;
    bool        has_output() const noexcept;

    /// When `advance` has something to do by itself, or a trickle gives its next octet; nullopt:
    /// never.
    std::optional<mono_time> next_event() const;
    void                     advance(mono_time now);
    /// Called when `next_event` may have become earlier, or output may have come, without a call
    /// of the owner's: mail has arrived, or a condition was set. It must not call the modem.
    void on_change(std::function<void()> ring);

    /// @name What a test or an operator changes from outside
    /// @{
    void set_radio(const radio_conditions& conditions, mono_time now);
    void set_lock(sim_lock lock, mono_time now);

    void inject(fault what, mono_time now);
    void clear_faults(mono_time now);
    /// Those that have not ended, the oldest first.
    std::vector<fault> faults() const { return faults_.list(); }
    /// Resets the USB device: the port has to be opened again, and a dead modem starts anew.
    void reset_usb(mono_time now);
    /// @}

    /// @name The port
    /// @{
    bool plugged() const noexcept { return activity_ != activity::off; }
    /// Whoever opened the port while this was another number has lost it.
    unsigned port_number() const noexcept { return port_number_; }
    /// What the port is called now.
    /// @param own what it was called first; its last component may be another one after an unplug.
    std::string port_name(std::string_view own) const;
    /// @}

    const identity&    who() const noexcept { return state_.who; }
    const modem_state& state() const noexcept { return state_; }

private:
    /// What is being waited for before the next command line.
    enum class activity { idle, payload, on_air, restarting, off };

    /// What becomes of a message on the air.
    struct transmission_plan {
        bool                        sent = true;  ///< it reaches the network
        std::optional<final_result> instead;      ///< of +CMGS and OK
        bool                        unanswered = false;
        /// Whatever is typed makes the modem go on without waiting for the result.
        bool                      gives_way = false;
        std::chrono::milliseconds late{0};  ///< the result, after the message
        std::chrono::milliseconds report_delay{0};
        int                       reports = 1;
        std::uint8_t              report_status = 0;
    };

    struct flight {
        transmit             message;
        transmission_plan    plan;
        mono_time            due{};
        std::optional<reply> result;  ///< once the network has answered
    };

    struct delayed {
        mono_time   due{};
        std::string octets;
    };

    /// The faults of a moment: the one that decides the answer, and what else happens.
    struct encounter {
        std::optional<fault> verdict;
        std::vector<fault>   others;
    };

    std::optional<mono_time> next_mail() const;
    std::optional<mono_time> next_own_event() const;
    bool                     can_receive_mail() const;
    bool                     mute() const noexcept;

    void set_time(mono_time now);
    void fire(mono_time at);
    void settle();
    void feed(char octet);
    void drain_backlog();

    void handle(const typed& what);
    void run_line(const std::string& body);
    void answer_line(reply answer);
    void ask_for_payload(open_prompt asked);
    void conclude(reply answer);
    void begin(effect next);
    void begin_prompt(open_prompt asked, bool bare);
    void begin_restart();
    void ask_ussd(const std::string& code);
    void begin_transmission(transmit message);
    void land(flight& message);
    void land_background();
    void finish_transmission();
    void finish_restart();

    // sim_modem_faults.cpp
    encounter         meet(fault_moment moment);
    bool              happen(const encounter& what);
    void              happen(const fault& what);
    void              undo(const fault& what);
    void              reply_as(const fault& verdict, const reply& otherwise);
    transmission_plan plan(const encounter& what) const;
    void              interrupt(transmit message, const encounter& by);
    void              give_way();
    void              plug_out(const fault& what);
    void              plug_in(const fault& ended);
    void              end_faults();
    void              say_later();
    void              ring();
    void              fill_storage();
    void              overlay_conditions();
    void              remove_card();
    void              ask_for_pin();
    void              restore_card(fault_kind ended);
    std::string       noise(int octets);

    void collect_mail();
    void give_up_acknowledgement();
    void announce_registration();
    void emit(std::string_view octets);
    void say(std::string_view text);
    void unsolicited(std::string text);
    void indicate(std::string text);
    void release_held();

    modem_state             state_;
    sim_network&            network_;
    sim_network::card_id    card_;
    line_input              input_;
    activity                activity_ = activity::idle;
    std::string             last_line_;  ///< for A/
    std::string             out_;
    std::size_t             taken_ = 0;  ///< octets at the beginning of `out_` that were read
    std::string             backlog_;
    std::deque<std::string> held_;      ///< unsolicited results that wait for the payload's end
    std::deque<std::string> buffered_;  ///< those that wait for a <mode> of +CNMI other than 0
    open_prompt             prompt_;
    flight                  on_air_;
    std::optional<flight>   behind_;  ///< goes on while commands are read again
    mono_time               busy_until_{};
    std::uint8_t            next_reference_;
    std::optional<mail>     unacknowledged_;
    std::array<int, 3>      announced_{};  ///< <stat> as last said or seen, by domain
    std::function<void()>   change_;

    fault_plan           faults_;
    radio_conditions     conditions_;        ///< without faults
    sim_lock             lock_before_{};     ///< before the card was removed
    std::optional<bool>  asked_pin_before_;  ///< before it had to
    std::vector<delayed> later_;
    mono_time            next_octet_{};
    mono_time            next_flood_{};
    std::uint64_t        noise_;  ///< state of next_number()
    unsigned             port_number_ = 0;
    std::string          port_name_;
    std::string          filler_;  ///< the message that fills the storages
};

}  // namespace hayauma::sim
