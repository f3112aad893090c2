#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace hayauma::sms {

/// The two alphabets we write. The words are the contract's (`encoding`).
enum class encoding { gsm7, ucs2 };

/// The user data of one short message: what stands in TP-UD, and how long TP-UDL says it is.
struct user_data {
    encoding                  alphabet = encoding::gsm7;
    bool                      has_header = false;  ///< TP-UDHI
    std::uint8_t              length = 0;          ///< TP-UDL: septets for GSM 7 bit, else octets
    std::vector<std::uint8_t> octets;              ///< TP-UD, header included, at most 140

    bool operator==(const user_data&) const = default;
};

/// What a text becomes before it is cut: which alphabet, how many units, how many parts.
struct measure {
    encoding    alphabet = encoding::gsm7;
    std::size_t units = 0;  ///< septets, or UTF-16 code units
    std::size_t parts = 0;  ///< 0 for an empty text

    bool operator==(const measure&) const = default;
};

/// Which concatenation reference to write (3GPP TS 23.040 §9.2.3.24.1 and .8).
enum class reference_width { eight_bit, sixteen_bit };

/// @return the alphabet and the count, or `errc::invalid_utf8`. Characters outside GSM 03.38 make
///         the whole text UCS-2. 160/153 septets (152 with a 16-bit reference), 70/67 (66) units.
boost::system::result<measure> measure_text(std::string_view utf8,
                                            reference_width  width = reference_width::eight_bit);

/// Cuts a text into the user data of its parts, in order. An extension character (ESC and one
/// septet) and a surrogate pair are never split.
/// @param reference the concatenation reference; ignored for a single part.
/// @return 1 to 255 parts, or `errc::{invalid_utf8, empty_text, too_many_parts}`.
boost::system::result<std::vector<user_data>> segment_text(
    std::string_view utf8, std::uint16_t reference,
    reference_width width = reference_width::eight_bit);

}  // namespace hayauma::sms
