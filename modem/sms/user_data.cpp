#include "modem/sms/user_data.hpp"

#include <utility>

#include "modem/sms/gsm7.hpp"
#include "modem/sms/ucs2.hpp"

namespace hayauma::sms {
namespace {

constexpr std::size_t octets_max = 140;  // 3GPP TS 23.040 §9.2.3.24; 160 septets fill them

constexpr std::uint8_t concatenated_eight_bit = 0x00;    // IEI
constexpr std::uint8_t concatenated_sixteen_bit = 0x08;  // IEI

std::optional<concatenation> concatenation_of(const information_element& e) {
    concatenation part;
    if (e.id == concatenated_eight_bit && e.data.size() == 3) {
        part.reference = e.data[0];
    } else if (e.id == concatenated_sixteen_bit && e.data.size() == 4) {
        part.width = reference_width::sixteen_bit;
        part.reference = static_cast<std::uint16_t>(e.data[0] << 8 | e.data[1]);
    } else {
        return std::nullopt;
    }
    part.total = e.data[e.data.size() - 2];
    part.sequence = e.data.back();
    if (part.sequence == 0 || part.sequence > part.total) return std::nullopt;
    return part;
}

/// UDHL and the elements. @see 3GPP TS 23.040 §9.2.3.24.
void read_header(octet_reader& reader, content& to) {
    const std::size_t length = reader.octet("TP-UD.UDHL");
    const std::size_t outer = reader.narrow(length, "TP-UD.UDH");
    while (!reader.error() && reader.left() > 0) {
        information_element element;
        element.id = reader.octet("TP-UD.IEI");
        const auto data = reader.octets(reader.octet("TP-UD.IEDL"), "TP-UD.IED");
        element.data.assign(data.begin(), data.end());
        if (const auto part = concatenation_of(element)) to.part = part;
        to.header.push_back(std::move(element));
    }
    reader.widen(outer);
}

bool counted_in_septets(const content& c) noexcept {
    return c.alphabet == alphabet::gsm7 && !c.compressed;
}

}  // namespace

raw_user_data raw(const user_data& data, std::optional<std::uint8_t> message_class) {
    return {data_coding_octet(data.alphabet, message_class), data.has_header, data.length,
            data.octets};
}

std::string text_of(alphabet a, std::span<const std::uint8_t> payload) {
    switch (a) {
    case alphabet::gsm7: return decode_gsm7(payload);
    case alphabet::ucs2: return decode_ucs2(payload);
    case alphabet::eight_bit: return {};
    }
    return {};
}

content read_user_data(octet_reader& reader, raw_user_data& data) {
    const data_coding coding = read_data_coding(data.data_coding);
    content           got;
    got.alphabet = coding.alphabet;
    got.compressed = coding.compressed;

    const std::size_t length_at = reader.position();
    data.length = reader.octet("TP-UDL");
    const std::size_t size = counted_in_septets(got) ? (data.length * 7U + 7) / 8 : data.length;
    if (size > octets_max) reader.fail(errc::too_long, "TP-UDL", length_at);
    const std::size_t outer = reader.narrow(size, "TP-UD");
    const auto        whole = reader.ahead();
    data.octets.assign(whole.begin(), whole.end());

    if (data.has_header) read_header(reader, got);
    const std::size_t header = whole.size() - reader.left();
    const auto        body = reader.octets(reader.left(), "TP-UD.text");
    reader.widen(outer);
    if (counted_in_septets(got)) {
        // The text begins at the next septet boundary after the header.
        const std::size_t before = (header * 8 + 6) / 7;
        const std::size_t septets = data.length > before ? data.length - before : 0;
        got.payload = unpack_septets(body, septets, static_cast<unsigned>(before * 7 - header * 8));
    } else {
        got.payload.assign(body.begin(), body.end());
    }
    if (!got.compressed) got.text = text_of(got.alphabet, got.payload);
    return got;
}

content content_of(const raw_user_data& data) {
    std::vector<std::uint8_t> octets;
    write_user_data(octets, data);
    octet_reader  reader(octets);
    raw_user_data again = data;
    content       got = read_user_data(reader, again);
    return reader.error() ? content{} : got;
}

void write_user_data(std::vector<std::uint8_t>& out, const raw_user_data& data) {
    out.push_back(data.length);
    out.insert(out.end(), data.octets.begin(), data.octets.end());
}

}  // namespace hayauma::sms
