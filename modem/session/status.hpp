#pragma once

#include <optional>
#include <string>

#include "modem/session/recovery_record.hpp"

namespace hayauma::modem {

/// The words are the contract's (`state` of GET /v1/modems).
enum class modem_state {
    absent,
    probing,
    sim,
    registering,
    ready,
    sending,
    recovering,
    paused,
    failed
};

/// <stat> of +CREG, +CGREG, +CEREG and +C5GREG; absent where the modem does not say.
struct registration_stats {
    std::optional<int>  creg;
    std::optional<int>  cgreg;
    std::optional<int>  cereg;
    std::optional<int>  c5greg{};
    std::optional<bool> sms_over_ims{};  ///< registered with IMS for short messages

    bool operator==(const registration_stats&) const = default;
};

/// Unknown is absent, never a sentinel.
struct signal_quality {
    std::optional<int>    rssi_dbm;
    std::optional<int>    rsrp_dbm;
    std::optional<double> rsrq_db;

    bool operator==(const signal_quality&) const = default;
};

/// What one look at a modem shows. Empty strings are what is not known (yet).
struct modem_status {
    modem_state        state = modem_state::absent;
    bool               can_send = false;
    bool               doubted = false;  ///< its last submission failed by its fault: others first
    std::string        reason;           ///< why it cannot send, in words; empty when it can
    std::string        device;           ///< the port it is on now
    std::string        manufacturer, model, firmware, imei, iccid;
    std::string        smsc;               ///< +CSCA, digits with '+'
    std::string        operator_plmn;      ///< "44010"
    std::string        access_technology;  ///< "lte", "nr", "gsm", "utran" or ""
    registration_stats registration;
    signal_quality     signal;
    std::string        profile;            ///< the name of its row, "" while it is not known
    int                calls_refused = 0;  ///< incoming voice calls that it hung up
    recovery_totals    recovery;

    bool operator==(const modem_status&) const = default;
};

const char* name(modem_state s) noexcept;

}  // namespace hayauma::modem
