#include "modem/sms/validity.hpp"

#include "modem/sms/submit.hpp"

namespace hayauma::sms {
namespace {

using namespace std::chrono;

constexpr std::size_t long_format_octets = 7;

}  // namespace

minutes validity_of(std::uint8_t relative) noexcept {
    const int step = relative;
    if (step <= 143) return (step + 1) * minutes{5};
    if (step <= 167) return hours{12} + (step - 143) * minutes{30};
    if (step <= 196) return (step - 166) * days{1};
    return (step - 192) * weeks{1};
}

std::uint8_t relative_validity(seconds validity) noexcept {
    std::uint8_t step = 255;
    while (step > 0 && validity_of(step) > validity) --step;
    return step;
}

validity_period enhanced_validity(std::span<const std::uint8_t, 7> octets) noexcept {
    const auto      swapped = [](std::uint8_t octet) { return (octet & 0x0F) * 10 + (octet >> 4); };
    validity_period period;
    period.format = validity_format::enhanced;
    period.single_shot = (octets[0] & 0x40) != 0;
    // Bit 7 says that a second indicator octet follows; what it would mean is not defined, so the
    // period itself cannot be found either.
    if ((octets[0] & 0x80) != 0) return period;
    switch (octets[0] & 0x07) {
    case 1: period.lasts = validity_of(octets[1]); break;
    case 2: period.lasts = seconds{octets[1]}; break;
    case 3:
        period.lasts =
            hours{swapped(octets[1])} + minutes{swapped(octets[2])} + seconds{swapped(octets[3])};
        break;
    }
    return period;
}

validity_period read_validity(octet_reader& reader, validity_format format) {
    validity_period period;
    period.format = format;
    switch (format) {
    case validity_format::none: break;
    case validity_format::relative: period.lasts = validity_of(reader.octet("TP-VP")); break;
    case validity_format::absolute: period.until = read_timestamp(reader, "TP-VP"); break;
    case validity_format::enhanced: {
        const auto octets = reader.octets(long_format_octets, "TP-VP");
        if (octets.size() == long_format_octets)
            period = enhanced_validity(octets.first<long_format_octets>());
        break;
    }
    }
    return period;
}

const char* name(validity_format f) noexcept {
    switch (f) {
    case validity_format::none: return "none";
    case validity_format::enhanced: return "enhanced";
    case validity_format::relative: return "relative";
    case validity_format::absolute: return "absolute";
    }
    return "unknown";
}

}  // namespace hayauma::sms
