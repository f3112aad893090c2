#include "modem/sms/field_meaning.hpp"

#include "modem/sms/data_coding.hpp"
#include "modem/sms/errors.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/submit.hpp"

namespace hayauma::sms {
namespace {

using octets_view = std::span<const std::uint8_t>;

std::string number(std::size_t value) { return std::to_string(value); }

std::string flag(const char* field, std::uint8_t first, std::uint8_t bit) {
    return std::string("; ") + field + ((first & bit) != 0 ? " 1" : " 0");
}

std::string first_octet(std::uint8_t first) {
    const message_type type = type_of(first);
    std::string        words = name(type);
    if (type == message_type::submit) {
        words += flag("TP-RD", first, tp_rd) + "; TP-VPF ";
        words += name(static_cast<validity_format>(first >> 3 & 0x03));
        words += flag("TP-SRR", first, tp_srr);
    } else {
        words += flag("TP-MMS", first, tp_mms);
        words += flag(type == message_type::status_report ? "TP-SRQ" : "TP-SRI", first, tp_sri);
    }
    words += flag("TP-UDHI", first, tp_udhi);
    // A STATUS-REPORT has TP-LP elsewhere and no reply path.
    return type == message_type::status_report ? words : words + flag("TP-RP", first, tp_rp);
}

std::string type_of_address(std::uint8_t type) {
    const address a{type, {}};
    return std::string(name(a.ton())) + ", plan " + number(a.plan()) +
           (a.plan() == 1 ? " (ISDN)" : "");
}

std::string protocol(std::uint8_t pid) {
    if (pid == 0x00) return "plain short message";
    if (pid == 0x40) return "type 0: not shown";
    if (pid > 0x40 && pid < 0x48) return "replaces type " + number(pid - 0x40U);
    return number(pid);
}

std::string coding(std::uint8_t dcs) {
    const data_coding c = read_data_coding(dcs);
    std::string       words = name(c.alphabet);
    if (c.reserved) words += ", reserved";
    if (c.compressed) words += ", compressed";
    if (c.auto_delete) words += ", to be deleted once read";
    if (c.message_class) words += ", class " + number(*c.message_class);
    if (c.message_class == 0) words += " (flash)";
    if (c.waiting)
        words += std::string(", ") + name(c.waiting->kind) +
                 (c.waiting->active ? " waits" : " no longer waits");
    return words;
}

std::string period(std::chrono::seconds lasts) {
    const auto count = lasts.count();
    if (count % 86400 == 0 && count > 0) return std::to_string(count / 86400) + " d";
    if (count % 3600 == 0 && count > 0) return std::to_string(count / 3600) + " h";
    if (count % 60 == 0 && count > 0) return std::to_string(count / 60) + " min";
    return std::to_string(count) + " s";
}

std::string validity(const validity_period& v) {
    std::string words = name(v.format);
    if (v.lasts) words += ", " + period(*v.lasts);
    if (v.until) words += ", until " + display(*v.until);
    return v.single_shot ? words + ", one try only" : words;
}

std::string date(octets_view octets) {
    const auto t = timestamp_of(octets.first<7>());
    return t ? display(*t) : "no date";
}

std::string status(std::uint8_t st) {
    return std::string(name(error_code{error_family::tp_st, st})) + ": " +
           name(classify_status(st));
}

std::string element_name(std::uint8_t id) {
    if (id == 0x00) return "concatenation, 8-bit reference";
    if (id == 0x08) return "concatenation, 16-bit reference";
    if (id == 0x04 || id == 0x05) return "application ports";
    if (id == 0x24) return "national language, single shift";
    if (id == 0x25) return "national language, locking shift";
    return "element " + number(id);
}

/// What an element says: only concatenation is understood.
std::string element_data(std::uint8_t id, octets_view data) {
    const bool narrow = id == 0x00 && data.size() == 3;
    const bool wide = id == 0x08 && data.size() == 4;
    if (!narrow && !wide) return number(data.size()) + " octets";
    const unsigned reference = narrow ? data[0] : data[0] * 256U + data[1];
    return "reference " + number(reference) + ", part " + number(data.back()) + " of " +
           number(data[data.size() - 2]);
}

/// The message of any type, as the fields need it.
struct context {
    std::optional<address> smsc;
    address                peer;
    validity_period        validity;
    const content*         text = nullptr;
};

context context_of(const decoded_submit& m) {
    return {m.smsc, m.destination, m.validity, &m.content};
}
context context_of(const decoded_deliver& m) {
    return {m.message.smsc, m.message.originator, {}, &m.content};
}
context context_of(const status_report& m) {
    return {std::nullopt, {0x81, m.recipient}, {}, nullptr};
}

std::string user_data_length(const context& c, std::size_t length) {
    const bool septets = c.text && c.text->alphabet == alphabet::gsm7 && !c.text->compressed;
    return number(length) + (septets ? " septets" : " octets");
}

std::string user_text(const context& c, octets_view octets) {
    if (!c.text || c.text->compressed || c.text->alphabet == alphabet::eight_bit)
        return number(octets.size()) + " octets of data";
    return c.text->text;
}

std::string smsc_meaning(std::string_view field, octets_view octets) {
    if (field == "SMSC.type") return type_of_address(octets[0]);
    if (field == "SMSC.length")
        return octets[0] == 0 ? "none: the modem's own (+CSCA)" : number(octets[0]) + " octets";
    return {};
}

/// Fields that explain themselves.
std::string plain_meaning(std::string_view field, octets_view octets) {
    if (field == "TP-MTI") return first_octet(octets[0]);
    if (field == "TP-MR") return number(octets[0]);
    if (field == "TP-PID") return protocol(octets[0]);
    if (field == "TP-DCS") return coding(octets[0]);
    if (field == "TP-SCTS" || field == "TP-DT") return date(octets);
    if (field == "TP-ST") return status(octets[0]);
    if (field == "TP-UD.UDHL" || field == "TP-UD.IEDL") return number(octets[0]) + " octets";
    if (field == "TP-UD.IEI") return element_name(octets[0]);
    if (field == "TP-PI" || field == "after TP-UD") return "not read";
    if (field.ends_with(".type")) return type_of_address(octets[0]);
    if (field.ends_with(".length")) return number(octets[0]) + " semi-octets";
    return {};
}

/// Fields that the whole message explains.
std::string meaning(std::string_view field, octets_view octets, const context& c) {
    if (field.starts_with("SMSC.") && field != "SMSC.digits") return smsc_meaning(field, octets);
    if (field == "SMSC.digits") return c.smsc ? c.smsc->display() : to_hex(octets);
    if (field.ends_with(".digits")) return c.peer.display();
    if (field == "TP-VP") return validity(c.validity);
    if (field == "TP-UDL") return user_data_length(c, octets[0]);
    if (field == "TP-UD.text") return user_text(c, octets);
    return plain_meaning(field, octets);
}

}  // namespace

void explain(dissection& whole) {
    const context c = std::visit([](const auto& m) { return context_of(m); }, whole.message);
    std::uint8_t  element = 0;
    for (shown_field& f : whole.fields) {
        if (f.name == "TP-UD.IEI") element = f.octets[0];
        f.meaning =
            f.name == "TP-UD.IED" ? element_data(element, f.octets) : meaning(f.name, f.octets, c);
    }
}

}  // namespace hayauma::sms
