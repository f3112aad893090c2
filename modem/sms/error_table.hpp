#pragma once

#include <span>

#include "modem/sms/errors.hpp"

namespace hayauma::sms {

/// One number, or a run of numbers that mean the same.
struct error_row {
    int         first;
    int         last;
    const char* name;
    fault_class before_pdu;  ///< the class while Ctrl-Z was not yet written
    fault_class after_pdu;   ///< the class once it was
};

/// Everything we know about a family's numbers, in rising order and without overlap. Numbers
/// between the rows are unknown.
std::span<const error_row> error_rows(error_family family) noexcept;

/// The CMS numbers of one maker, from 512 on.
std::span<const error_row> error_rows(error_maker maker) noexcept;

/// The row that holds a number, or null.
const error_row* find_row(error_code e, error_maker maker = error_maker::unknown) noexcept;

}  // namespace hayauma::sms
