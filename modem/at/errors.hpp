#pragma once

#include <type_traits>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

namespace hayauma::at {

/// Why an AT exchange did not end in `OK`.
/// Numbers are stored and logged: append only, never renumber.
enum class errc {
    timed_out = 1,    ///< no final result code within the command's deadline
    stopped,          ///< we cancelled it; the modem's state is unknown
    port_lost,        ///< EOF or I/O error: unplugged, or the driver reset it
    rejected,         ///< ERROR, +CME ERROR or +CMS ERROR; code is in the reply
    malformed_reply,  ///< final OK, but the information text did not parse
    line_too_long,    ///< more than `line_octets_max` without a line end
};

/// One plain sentence for people; never empty.
const char* text(errc e) noexcept;

const boost::system::error_category& category() noexcept;

inline boost::system::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), category()};
}

}  // namespace hayauma::at

template <>
struct boost::system::is_error_code_enum<hayauma::at::errc> : std::true_type {};
