#include "gateway/cli/pdu_json.hpp"

#include <ostream>
#include <string>
#include <utility>

#include "modem/sms/data_coding.hpp"
#include "modem/sms/errors.hpp"
#include "modem/sms/hex.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

template <class T, class F>
json::value value_or_null(const std::optional<T>& optional, F&& convert) {
    return optional ? json::value(convert(*optional)) : json::value(nullptr);
}

json::value json_of(const std::optional<sms::address>& a) {
    return value_or_null(a, [](const sms::address& known) { return known.display(); });
}

json::value json_of(const std::optional<sms::timestamp>& t) {
    return value_or_null(t, [](const sms::timestamp& known) { return sms::display(known); });
}

json::value json_of(const std::optional<sms::concatenation>& part) {
    return value_or_null(part, [](const sms::concatenation& p) {
        return json::object{{"reference", p.reference},
                            {"reference_bits", p.width == sms::reference_width::eight_bit ? 8 : 16},
                            {"total", p.total},
                            {"sequence", p.sequence}};
    });
}

void add_content(json::object& values, const sms::content& content, std::uint8_t tp_dcs) {
    const sms::data_coding coding = sms::read_data_coding(tp_dcs);
    const bool is_text = !content.compressed && content.alphabet != sms::alphabet::eight_bit;
    values["data_coding"] = tp_dcs;
    values["alphabet"] = sms::name(content.alphabet);
    values["message_class"] = value_or_null(coding.message_class, [](std::uint8_t c) { return c; });
    values["part"] = json_of(content.part);
    values["text"] = is_text ? json::value(content.text) : json::value(nullptr);
    values["data"] = is_text ? json::value(nullptr) : json::value(sms::to_hex(content.payload));
}

json::object values_of(const sms::decoded_submit& m) {
    json::object values{{"smsc", json_of(m.smsc)},
                        {"to", m.destination.display()},
                        {"to_type", sms::name(m.destination.ton())},
                        {"message_reference", m.message_reference},
                        {"status_report", m.status_report},
                        {"reject_duplicates", m.reject_duplicates},
                        {"reply_path", m.reply_path},
                        {"protocol_identifier", m.protocol_identifier},
                        {"validity", sms::name(m.validity.format)}};
    values["validity_seconds"] =
        value_or_null(m.validity.lasts, [](std::chrono::seconds s) { return s.count(); });
    values["valid_until"] = json_of(m.validity.until);
    add_content(values, m.content, m.data.data_coding);
    return values;
}

json::object values_of(const sms::decoded_deliver& m) {
    json::object values{{"smsc", json_of(m.message.smsc)},
                        {"from", m.message.originator.display()},
                        {"from_type", sms::name(m.message.originator.ton())},
                        {"submitted", json_of(m.message.submitted)},
                        {"more_messages", m.message.more_messages},
                        {"report_asked", m.message.report_asked},
                        {"reply_path", m.message.reply_path},
                        {"protocol_identifier", m.message.protocol_identifier}};
    add_content(values, m.content, m.message.data.data_coding);
    return values;
}

json::object values_of(const sms::status_report& m) {
    return {{"message_reference", m.message_reference},
            {"to", m.recipient},
            {"submitted", json_of(m.submitted)},
            {"finished", json_of(m.finished)},
            {"status", m.status},
            {"status_name", sms::name(sms::error_code{sms::error_family::tp_st, m.status})},
            {"delivery", sms::name(sms::classify_status(m.status))},
            {"final", sms::is_final_status(m.status)}};
}

json::array json_of(const std::vector<sms::shown_field>& fields) {
    json::array listed;
    for (const sms::shown_field& f : fields)
        listed.push_back(json::object{{"octet", f.octet},
                                      {"hex", sms::to_hex(f.octets)},
                                      {"field", json::string(f.name)},
                                      {"meaning", f.meaning}});
    return listed;
}

/// Members of objects and elements of arrays, one a line.
void print(std::ostream& out, const json::value& value, const std::string& indent);

template <class Container, class PrintOne>
void print_all(std::ostream& out, const Container& all, char open, char close,
               const std::string& indent, PrintOne print_one) {
    out << open;
    const char* before = "\n";
    for (const auto& one : all) {
        out << before << indent << "  ";
        print_one(one);
        before = ",\n";
    }
    if (!all.empty()) out << '\n' << indent;
    out << close;
}

void print(std::ostream& out, const json::value& value, const std::string& indent) {
    if (const auto* object = value.if_object()) {
        print_all(out, *object, '{', '}', indent, [&](const json::key_value_pair& member) {
            out << json::serialize(json::string(member.key())) << ": ";
            print(out, member.value(), indent + "  ");
        });
    } else if (const auto* array = value.if_array()) {
        print_all(out, *array, '[', ']', indent,
                  [&](const json::value& element) { print(out, element, indent + "  "); });
    } else {
        out << json::serialize(value);
    }
}

}  // namespace

json::object json_of(const sms::dissection& whole) {
    return {{"type", sms::name(whole.type)},
            {"values", std::visit([](const auto& m) { return values_of(m); }, whole.message)},
            {"fields", json_of(whole.fields)}};
}

json::object json_of(const sms::decode_error& error) {
    return {{"error", json::object{{"field", json::string(error.field)},
                                   {"octet", error.octet},
                                   {"detail", sms::describe(error)}}}};
}

json::object json_of(const sms::submit_pdu& pdu, const sms::dissection& whole) {
    json::object part{{"cmgs_length", pdu.tpdu_octets}, {"pdu", pdu.hex}};
    for (auto& member : json_of(whole)) part.insert(member);
    return part;
}

json::object json_of(const sms::phone_number& to, const sms::measure& size, json::array parts) {
    return {{"to", "+" + std::string(to.digits())},
            {"encoding", size.alphabet == sms::encoding::gsm7 ? "gsm7" : "ucs2"},
            {"units", size.units},
            {"parts", std::move(parts)}};
}

void print_json(std::ostream& out, const json::value& value) {
    print(out, value, {});
    out << '\n';
}

}  // namespace hayauma::cli
