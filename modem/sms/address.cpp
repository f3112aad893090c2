#include "modem/sms/address.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "modem/sms/gsm7.hpp"
#include "modem/sms/utf8.hpp"

namespace hayauma::sms {
namespace {

constexpr std::size_t  semi_octets_max = 20;  // 3GPP TS 23.040 §9.1.2.5: 10 octets of value
constexpr std::size_t  smsc_octets_max = 11;  // 3GPP TS 24.011 §8.2.5.1: type and 10 octets
constexpr std::uint8_t unknown_isdn = 0x81;
constexpr std::uint8_t international_isdn = 0x91;
constexpr std::uint8_t alphanumeric_unknown = 0xD0;

/// 3GPP TS 23.040 §9.1.2.3; the value 15 is the filler.
constexpr std::string_view semi_octet_digits = "0123456789*#abc";
constexpr std::uint8_t     filler = 0x0F;

std::string digits_of(std::span<const std::uint8_t> octets, std::size_t count) {
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t octet = octets[i / 2];
        const auto value = static_cast<std::uint8_t>(i % 2 == 0 ? octet & 0x0F : octet >> 4);
        if (value == filler) break;
        digits += semi_octet_digits[value];
    }
    return digits;
}

void write_digits(std::vector<std::uint8_t>& out, std::string_view digits) {
    const auto value_at = [digits](std::size_t i) -> unsigned {
        if (i >= digits.size()) return filler;
        const auto value = semi_octet_digits.find(digits[i]);
        return value == std::string_view::npos ? filler : static_cast<unsigned>(value);
    };
    for (std::size_t i = 0; i < digits.size(); i += 2)
        out.push_back(static_cast<std::uint8_t>(value_at(i + 1) << 4 | value_at(i)));
}

std::vector<std::uint8_t> septets_of(std::string_view name) {
    const auto characters = from_utf8(name);
    if (!characters) return {};
    return encode_gsm7(*characters).value_or(std::vector<std::uint8_t>{});
}

/// What people write as a number: 'a' to 'c' have semi-octets too, but "abc" is a name.
bool all_digits(std::string_view text) noexcept {
    return text.find_first_not_of("0123456789*#") == std::string_view::npos;
}

}  // namespace

type_of_number address::ton() const noexcept {
    return static_cast<type_of_number>(type >> 4 & 0x07);
}

bool address::alphanumeric() const noexcept { return ton() == type_of_number::alphanumeric; }

std::string address::display() const {
    return (ton() == type_of_number::international ? "+" : "") + value;
}

address address_of(const phone_number& number) {
    return {international_isdn, std::string(number.digits())};
}

std::optional<address> address_from(std::string_view text) {
    const bool international = text.starts_with('+');
    if (international) text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    if (all_digits(text)) {
        if (text.size() > semi_octets_max) return std::nullopt;
        return address{international ? international_isdn : unknown_isdn, std::string(text)};
    }
    const std::size_t septets = septets_of(text).size();
    if (international || septets == 0 || septets > semi_octets_max * 4 / 7) return std::nullopt;
    return address{alphanumeric_unknown, std::string(text)};
}

address read_address(octet_reader& reader, const address_fields& fields) {
    const std::size_t begin = reader.position();
    const std::size_t semi_octets = reader.octet(fields.length);
    if (semi_octets > semi_octets_max) reader.fail(errc::too_long, fields.length, begin);
    address a;
    a.type = reader.octet(fields.type);
    const auto octets = reader.octets((semi_octets + 1) / 2, fields.value);
    if (reader.error()) return a;
    // The length counts semi-octets of either kind; so many septets fit into them.
    a.value = a.alphanumeric() ? decode_gsm7(unpack_septets(octets, semi_octets * 4 / 7))
                               : digits_of(octets, semi_octets);
    return a;
}

void write_address(std::vector<std::uint8_t>& out, const address& a) {
    if (!a.alphanumeric()) {
        out.push_back(static_cast<std::uint8_t>(a.value.size()));
        out.push_back(a.type);
        write_digits(out, a.value);
        return;
    }
    const auto septets = septets_of(a.value);
    const auto packed = pack_septets(septets);
    out.push_back(static_cast<std::uint8_t>((septets.size() * 7 + 3) / 4));
    out.push_back(a.type);
    out.insert(out.end(), packed.begin(), packed.end());
}

std::optional<address> read_smsc(octet_reader& reader) {
    const std::size_t begin = reader.position();
    const std::size_t length = reader.octet("SMSC.length");
    if (length > smsc_octets_max) reader.fail(errc::too_long, "SMSC.length", begin);
    if (length == 0) return std::nullopt;
    address smsc;
    smsc.type = reader.octet("SMSC.type");
    const auto octets = reader.octets(length - 1, "SMSC.digits");
    smsc.value = digits_of(octets, octets.size() * 2);
    return smsc;
}

void write_smsc(std::vector<std::uint8_t>& out, const std::optional<address>& smsc) {
    if (!smsc) {
        out.push_back(0);
        return;
    }
    out.push_back(static_cast<std::uint8_t>(1 + (smsc->value.size() + 1) / 2));
    out.push_back(smsc->type);
    write_digits(out, smsc->value);
}

const char* name(type_of_number t) noexcept {
    switch (t) {
    case type_of_number::unknown: return "unknown";
    case type_of_number::international: return "international";
    case type_of_number::national: return "national";
    case type_of_number::network_specific: return "network_specific";
    case type_of_number::subscriber: return "subscriber";
    case type_of_number::alphanumeric: return "alphanumeric";
    case type_of_number::abbreviated: return "abbreviated";
    case type_of_number::reserved: return "reserved";
    }
    return "unknown";
}

}  // namespace hayauma::sms
