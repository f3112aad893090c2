#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace hayauma::sim {

/// What stands between the modem and its SIM.
enum class sim_lock {
    none,     ///< READY
    pin,      ///< SIM PIN
    puk,      ///< SIM PUK: the PIN was wrong too often
    absent,   ///< no card in the slot
    failure,  ///< a card that does not answer
    busy,     ///< a card that is still being read
};

/// What the antenna sees. <stat> as in 3GPP TS 27.007 §7.2 and §10.1.22; a missing signal value is
/// reported as "not known or not detectable".
struct radio_conditions {
    int                   creg = 1;
    int                   cgreg = 1;
    int                   cereg = 1;
    std::optional<int>    rssi_dbm = -71;  ///< -113 .. -51
    std::optional<int>    rsrp_dbm = -98;  ///< -140 .. -44
    std::optional<double> rsrq_db = -9.5;  ///< -19.5 .. -3
    int                   wobble_db = 2;   ///< readings stray this far from the values; 0: not
    int                   c5greg = 0;

    bool operator==(const radio_conditions&) const = default;
};

/// How one simulated modem is made. `seed` and `index` give it its IMEI, ICCID, IMSI, number, first
/// TP-MR and the wobble of its signal: the same pair gives the same modem.
struct sim_options {
    std::uint64_t             seed = 1;
    unsigned                  index = 0;            ///< 0 .. 9,999; one of its own for each modem
    std::string               profile = "generic";  ///< whose modem it is (personality.hpp)
    std::chrono::milliseconds radio_time{2500};     ///< between Ctrl-Z and +CMGS; 0 or more
    /// Between +CMGS and the status report; absent: twice the radio time.
    std::optional<std::chrono::milliseconds> report_delay;
    /// How long it searches after power-up, +CFUN=1, +COPS=0 or the right PIN.
    std::chrono::milliseconds registration_time{0};
    std::chrono::milliseconds boot_time{2000};  ///< +CFUN=1,1 until it answers again
    /// How long it waits for +CNMA where +CSMS=1 asks for it (3GPP TS 27.005 §3.4.4).
    std::chrono::milliseconds acknowledge_time{15000};
    radio_conditions          radio;
    sim_lock                  lock = sim_lock::none;
    std::string               pin = "1234";           ///< 4 to 8 digits
    std::string               puk = "12345678";       ///< 8 digits
    std::string               smsc = "+81900000001";  ///< on the SIM; empty: +CMS ERROR: 330
    unsigned                  me_slots = 100;         ///< places of the storage "ME"
    unsigned                  sm_slots = 20;          ///< ... "SM"
    unsigned                  sr_slots = 20;          ///< ... "SR"
};

}  // namespace hayauma::sim
