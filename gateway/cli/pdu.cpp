#include "gateway/cli/pdu.hpp"

#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "gateway/cli/pdu_json.hpp"
#include "modem/sms/codec_error.hpp"
#include "modem/sms/dissect.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/submit.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

constexpr int exit_failed = 1;

struct encode_options {
    std::string   to;
    std::string   text;
    long          ttl_seconds = 300;
    std::uint16_t reference = 0;
    bool          wide_reference = false;
    bool          no_report = false;
    bool          flash = false;
    bool          as_json = false;
};

struct decode_options {
    std::vector<std::string>      lines;
    std::optional<sms::direction> way;
    bool                          no_smsc = false;
    bool                          as_json = false;
};

[[noreturn]] void fail(const std::string& words) {
    std::cerr << "hayauma pdu: " << words << '\n';
    throw CLI::RuntimeError(exit_failed);
}

/// In JSON's quotes, so that no text can play tricks on a terminal. JSON leaves the controls from
/// U+007F to U+009F alone, which terminals obey as well.
std::string in_quotes(std::string_view text) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string                       quoted;
    unsigned char                     before = 0;
    for (const char c : json::serialize(json::string(text))) {
        const auto octet = static_cast<unsigned char>(c);
        const bool control = octet == 0x7F || (before == 0xC2 && octet < 0xA0);
        if (control && octet != 0x7F) quoted.pop_back();
        if (control)
            quoted.append("\\u00").append({hex[octet >> 4], hex[octet & 0x0F]});
        else
            quoted += c;
        before = octet;
    }
    return quoted;
}

bool is_text(const sms::shown_field& f) {
    return f.name == "TP-UD.text" || f.name.ends_with(".digits");
}

void print_table(const sms::dissection& whole) {
    std::cout << "octet  field         hex / meaning\n";
    for (const sms::shown_field& f : whole.fields) {
        std::cout << std::right << std::setw(5) << f.octet << "  " << std::left << std::setw(12)
                  << f.name << "  " << sms::to_hex(f.octets) << "  "
                  << (is_text(f) ? in_quotes(f.meaning) : f.meaning) << '\n';
    }
}

sms::submit submit_of(const encode_options& o, const sms::phone_number& to, sms::user_data part) {
    sms::submit message{.destination = to};
    message.status_report = !o.no_report;
    message.validity = std::chrono::seconds{o.ttl_seconds};
    if (o.flash) message.message_class = std::uint8_t{0};
    message.data = std::move(part);
    return message;
}

/// What was just written, read back: a listing that comes from the octets, not from the intention.
sms::dissection dissected(const sms::submit_pdu& pdu) {
    const auto octets = sms::from_hex(pdu.hex).value();
    return sms::dissect(octets, sms::smsc_field::present, sms::direction::to_modem).value();
}

void encode(const encode_options& o, const number_reader& read_number) {
    const auto to = read_number(o.to);
    if (!to) fail("--to: not a phone number");
    const auto width =
        o.wide_reference ? sms::reference_width::sixteen_bit : sms::reference_width::eight_bit;
    const auto parts = sms::segment_text(o.text, o.reference, width);
    if (!parts) fail("--text: " + parts.error().message());
    const sms::measure size = sms::measure_text(o.text, width).value();

    json::array listed;
    for (const sms::user_data& part : *parts) {
        const sms::submit_pdu pdu = sms::encode(submit_of(o, *to, part));
        const sms::dissection whole = dissected(pdu);
        if (o.as_json) {
            listed.push_back(json_of(pdu, whole));
            continue;
        }
        std::cout << "part " << listed.size() + 1 << " of " << parts->size()
                  << "\nAT+CMGS=" << pdu.tpdu_octets << '\n'
                  << pdu.hex << '\n';
        print_table(whole);
        std::cout << '\n';
        listed.emplace_back(nullptr);
    }
    if (o.as_json) print_json(std::cout, json_of(*to, size, std::move(listed)));
}

/// A line as it stands in a log: without what surrounds the digits.
std::string_view trimmed(std::string_view line) {
    constexpr std::string_view around = " \t\r\n\"'\x1A";
    const auto                 first = line.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(around) - first + 1);
}

sms::decoded<sms::dissection> read_line(std::string_view line, const decode_options& o) {
    const auto octets = sms::from_hex(trimmed(line));
    if (!octets) return octets.error();
    const auto smsc = o.no_smsc ? sms::smsc_field::absent : sms::smsc_field::present;
    return sms::dissect(*octets, smsc, o.way);
}

void decode(const decode_options& o) {
    bool        all_read = true;
    json::array listed;
    for (const std::string& line : o.lines) {
        const auto whole = read_line(line, o);
        all_read = all_read && whole.has_value();
        if (o.as_json) {
            listed.push_back(whole ? json_of(*whole) : json_of(whole.error()));
        } else if (whole) {
            std::cout << sms::name(whole->type) << '\n';
            print_table(*whole);
            std::cout << '\n';
        } else {
            std::cerr << "hayauma pdu: " << sms::describe(whole.error()) << '\n';
        }
    }
    if (o.as_json) print_json(std::cout, json::object{{"pdus", std::move(listed)}});
    if (!all_read) throw CLI::RuntimeError(exit_failed);
}

void add_encode(CLI::App& pdu, number_reader read_number) {
    auto* command =
        pdu.add_subcommand("encode", "Show the PDUs that a text becomes, octet by octet");
    auto o = std::make_shared<encode_options>();
    command->add_option("--to", o->to, "The number, such as +819012345678")->required();
    command->add_option("--text", o->text, "The text, UTF-8")->required();
    command->add_option("--ttl", o->ttl_seconds, "Validity in seconds; becomes TP-VP, rounded down")
        ->check(CLI::Range(1L, 63L * 7 * 24 * 3600))
        ->capture_default_str();
    command
        ->add_option("--reference", o->reference, "Concatenation reference of a text of many parts")
        ->capture_default_str();
    command->add_flag("--wide-reference", o->wide_reference, "Write 16 bits of it, not 8");
    command->add_flag("--no-report", o->no_report, "Ask for no status report");
    command->add_flag("--flash", o->flash, "Message class 0: shown at once, not stored");
    command->add_flag("--json", o->as_json, "One JSON object, for programs");
    command->callback([o, read = std::move(read_number)] { encode(*o, read); });
}

void add_decode(CLI::App& pdu) {
    auto* command = pdu.add_subcommand("decode", "Explain PDUs from a modem log, octet by octet");
    auto  o = std::make_shared<decode_options>();
    command->add_option("hex", o->lines, "PDUs in hexadecimal, SMSC field first")->required();
    const std::map<std::string, sms::direction> ways{{"from-modem", sms::direction::from_modem},
                                                     {"to-modem", sms::direction::to_modem}};
    command
        ->add_option("--direction", o->way,
                     "Which way they went (from-modem, to-modem). Left out, the type is what "
                     "TP-MTI most often "
                     "means: 00 DELIVER, 01 SUBMIT, 10 STATUS-REPORT. From a modem 01 is a "
                     "SUBMIT-REPORT, to it "
                     "00 is a DELIVER-REPORT and 10 a COMMAND; these are not read")
        ->transform(CLI::CheckedTransformer(ways));
    command->add_flag("--no-smsc", o->no_smsc,
                      "The lines begin with the TPDU, without an SMSC field");
    command->add_flag("--json", o->as_json, "One JSON object, for programs");
    command->callback([o] { decode(*o); });
}

}  // namespace

std::optional<sms::phone_number> plain_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return sms::phone_number::from_digits(text);
}

void add_pdu_command(CLI::App& parent, number_reader read_number) {
    auto* pdu = parent.add_subcommand("pdu", "Look into the PDUs that modems speak");
    pdu->require_subcommand(1);
    add_encode(*pdu, std::move(read_number));
    add_decode(*pdu);
}

}  // namespace hayauma::cli
