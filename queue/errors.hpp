#pragma once

#include <boost/system/error_code.hpp>

namespace hayauma::queue {

/// Why a template, or what is to be filled into one, is refused. The texts name no content.
/// Append only, never renumber.
enum class errc {
    no_code = 1,          ///< `{code}` is missing
    code_twice,           ///< `{code}` stands there more than once
    unknown_placeholder,  ///< a `{…}` that is neither `{code}` nor `{app}`, or a lone brace
    invalid_characters,   ///< not UTF-8, or a control character other than a line feed
    over_one_part,        ///< the text would need a second part
    bad_code,             ///< not six ASCII digits
    bad_app,              ///< empty, over 64 characters, or with characters of no text
};

const boost::system::error_category& category() noexcept;

inline boost::system::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), category()};
}

}  // namespace hayauma::queue

template <>
struct boost::system::is_error_code_enum<hayauma::queue::errc> : std::true_type {};
