#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace hayauma::sms {

/// Why a text or a PDU was refused.
/// Numbers are stored and logged: append only, never renumber.
enum class errc {
    invalid_utf8 = 1,  ///< not UTF-8: broken, overlong, a surrogate or above U+10FFFF
    empty_text,        ///< no character at all
    too_many_parts,    ///< more than the 255 parts that a concatenation header can count
    not_hex,           ///< a character that is no hexadecimal digit
    odd_hex,           ///< half an octet at the end
    truncated,         ///< the PDU ends inside a field
    too_long,          ///< a length that the field cannot have
    left_over,         ///< octets after the last field
    wrong_type,        ///< TP-MTI is another message type than asked for
    unsupported_type,  ///< SMS-DELIVER-REPORT, SMS-SUBMIT-REPORT or SMS-COMMAND
};

const char* text(errc e) noexcept;

const boost::system::error_category& category() noexcept;

inline boost::system::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), category()};
}

/// Where and why decoding stopped. Holds no octet of the PDU, so it may be logged.
struct decode_error {
    errc             why = errc::truncated;
    std::string_view field;       ///< dotted path as in 3GPP TS 23.040, such as "TP-OA.digits"
    std::size_t      octet = 0;   ///< where the field begins, counted from 0, SMSC field included
    std::size_t      needed = 0;  ///< of `truncated`: octets that the field needs
    std::size_t      left = 0;    ///< of `truncated`: octets that are there

    bool operator==(const decode_error&) const = default;
};

/// "TP-OA.digits at octet 9: needs 6 octets, 2 left".
std::string describe(const decode_error& e);

/// What decoding gives: the message, or the place where it stopped making sense.
template <class T>
using decoded = boost::system::result<T, decode_error>;

/// Lets `decoded<T>::value()` throw; found by argument-dependent lookup.
[[noreturn]] void throw_exception_from_error(const decode_error&           e,
                                             const boost::source_location& where);

}  // namespace hayauma::sms

template <>
struct boost::system::is_error_code_enum<hayauma::sms::errc> : std::true_type {};
