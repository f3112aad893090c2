#pragma once

#include <optional>
#include <string>

#include "modem/session/transmission.hpp"

namespace hayauma::modem {

/// Tells a line at fault from a number or a moment: one refusal may be about the recipient, the
/// same refusal for several recipients in a row is about us. Pure.
class fault_tally {
public:
    /// How a submission ended. @return whether the line itself is at fault now.
    bool add(const submit_outcome& outcome, const sms::phone_number& destination);

private:
    bool count(sms::error_code error, const sms::phone_number& destination);
    void clear() noexcept;

    std::optional<sms::error_code>   error_;  ///< of all in this row
    std::optional<sms::phone_number> first_;
    int                              in_a_row_ = 0;
    bool                             several_ = false;  ///< destinations
};

}  // namespace hayauma::modem
