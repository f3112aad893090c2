#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/secret.hpp"
#include "config/time.hpp"
#include "modem/at/command.hpp"
#include "modem/session/answer.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/status.hpp"

namespace hayauma::modem {

/// The steps of setting a modem up, in their order. What each tolerates stands in bring_up.cpp.
enum class step {
    basics,
    echo_off,
    verbose,
    results_on,  // ATE0V1Q0, else one by one
    error_numbers,
    manufacturer,
    model,
    firmware,
    imei,
    radio,
    radio_on,
    sim,
    iccid,
    pin,
    service_centre,
    pdu_mode,
    service,
    service_zero,
    storage,
    purge,
    indications,
    creg,
    cgreg,
    cereg,
    operator_format,
    done,
};

struct send_command {
    at::command what;
};
struct wait_a_moment {
    mono_time until{};
};
struct need_pin {
    std::string sim;
};
struct set_up {};
struct cannot_set_up {
    std::string why;
};
using set_up_action = std::variant<send_command, wait_a_moment, need_pin, set_up, cannot_set_up>;

/// Sets one modem up: identity, radio, SIM and its PIN, PDU mode, storage, indications. Each step
/// is a ladder of commands of which the first accepted one counts; a step that a modem refuses is
/// left out, but for PDU mode and the SIM. Pure.
class bring_up {
public:
    explicit bring_up(const profile& device) : device_(&device) {}

    void restart(mono_time now);

    set_up_action next(mono_time now);
    void          on_answer(const answered& answer, modem_status& status, mono_time now);
    /// The command of this step was not answered. A PIN is never written twice because of that.
    void on_silence() noexcept;
    /// @param pin empty: it may not be tried, or there is none. @param why then, in words.
    void on_pin(const config::secret& pin, std::string why);
    /// The device said that it has started anew, or that short messages work from now on.
    void on_boot_line(const boot_line& line, mono_time now);
    void on_boot_progress(std::string_view line);

    bool        past_echo_off() const noexcept { return step_ > step::results_on; }
    modem_state state() const noexcept;
    std::string waiting_for() const;  ///< in words; empty where nothing is amiss

    /// The row that fits; the one given until the modem has said who it is.
    const profile& device() const noexcept { return *device_; }
    /// AT+CPMS as it was accepted; empty: no rung was.
    const std::string& storage() const noexcept { return storage_; }
    /// AT+CNMI as it was accepted; empty: no rung was.
    const std::string& indications() const noexcept { return indications_; }
    void               prefer_indications(std::string text) { indications_ = std::move(text); }
    /// Direct reports and messages want AT+CNMA. @see 3GPP TS 27.005 §3.4.4.
    bool acknowledges() const noexcept { return service_ == 1; }

private:
    bool skipped() const noexcept;
    void advance(step to) noexcept;
    void advance() noexcept { advance(static_cast<step>(static_cast<int>(step_) + 1)); }
    std::vector<std::string> ladder() const;
    void                     on_accepted(const answered& answer, modem_status& status);
    void                     on_refused(const answered& answer, mono_time now);
    void                     on_sim(const answered& answer, mono_time now);
    void                     on_pin_answer(const answered& answer);
    void                     wait_for_sim(std::string why, mono_time now);
    bool                     retry(const answered& answer, mono_time now);
    set_up_action            pin_action();

    const profile* device_;
    step           step_ = step::basics;
    std::size_t    rung_ = 0;
    int            tries_ = 0;
    mono_time      not_before_{};
    mono_time      sim_since_{};  ///< since when the SIM is waited for
    std::string    waiting_;
    std::string    failure_;
    bool           basics_accepted_ = false;
    bool           radio_is_on_ = true;
    bool           locked_ = false;
    std::string    sim_id_;  ///< ICCID, else IMEI
    std::string    imei_;
    config::secret pin_;         ///< allowed now, not written yet
    config::secret proven_pin_;  ///< this SIM took it while we ran
    std::string    proven_sim_;
    int            service_ = 0;
    std::string    storage_;
    std::string    indications_;
    std::string    boot_completes_;  ///< the line that this boot still owes
    mono_time      boot_patience_{};
};

}  // namespace hayauma::modem
