#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "config/time.hpp"
#include "modem/sim/identity.hpp"
#include "modem/sim/message_storage.hpp"
#include "modem/sim/options.hpp"
#include "modem/sim/personality.hpp"
#include "modem/sim/reply.hpp"

namespace hayauma::sim {

/// +CNMI. @see 3GPP TS 27.005 §3.4.1.
struct cnmi_settings {
    int mode = 0;
    int mt = 0;
    int bm = 0;
    int ds = 0;
    int bfr = 0;

    bool operator==(const cnmi_settings&) const = default;
};

/// +CSMP. @see 3GPP TS 27.005 §3.1, 3GPP TS 23.040 §9.2.2.2.
struct csmp_settings {
    int fo = 17;
    int vp = 167;
    int pid = 0;
    int dcs = 0;
};

/// What a terminal sets and ATZ, AT&F and a restart set back.
struct settings {
    bool               echo = true;
    bool               verbose = true;
    bool               quiet = false;
    std::map<int, int> registers{{0, 0}, {3, 13}, {4, 10}, {5, 8}, {7, 60}, {10, 2}};
    std::map<std::string, int, std::less<>> numbers;  ///< commands of one number (parameters.hpp)
    std::string                             alphabet = "GSM";  ///< +CSCS
    int                                     operator_format = 0;
    cnmi_settings                           cnmi;
    csmp_settings                           csmp;
    std::array<storage_kind, 3> memories{storage_kind::me, storage_kind::me, storage_kind::me};
};

/// The card: what it knows outlives a restart of the modem.
struct sim_card {
    sim_lock    lock = sim_lock::none;
    bool        asks_pin = false;  ///< asks for the PIN after each power-up
    std::string pin;
    std::string puk;
    int         pin_left = 3;
    int         puk_left = 10;
    std::string smsc;
};

struct radio_state {
    radio_conditions conditions;
    int              functionality = 1;  ///< +CFUN: 0 minimum, 1 full, 4 radio off
    bool             detached = false;   ///< +COPS=2
    int              selection = 0;      ///< +COPS mode: 0 automatic, 1 manual, 2 detached
    mono_time        registered_at{};    ///< searches until then
};

/// Somebody calls.
struct incoming_call {
    std::string number;  ///< as shown
    mono_time   next_ring{};
    int         refusal = 302;  ///< +CMS ERROR of what cannot be sent meanwhile
};

/// Everything a command can see and change. Plain data; the handlers are in commands_*.cpp.
struct modem_state {
    modem_state(const sim_options& options, mono_time now);

    sim_options options;
    /// Whose modem it is; never null: a profile that nobody knows is the generic one.
    const personality* maker;
    identity           who;
    settings           set;
    sim_card           card;
    radio_state        radio;
    message_storage    storage;
    /// A message or report was sent to the terminal, which has to say +CNMA until then.
    std::optional<mono_time>     acknowledgement_due;
    std::optional<incoming_call> call;
    bool                         ussd_waits = false;  ///< the network wants a reply
    std::uint64_t                wobble = 0;          ///< state of next_number()
    mono_time                    now{};
    wall_time                    wall{};  ///< the network's time

    int             number(std::string_view name) const;  ///< of settings::numbers, or its default
    result_settings results() const;
    input_settings  input() const;
};

enum class domain { cs, ps, eps, ps_5g };

/// <stat> as the modem sees it now: the conditions', unless it is off, locked or still searching.
int stat(const modem_state& state, domain which) noexcept;

/// Whether an SMS can leave: CREG 1, 5, 6, 7, 9, 10, or CEREG 1 or 5 (3GPP TS 27.007 §7.2).
bool has_service(const modem_state& state) noexcept;

/// What follows <stat> with n=2: `,"<tac>","<ci>",<AcT>`; empty without service.
std::string registration_location(const modem_state& state);

/// Starts looking for a network again.
void search_network(modem_state& state) noexcept;

/// What a power-up or restart does: settings as made, the card asks for its PIN again.
void power_up(modem_state& state);

}  // namespace hayauma::sim
