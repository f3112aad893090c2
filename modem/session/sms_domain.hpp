#pragma once

#include <array>
#include <optional>
#include <string>

namespace hayauma::modem {

/// Through which part of the network a modem sends (+CGSMS), and which to try next where that one
/// keeps refusing (CMS 302, 331, 69): circuit switched preferred, circuit switched, packet switched
/// preferred, packet switched. On LTE some firmware means SGs by "circuit switched".
/// @see 3GPP TS 27.007 §10.1.21.
class sms_domain {
public:
    /// What AT+CGSMS? answered; nullopt: the modem does not know it, so there is nothing to try.
    void read(std::optional<int> service);

    /// The command for the next domain; nullopt: all were tried.
    std::optional<std::string> next();

    /// The command that brings back the choice which a restart of the modem undid; nullopt: none.
    std::optional<std::string> restored() const;

    /// Another modem, or another SIM.
    void forget() { *this = {}; }

private:
    std::optional<int>  is_;
    std::optional<int>  chosen_;
    std::array<bool, 4> tried_{};  ///< by service
};

}  // namespace hayauma::modem
