// Our side of the differential test. What is generated goes out as JSON, one object a line, with
// the PDUs that we make of it; PDUs that come in on standard input go out as what we read.
#include <iostream>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "gateway/cli/pdu_json.hpp"
#include "modem/sms/dissect.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/reassemble.hpp"
#include "modem/sms/submit.hpp"
#include "tests/unit/sms/generated_text.hpp"

using namespace hayauma;
namespace json = boost::json;
using sms::test::lcg;

namespace {

std::string generated_text(lcg& random) {
    // Mostly short, and some of every length up to eight parts or so.
    const std::uint32_t most = random.below(3) == 0 ? 1100 : 180;
    const std::size_t   characters = 1 + random.below(most);
    return random.below(2) == 0 ? sms::test::gsm7_text(random, characters)
                                : sms::test::unicode_text(random, 1 + characters / 3);
}

std::string generated_digits(lcg& random) {
    std::string         digits(1, static_cast<char>('1' + random.below(9)));
    const std::uint32_t more = 3 + random.below(12);
    for (std::uint32_t i = 0; i < more; ++i) digits += static_cast<char>('0' + random.below(10));
    return digits;
}

sms::reference_width generated_width(lcg& random) {
    return random.below(2) == 0 ? sms::reference_width::eight_bit
                                : sms::reference_width::sixteen_bit;
}

sms::timestamp generated_date(lcg& random) {
    sms::timestamp t;
    t.utc =
        std::chrono::sys_seconds{std::chrono::seconds{1'000'000'000 + random.below(1'000'000'000)}};
    t.quarter_hours = 4 * (static_cast<int>(random.below(25)) - 12);
    return t;
}

json::value shown(const std::optional<std::uint8_t>& relative) {
    return relative ? json::value(*relative) : json::value(nullptr);
}

json::object generated_submit(lcg& random) {
    sms::submit message{.destination =
                            sms::phone_number::from_digits(generated_digits(random)).value()};
    message.status_report = random.below(2) == 0;
    message.message_reference = static_cast<std::uint8_t>(random.below(256));
    std::optional<std::uint8_t> relative;
    if (random.below(4) != 0) relative = static_cast<std::uint8_t>(random.below(256));
    if (relative) message.validity = sms::validity_of(*relative);
    const std::string text = generated_text(random);
    const auto        width = generated_width(random);
    const auto        reference = static_cast<std::uint16_t>(
        random.below(width == sms::reference_width::eight_bit ? 0x100 : 0x10000));

    json::array lines;
    for (const auto& part : sms::segment_text(text, reference, width).value()) {
        message.data = part;
        lines.emplace_back(sms::encode(message).hex);
    }
    return {{"to", json::string(message.destination.digits())},
            {"status_report", message.status_report},
            {"message_reference", message.message_reference},
            {"relative_validity", shown(relative)},
            {"reference", reference},
            {"text", text},
            {"lines", std::move(lines)}};
}

json::object generated_deliver(lcg& random) {
    sms::deliver message;
    message.smsc = sms::address{0x91, generated_digits(random)};
    message.originator = random.below(3) == 0 ? sms::address_from("Bank of X 7").value()
                                              : sms::address{0x91, generated_digits(random)};
    message.submitted = generated_date(random);
    const std::string text = generated_text(random);
    const auto        reference = static_cast<std::uint16_t>(random.below(0x100));
    json::array       lines;
    for (const auto& part : sms::segment_text(text, reference, generated_width(random)).value()) {
        message.data = sms::raw(part);
        lines.emplace_back(sms::encode(message).hex);
    }
    return {{"from", message.originator.value},
            {"smsc", message.smsc->value},
            {"unix_seconds", message.submitted->utc.time_since_epoch().count()},
            {"offset_minutes", message.submitted->quarter_hours * 15},
            {"reference", reference},
            {"text", text},
            {"lines", std::move(lines)}};
}

json::object generated_report(lcg& random) {
    sms::status_report report;
    report.message_reference = static_cast<std::uint8_t>(random.below(256));
    report.recipient = generated_digits(random);
    report.submitted = generated_date(random);
    report.finished = generated_date(random);
    report.status = static_cast<std::uint8_t>(random.below(256));
    const sms::address smsc{0x91, generated_digits(random)};
    return {{"to", report.recipient},
            {"message_reference", report.message_reference},
            {"submitted", report.submitted->utc.time_since_epoch().count()},
            {"finished", report.finished->utc.time_since_epoch().count()},
            {"status", report.status},
            {"lines", json::array{sms::encode(report, smsc).hex}}};
}

void generate(json::object (*one)(lcg&), std::uint64_t seed, int count) {
    lcg random(seed);
    for (int i = 0; i < count; ++i) std::cout << one(random) << '\n';
}

void decode_all() {
    for (std::string line; std::getline(std::cin, line);) {
        const auto octets = sms::from_hex(line).value();
        const auto whole = sms::dissect(octets);
        std::cout << (whole ? cli::json_of(*whole) : cli::json_of(whole.error())) << '\n';
    }
}

/// Reads DELIVERs as a phone does: one line out for each message that has all its parts.
void receive_all() {
    sms::reassembler inbox;
    for (std::string line; std::getline(std::cin, line);) {
        const auto got = sms::decode_deliver(line).value();
        const auto whole = inbox.add(got.message.originator, got.content, {});
        if (!whole) continue;
        const auto sent = got.message.submitted.value();
        std::cout << json::object{{"from", got.message.originator.display()},
                                  {"unix_seconds", sent.utc.time_since_epoch().count()},
                                  {"offset_minutes", sent.quarter_hours * 15},
                                  {"text", whole->text}}
                  << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    const bool             generating = argc == 4;
    const std::uint64_t    seed = generating ? std::stoull(argv[2]) : 0;
    const int              count = generating ? std::stoi(argv[3]) : 0;
    if (what == "submits" && generating)
        generate(generated_submit, seed, count);
    else if (what == "delivers" && generating)
        generate(generated_deliver, seed, count);
    else if (what == "reports" && generating)
        generate(generated_report, seed, count);
    else if (what == "decode")
        decode_all();
    else if (what == "receive")
        receive_all();
    else {
        std::cerr << "usage: pdu_lines submits|delivers|reports SEED COUNT, or decode|receive\n";
        return 2;
    }
}
