#pragma once

#include <string>

#include <spdlog/fmt/fmt.h>

#include "modem/sms/phone_number.hpp"

/// A number formats masked, wherever it is logged. What must never be logged (message_text,
/// secret) has no formatter: logging it does not compile.
template <>
struct fmt::formatter<hayauma::sms::phone_number> : fmt::formatter<std::string> {
    template <class Context>
    auto format(const hayauma::sms::phone_number& number, Context& context) const {
        return fmt::formatter<std::string>::format(number.masked(), context);
    }
};
