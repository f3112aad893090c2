#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "modem/sim/sim_modem.hpp"
#include "modem/sim/sim_network.hpp"

namespace hayauma::sim {

/// A network with one modem on it, and time that moves only when a test says so.
struct bench {
    explicit bench(sim_options options = quick()) : modem(options, network, now) {}

    /// A modem whose radio takes no time and whose signal does not stray.
    static sim_options quick() {
        sim_options options;
        options.radio_time = std::chrono::milliseconds(0);
        options.radio.wobble_db = 0;
        return options;
    }

    /// Types as it is. @return what the modem sent meanwhile.
    std::string type(std::string_view octets) {
        modem.receive(octets, now);
        return modem.take_output();
    }

    /// One command line; the modem's echo must be off.
    std::string ask(std::string_view line) { return type(std::string(line) + "\r"); }

    std::string wait(std::chrono::milliseconds by) {
        now += by;
        modem.advance(now);
        return modem.take_output();
    }

    /// Echo off, numbers for errors, and nothing left to read.
    bench& set_up() {
        ask("ATE0;+CMEE=1");
        return *this;
    }

    mono_time now{std::chrono::hours(1)};
    // 2026-11-22 16:31:21 in Japan.
    wall_time   wall{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} +
                   std::chrono::hours(7) + std::chrono::minutes(31) + std::chrono::seconds(21)};
    sim_network network{now, wall};
    sim_modem   modem;
};

/// "\r\n" lines as the modem writes them with V1: each text framed by CR LF.
inline std::string framed(std::string_view text) {
    return std::string("\r\n").append(text).append("\r\n");
}
inline std::string with_ok(std::string_view text) { return framed(text) + framed("OK"); }

inline const std::string ok = framed("OK");
inline const std::string prompt = "\r\n> ";

/// "Your code is 123456" to +819012345678, five minutes, report asked for; its <length> is 31.
inline constexpr std::string_view sample_pdu =
    "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D";
inline constexpr const char* sample_number = "819012345678";

}  // namespace hayauma::sim
