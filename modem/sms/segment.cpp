#include "modem/sms/segment.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "modem/sms/codec_error.hpp"
#include "modem/sms/gsm7.hpp"
#include "modem/sms/ucs2.hpp"
#include "modem/sms/utf8.hpp"

namespace hayauma::sms {
namespace {

constexpr std::size_t user_data_octets_max = 140;  // 3GPP TS 23.040 §9.2.3.24
constexpr std::size_t parts_max = 255;             // 3GPP TS 23.040 §9.2.3.24.1: one octet

/// A text in the units that the standard counts: septets, or UTF-16 units.
struct coded_text {
    encoding       alphabet = encoding::gsm7;
    std::u16string units;
};

boost::system::result<coded_text> code(std::string_view utf8) {
    const auto characters = from_utf8(utf8);
    if (!characters) return characters.error();
    if (const auto septets = encode_gsm7(*characters))
        return coded_text{encoding::gsm7, std::u16string(septets->begin(), septets->end())};
    return coded_text{encoding::ucs2, utf16_of(*characters)};
}

std::size_t header_octets(reference_width width) noexcept {
    return width == reference_width::eight_bit ? 6 : 7;
}

std::size_t header_septets(std::size_t octets) noexcept { return (octets * 8 + 6) / 7; }

/// How many units the user data takes beside a header of so many octets.
std::size_t room(encoding alphabet, std::size_t header) noexcept {
    if (alphabet == encoding::ucs2) return (user_data_octets_max - header) / 2;
    return user_data_octets_max * 8 / 7 - header_septets(header);
}

/// Whether the unit belongs with the one after it: an ESC, or the first half of a pair.
bool binds_next(encoding alphabet, char16_t unit) noexcept {
    return alphabet == encoding::gsm7 ? unit == gsm7_escape : is_high_surrogate(unit);
}

/// Where each part ends. Every part but the last is as full as the pairs allow.
std::vector<std::size_t> part_ends(const coded_text& text, reference_width width) {
    const std::size_t size = text.units.size();
    if (size == 0) return {};
    if (size <= room(text.alphabet, 0)) return {size};

    const std::size_t        most = room(text.alphabet, header_octets(width));
    std::vector<std::size_t> ends;
    for (std::size_t begin = 0; begin < size; begin = ends.back()) {
        std::size_t end = std::min(begin + most, size);
        if (end < size && binds_next(text.alphabet, text.units[end - 1])) --end;
        ends.push_back(end);
    }
    return ends;
}

/// UDHL and the concatenation element. @see 3GPP TS 23.040 §9.2.3.24.1 (8 bit) and .8 (16 bit).
std::vector<std::uint8_t> concatenation_header(std::uint16_t reference, reference_width width,
                                               std::size_t total, std::size_t sequence) {
    const auto low = static_cast<std::uint8_t>(reference & 0xFF);
    const auto high = static_cast<std::uint8_t>(reference >> 8);
    const auto of = static_cast<std::uint8_t>(total);
    const auto nth = static_cast<std::uint8_t>(sequence);
    if (width == reference_width::eight_bit) return {0x05, 0x00, 0x03, low, of, nth};
    return {0x06, 0x08, 0x04, high, low, of, nth};
}

user_data part(encoding alphabet, std::u16string_view units, std::vector<std::uint8_t> header) {
    user_data data;
    data.alphabet = alphabet;
    data.has_header = !header.empty();
    std::vector<std::uint8_t> body;
    if (alphabet == encoding::gsm7) {
        const std::size_t before = header_septets(header.size());
        const auto        fill_bits = static_cast<unsigned>(before * 7 - header.size() * 8);
        const std::vector<std::uint8_t> septets(units.begin(), units.end());
        body = pack_septets(septets, fill_bits);
        data.length = static_cast<std::uint8_t>(before + septets.size());
    } else {
        body = encode_ucs2(units);
        data.length = static_cast<std::uint8_t>(header.size() + body.size());
    }
    data.octets = std::move(header);
    data.octets.insert(data.octets.end(), body.begin(), body.end());
    return data;
}

}  // namespace

boost::system::result<measure> measure_text(std::string_view utf8, reference_width width) {
    const auto text = code(utf8);
    if (!text) return text.error();
    return measure{text->alphabet, text->units.size(), part_ends(*text, width).size()};
}

boost::system::result<std::vector<user_data>> segment_text(std::string_view utf8,
                                                           std::uint16_t    reference,
                                                           reference_width  width) {
    const auto text = code(utf8);
    if (!text) return text.error();
    const std::vector<std::size_t> ends = part_ends(*text, width);
    if (ends.empty()) return errc::empty_text;
    if (ends.size() > parts_max) return errc::too_many_parts;

    std::vector<user_data> parts;
    std::size_t            begin = 0;
    for (const std::size_t end : ends) {
        std::vector<std::uint8_t> header;
        if (ends.size() > 1)
            header = concatenation_header(reference, width, ends.size(), parts.size() + 1);
        const auto units = std::u16string_view(text->units).substr(begin, end - begin);
        parts.push_back(part(text->alphabet, units, std::move(header)));
        begin = end;
    }
    return parts;
}

}  // namespace hayauma::sms
