#pragma once

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "config/time.hpp"
#include "modem/sim/command_line.hpp"
#include "modem/sim/incoming.hpp"
#include "modem/sim/line_input.hpp"
#include "modem/sim/modem_state.hpp"
#include "modem/sim/options.hpp"
#include "modem/sim/reply.hpp"
#include "modem/sim/sim_network.hpp"

namespace hayauma::sim {

/// A modem that obeys ITU-T V.250, 3GPP TS 27.007 and 27.005. Pure: octets in, octets out, and the
/// time is always told.
///
/// One command line runs at a time. Octets that arrive while a message is on the air are kept and
/// read after its result (27.005 leaves this open; some modems abort instead), at most
/// `backlog_octets_max` of them; what comes while the modem restarts is lost. Unsolicited results
/// wait while a payload is being typed, and otherwise come between any two lines.
class sim_modem {
public:
    static constexpr std::size_t backlog_octets_max = 4096;

    /// @param network must outlive the modem.
    sim_modem(const sim_options& options, sim_network& network, mono_time now);
    sim_modem(const sim_modem&) = delete;
    sim_modem& operator=(const sim_modem&) = delete;
    ~sim_modem();

    /// What the terminal sends.
    void receive(std::string_view octets, mono_time now);
    /// What the modem has sent since the last call.
    std::string take_output();
    bool        has_output() const noexcept { return !out_.empty(); }

    /// When `advance` has something to do by itself; nullopt: never.
    std::optional<mono_time> next_event() const;
    void                     advance(mono_time now);
    /// Called when `next_event` may have become earlier, or output may have come, without a call
    /// of the owner's: mail has arrived, or a condition was set. It must not call the modem.
    void on_change(std::function<void()> ring);

    /// @name What a test or an operator changes from outside
    /// @{
    void set_radio(const radio_conditions& conditions, mono_time now);
    void set_lock(sim_lock lock, mono_time now);
    /// @}

    const identity&    who() const noexcept { return state_.who; }
    const modem_state& state() const noexcept { return state_; }

private:
    /// What is being waited for before the next command line.
    enum class activity { idle, payload, on_air, restarting };

    /// How a transmission will go. Scripted faults will change it here, and nowhere else.
    struct transmission_plan {
        std::chrono::milliseconds radio_time;
        std::optional<int>        refusal;  ///< +CMS ERROR after the radio time
    };

    std::optional<mono_time> next_mail() const;
    bool                     can_receive_mail() const;

    void set_time(mono_time now);
    void fire(mono_time at);
    void feed(char octet);
    void drain_backlog();

    void              handle(const typed& what);
    void              run_line(const std::string& body);
    void              conclude(reply answer);
    void              begin(effect next);
    void              begin_transmission(transmit message);
    void              finish_transmission();
    void              finish_restart();
    transmission_plan plan(const transmit& message) const;

    void collect_mail();
    void give_up_acknowledgement();
    void announce_registration();
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
    std::string             backlog_;
    std::deque<std::string> held_;      ///< unsolicited results that wait for the payload's end
    std::deque<std::string> buffered_;  ///< those that wait for a <mode> of +CNMI other than 0
    open_prompt             prompt_;
    transmit                on_air_;
    transmission_plan       plan_{};
    mono_time               busy_until_{};
    std::uint8_t            next_reference_;
    std::optional<mail>     unacknowledged_;
    std::array<int, 3>      announced_{};  ///< <stat> as last said or seen, by domain
    std::function<void()>   change_;
};

}  // namespace hayauma::sim
