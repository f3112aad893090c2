#pragma once

#include <optional>
#include <string>

namespace hayauma::modem {

/// What a USSD request ended with. @see 3GPP TS 27.007 §7.15.
struct ussd_outcome {
    std::optional<int> state;  ///< <m> of +CUSD; absent where none came
    std::string        text;   ///< the network's words, UTF-8
    std::string        error;  ///< in words; empty where there is a text

    bool operator==(const ussd_outcome&) const = default;
};

}  // namespace hayauma::modem
