#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "config/secret.hpp"
#include "config/time.hpp"
#include "modem/at/command.hpp"
#include "modem/session/answer.hpp"
#include "modem/session/profile.hpp"
#include "modem/session/set_up_steps.hpp"
#include "modem/session/sms_domain.hpp"
#include "modem/session/status.hpp"

namespace hayauma::modem {

struct send_command {
    at::command what;
};
struct wait_a_moment {
    mono_time until{};
};
/// Under which names a try of the PIN is recorded.
struct need_pin {
    std::string sim;   ///< the ICCID, or the IMEI where no ICCID can be read
    std::string also;  ///< the IMEI beside an ICCID; empty where there is one name only
};
struct set_up {};
struct cannot_set_up {
    std::string why;
};
using set_up_action = std::variant<send_command, wait_a_moment, need_pin, set_up, cannot_set_up>;

/// Sets one modem up: identity, radio, SIM and its PIN, PDU mode, storage, indications. Once the
/// modem has said what it is, its row of the profiles decides what it is asked. Each step is a
/// ladder of commands of which the first accepted one counts, or a sequence of which all are sent.
/// Pure.
class bring_up {
public:
    /// @param device counts until the modem says what it is, and where no row knows it.
    explicit bring_up(const profile& device) : given_(&device), device_(&device) {}

    void restart(mono_time now);
    /// Begins at the messages' memories, of a modem that was set up: what lies there is listed and
    /// deleted, because it said that one is full.
    void restart_at_memory() noexcept;

    set_up_action next(mono_time now);
    void          on_answer(const answered& answer, modem_status& status, mono_time now);
    /// The command of this step was not answered. A PIN is never written twice because of that.
    void on_silence();
    /// @param pin empty: it may not be tried, or there is none. @param why then, in words.
    void on_pin(const config::secret& pin, std::string why);
    /// The device said that it has started anew, or that short messages work from now on.
    void on_boot_line(const boot_line& line, mono_time now);
    void on_boot_progress(std::string_view line);

    bool        past_echo_off() const noexcept { return step_ > step::results_on; }
    modem_state state() const noexcept;
    std::string waiting_for() const;  ///< in words; empty where nothing is amiss

    /// AT+CPMS as it was accepted; empty: no rung was.
    const std::string& storage() const noexcept { return storage_; }
    /// AT+CNMI as it was accepted; empty: no rung was.
    const std::string& indications() const noexcept { return indications_; }
    void               prefer_indications(std::string text) { indications_ = std::move(text); }
    /// Direct reports and messages want AT+CNMA. @see 3GPP TS 27.005 §3.4.4.
    bool acknowledges() const noexcept { return service_ == 1; }

    /// What is known of this modem. It stays while the modem is set up again.
    const profile& device() const noexcept { return *device_; }

    /// The lines that listing the stored messages was answered with, before they were deleted:
    /// `+CMGL: ...` and the PDU after it. Taken once; two memories of 255 messages fit, what is
    /// beyond is dropped.
    std::vector<std::string>     take_stored() { return std::exchange(stored_, {}); }
    static constexpr std::size_t stored_lines_max = 1'024;

    /// The command that lists this modem's messages; empty: none is known to work.
    const std::string& listing() const noexcept { return listing_; }
    void               remember_listing(std::string text) { listing_ = std::move(text); }

    /// Where another way of sending is to be tried because this one keeps failing.
    sms_domain& domain() noexcept { return domain_; }

private:
    bool                     skipped() const;
    void                     advance(step to) noexcept;
    void                     advance() noexcept;
    std::vector<std::string> ladder() const;
    std::vector<std::string> listing_ladder() const;
    bool                     learn(const answered& answer, modem_status& status);
    bool                     learn_identity(const answered& answer, modem_status& status);
    bool                     learn_tries(const answered& answer);
    void                     learn_stored(const answered& answer);
    void                     go_without(modem_status& status);
    void                     choose_device(const modem_status& status);
    void          on_refused(const answered& answer, modem_status& status, mono_time now);
    void          next_rung(modem_status& status);
    void          on_sim(const answered& answer, mono_time now);
    void          on_pin_answer(const answered& answer);
    void          wait_for_sim(std::string why, mono_time now);
    bool          retry(const answered& answer, mono_time now);
    set_up_action pin_action();

    const profile*           given_;
    const profile*           device_;
    step                     step_ = step::basics;
    std::size_t              rung_ = 0;
    int                      tries_ = 0;
    mono_time                not_before_{};
    mono_time                sim_since_{};  ///< since when the SIM is waited for
    std::string              waiting_;
    std::string              failure_;
    bool                     basics_accepted_ = false;
    bool                     radio_is_on_ = true;
    bool                     locked_ = false;
    bool                     voice_centric_ = false;
    std::string              sim_id_;  ///< ICCID, else IMEI
    std::string              imei_;
    std::string              same_modem_;  ///< the IMEI that the next three are known of
    std::string              same_sim_;
    std::string              listing_;  ///< the command that lists its messages
    sms_domain               domain_;
    config::secret           pin_;         ///< allowed now, not written yet
    config::secret           proven_pin_;  ///< this SIM took it while we ran
    std::string              proven_sim_;
    int                      service_ = 0;
    std::string              indications_;
    std::vector<std::string> stored_;
    std::vector<int>         stored_at_;            ///< the indexes of the last listing
    bool                     sim_storage_ = false;  ///< the SIM's memory can be selected
    std::string              storage_;              ///< AT+CPMS as it was accepted
    std::string              boot_completes_;       ///< the line that this boot still owes
    mono_time                boot_patience_{};
};

}  // namespace hayauma::modem
