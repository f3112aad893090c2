#pragma once

#include <type_traits>

#include <boost/system/error_code.hpp>

namespace hayauma::cli {

/// Why a running gateway could not be asked, beyond what the system itself says.
enum class errc {
    bad_url = 1,        ///< not `http://HOST[:PORT]` or `unix:PATH`
    tls_not_available,  ///< https://
    url_holds_user,     ///< http://user:password@…: tokens are given in their own option
    connect_timed_out,
    answer_timed_out,
    answer_too_large,
    no_answer,  ///< the connection was closed before the answer was complete
    not_http,   ///< something else listens there
};

const char* text(errc e) noexcept;

const boost::system::error_category& category() noexcept;

inline boost::system::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), category()};
}

}  // namespace hayauma::cli

template <>
struct boost::system::is_error_code_enum<hayauma::cli::errc> : std::true_type {};
