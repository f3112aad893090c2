#pragma once

#include <compare>

namespace hayauma::sms {

/// Where an error number comes from. The words are the contract's (`error.family`).
enum class error_family {
    cms,    ///< +CMS ERROR: 3GPP TS 27.005 §3.2.5, RP-cause and TP-FCS included
    cme,    ///< +CME ERROR: 3GPP TS 27.007 §9.2
    tp_st,  ///< TP-Status of a status report: 3GPP TS 23.040 §9.2.3.15
    modem,  ///< our own: what the modem or its port did (no prompt, port lost, ...)
    queue,  ///< our own: what the queue decided (deadline passed, restart, ...)
};

/// Who is at fault, and so what follows.
enum class fault_class {
    retry_same,     ///< certainly not accepted, passing: again on the same modem after a pause
    retry_other,    ///< certainly or very likely not accepted: on another modem now
    modem,          ///< SIM, modem or contract: this line is out of service, recover it
    destination,    ///< permanent for this destination
    message,        ///< permanent for this message
    configuration,  ///< set the modem up again once, then out of service
    ambiguous,      ///< outcome unknown: may have been sent
    maintenance,    ///< storage or acknowledgement housekeeping, not a send result
    already_sent,   ///< the network says that it has it
};

/// One error number with its family: what is stored and shown. The class follows from it.
struct error_code {
    error_family family = error_family::modem;
    int          code = 0;

    auto operator<=>(const error_code&) const = default;
};

/// The numbers of `error_family::modem`. Stored and shown: append only, never renumber.
enum class modem_error {
    no_prompt = 1,         ///< no prompt within 10 s of AT+CMGS
    no_result,             ///< no final result within 180 s of Ctrl-Z
    port_lost,             ///< hang-up or I/O error
    rebooted,              ///< a boot line came instead of a result
    plain_error,           ///< ERROR without a number
    ok_without_reference,  ///< OK without +CMGS
    too_late,              ///< the deadline had passed before Ctrl-Z
    stopped,               ///< the daemon was stopping
    not_ready,             ///< the modem could not take the submission
    overdue,               ///< no final result within 20 s of AT+CMGS; the exchange goes on
};

/// The numbers of `error_family::queue`. Stored and shown: append only, never renumber.
enum class queue_error {
    deadline_passed = 1,  ///< not submitted before expires_at
    restarted,            ///< the daemon stopped while the part was on a modem
    attempts_exhausted,   ///< as many tries as allowed were made
    secret_lost,          ///< the text could not be read back
    interrupted,          ///< a fault of the program itself ended the try
};

/// Whose meaning the CMS numbers from 512 on have: 3GPP TS 27.005 §3.2.5 leaves them to the makers,
/// and they agree on none.
enum class error_maker { unknown, wavecom, cinterion };

/// A stable snake_case word for people and programs, such as "network_out_of_order";
/// "reserved_<n>" or "unknown_<n>" is never returned: numbers without a name of their own are
/// called by their range ("reserved", "manufacturer_specific").
const char* name(error_code e, error_maker maker = error_maker::unknown) noexcept;

/// The class of a CMS or CME number (or of one of our own) for a message that was being submitted.
/// @param after_pdu whether Ctrl-Z had been written: 500, plain ERROR and the like are then
///        `ambiguous`, before it they are not.
fault_class classify(error_code e, bool after_pdu,
                     error_maker maker = error_maker::unknown) noexcept;

/// Whether trying the same again can never help (`error.permanent` of the contract).
bool permanent(error_code e) noexcept;

}  // namespace hayauma::sms
