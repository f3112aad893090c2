#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "modem/sim/line_input.hpp"
#include "modem/sim/message_storage.hpp"
#include "modem/sms/submit_decoder.hpp"

namespace hayauma::sim {

/// How a command line ends.
struct final_result {
    enum class kind { ok, error, no_carrier, cme, cms, named };

    kind        what = kind::ok;
    int         code = 0;    ///< of cme (3GPP TS 27.007 §9.2) and cms (3GPP TS 27.005 §3.2.5)
    std::string words = {};  ///< instead of the number, whatever +CMEE says; of named all of it

    bool operator==(const final_result&) const = default;
};

/// The modem asks for a payload: "> ".
struct open_prompt {
    payload_kind                 form = payload_kind::pdu;
    std::size_t                  tpdu_octets = 0;   ///< PDU mode: <length>
    std::string                  address;           ///< text mode: <da>, digits as written
    std::uint8_t                 address_type = 0;  ///< text mode: <toda>
    std::optional<stored_status> write_as;          ///< +CMGW; absent: +CMGS
};

/// A message goes on the air; the result comes after the radio time.
struct transmit {
    sms::decoded_submit     message;
    std::string             pdu;               ///< hexadecimal, SMSC field and TPDU
    const char*             prefix = "+CMGS";  ///< what the result is called
    std::optional<unsigned> stored_at;         ///< +CMSS: the place in <mem2> it came from
};

/// The modem starts again (+CFUN=1,1).
struct restart {};

/// A code goes to the network, whose answer comes by itself.
struct ask_network {
    std::string code;  ///< USSD, as it was typed
};

using effect = std::variant<std::monostate, open_prompt, transmit, restart, ask_network>;

/// What a command answers. With a prompt or a transmission the final result comes later.
struct reply {
    std::vector<std::string> information;  ///< lines, or groups of lines separated by CR LF
    final_result             result;
    effect                   next;

    static reply ok() { return {}; }
    static reply ok(std::string information) { return {{std::move(information)}, {}, {}}; }
    static reply error() { return {{}, {final_result::kind::error, 0}, {}}; }
    static reply no_carrier() { return {{}, {final_result::kind::no_carrier, 0}, {}}; }
    static reply named(std::string line) {
        return {{}, {final_result::kind::named, 0, std::move(line)}, {}};
    }
    static reply cme(int code) { return {{}, {final_result::kind::cme, code}, {}}; }
    static reply cms(int code) { return {{}, {final_result::kind::cms, code}, {}}; }
    static reply then(effect what) { return {{}, {}, std::move(what)}; }
};

/// The error numbers the simulated modem gives. @see 3GPP TS 27.007 §9.2.
namespace cme {
inline constexpr int operation_not_allowed = 3;
inline constexpr int operation_not_supported = 4;
inline constexpr int sim_not_inserted = 10;
inline constexpr int sim_pin_required = 11;
inline constexpr int sim_puk_required = 12;
inline constexpr int sim_failure = 13;
inline constexpr int sim_busy = 14;
inline constexpr int incorrect_password = 16;
inline constexpr int no_network_service = 30;
inline constexpr int incorrect_parameters = 50;
}  // namespace cme

/// @see 3GPP TS 27.005 §3.2.5; below 128: 3GPP TS 24.011 annex E.
namespace cms {
inline constexpr int unassigned_number = 1;
inline constexpr int operation_not_allowed = 302;
inline constexpr int operation_not_supported = 303;
inline constexpr int invalid_pdu_parameter = 304;
inline constexpr int invalid_text_parameter = 305;
inline constexpr int sim_not_inserted = 310;
inline constexpr int sim_pin_required = 311;
inline constexpr int sim_failure = 313;
inline constexpr int sim_busy = 314;
inline constexpr int sim_puk_required = 316;
inline constexpr int invalid_memory_index = 321;
inline constexpr int memory_full = 322;
inline constexpr int smsc_address_unknown = 330;
inline constexpr int no_network_service = 331;
inline constexpr int no_acknowledgement_expected = 340;
}  // namespace cms

/// How results are written (V, Q, S3, S4, +CMEE).
struct result_settings {
    bool verbose = true;
    bool quiet = false;
    char line_end = '\r';
    char line_feed = '\n';
    int  cmee = 0;  ///< 0: ERROR for a CME error; 1: numbers; 2: words
};

/// @see ITU-T V.250 §5.7.1 (form), 3GPP TS 27.007 §9.1 (+CMEE).
std::string render(const final_result& result, const result_settings& settings);

/// An information text or an unsolicited result; never suppressed by Q1.
std::string render_information(std::string_view text, const result_settings& settings);

}  // namespace hayauma::sim
