#include "modem/sms/data_coding.hpp"

namespace hayauma::sms {
namespace {

/// Groups 00xx and 01xx: bit 5 compression, bit 4 "bits 1-0 are a class", bits 3-2 alphabet.
data_coding general_group(std::uint8_t dcs) noexcept {
    data_coding coding;
    coding.auto_delete = (dcs & 0x40) != 0;
    coding.compressed = (dcs & 0x20) != 0;
    if ((dcs & 0x10) != 0) coding.message_class = static_cast<std::uint8_t>(dcs & 0x03);
    switch (dcs & 0x0C) {
    case 0x04: coding.alphabet = alphabet::eight_bit; break;
    case 0x08: coding.alphabet = alphabet::ucs2; break;
    case 0x0C: coding.reserved = true; break;
    }
    return coding;
}

/// Groups 1100, 1101 and 1110: bit 3 sense, bits 1-0 kind; bit 2 is reserved and ignored.
data_coding waiting_group(std::uint8_t dcs) noexcept {
    const std::uint8_t group = dcs & 0xF0;
    data_coding        coding;
    coding.alphabet = group == 0xE0 ? alphabet::ucs2 : alphabet::gsm7;
    coding.waiting =
        waiting_indication{static_cast<waiting_kind>(dcs & 0x03), (dcs & 0x08) != 0, group != 0xC0};
    return coding;
}

/// Group 1111: bit 2 alphabet, bits 1-0 class; bit 3 is reserved.
data_coding class_group(std::uint8_t dcs) noexcept {
    data_coding coding;
    coding.alphabet = (dcs & 0x04) != 0 ? alphabet::eight_bit : alphabet::gsm7;
    coding.message_class = static_cast<std::uint8_t>(dcs & 0x03);
    coding.reserved = (dcs & 0x08) != 0;
    return coding;
}

}  // namespace

data_coding read_data_coding(std::uint8_t tp_dcs) noexcept {
    if (tp_dcs < 0x80) return general_group(tp_dcs);
    if (tp_dcs >= 0xF0) return class_group(tp_dcs);
    if (tp_dcs >= 0xC0) return waiting_group(tp_dcs);
    data_coding coding;  // 1000..1011: reserved, so GSM 7 bit without a class.
    coding.reserved = true;
    return coding;
}

std::uint8_t data_coding_octet(encoding                    alphabet,
                               std::optional<std::uint8_t> message_class) noexcept {
    const unsigned letters = alphabet == encoding::ucs2 ? 0x08U : 0x00U;
    const unsigned kind = message_class ? 0x10U | (*message_class & 0x03U) : 0x00U;
    return static_cast<std::uint8_t>(letters | kind);
}

const char* name(alphabet a) noexcept {
    switch (a) {
    case alphabet::gsm7: return "gsm7";
    case alphabet::eight_bit: return "8bit";
    case alphabet::ucs2: return "ucs2";
    }
    return "unknown";
}

const char* name(waiting_kind k) noexcept {
    switch (k) {
    case waiting_kind::voicemail: return "voicemail";
    case waiting_kind::fax: return "fax";
    case waiting_kind::email: return "email";
    case waiting_kind::other: return "other";
    }
    return "unknown";
}

}  // namespace hayauma::sms
