#include "tests/fuzz/channel.hpp"

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "modem/at/exchange.hpp"
#include "modem/at/identity.hpp"
#include "modem/at/mask.hpp"
#include "modem/at/parse.hpp"
#include "modem/at/parse_ussd.hpp"
#include "modem/sms/deliver.hpp"
#include "modem/sms/status_report.hpp"

namespace hayauma::testing {
namespace {

using namespace std::chrono_literals;

constexpr mono_time now{1h};

constexpr std::array<const char*, 8> commands{"",           "AT",      "AT+CSQ", "AT+CREG?",
                                              "AT+CMGR=15", "AT+CGMM", "ATD1;",  "AT+CMGS=12"};
constexpr std::string_view           pdu = "0031000C9118092143658700";

void require(bool promise, const char* what) {
    if (!promise) throw std::logic_error(what);
}

// Which command is in flight while these octets come, and whether its PDU was written.
void begin(at::exchange& channel, std::uint8_t choice) {
    const std::string text = commands[choice % commands.size()];
    if (text.empty()) return;
    channel.begin(at::make_command(text), now);
    const bool submits = text.starts_with("AT+CMGS");
    if (submits && choice >= 0x80) channel.send(pdu, at::submit_result_limit, now);
}

std::vector<at::event> hear(std::uint8_t choice, std::string_view octets, std::size_t a_read) {
    at::exchange           channel({"RDY", "SMS DONE", "+WIND: 3"});
    std::vector<at::event> heard;
    begin(channel, choice);
    for (std::size_t at = 0; at < octets.size(); at += a_read) {
        (void)channel.feed(octets.substr(at, a_read));  // a line may well be too long
        while (auto event = channel.next(now)) heard.push_back(*std::move(event));
        // The unfinished line, and a header or a text that waits for its next line.
        require(channel.held() <= 3 * at::line_octets_max, "the buffer grows");
    }
    return heard;
}

void parse(std::string_view line) {
    (void)at::parse_cmgs(line);
    (void)at::parse_csq(line);
    (void)at::parse_cesq(line);
    (void)at::parse_registration(line);
    (void)at::parse_registration_news(line);
    (void)at::parse_cpin(line);
    (void)at::parse_cops(line);
    (void)at::parse_csca(line);
    (void)at::parse_cfun(line);
    (void)at::parse_csms(line);
    (void)at::parse_cnmi(line);
    (void)at::parse_stored(line);
    (void)at::parse_imei(line);
    (void)at::parse_iccid(line);
    (void)at::parse_identity_text(line, "+CGMM");
    (void)at::parse_cusd(line);
    (void)at::parse_cusd(line, true);
    (void)at::masked(line);
    (void)at::parse_final_result(line, {.call = true, .numeric = true});
    (void)sms::decode_deliver(line);
    (void)sms::decode_status_report(line);
}

}  // namespace

void read_anything(std::span<const std::uint8_t> input) {
    if (input.size() < 2) return;
    const std::uint8_t choice = input[0];
    const std::size_t  a_read = input[1] + std::size_t{1};
    const std::string  octets(input.begin() + 2, input.end());

    const auto whole = hear(choice, octets, octets.size() + 1);
    const auto cut = hear(choice, octets, a_read);
    // A prompt has no line end: what follows it in the same read decides whether it is one.
    const bool awaits_prompt = choice % commands.size() == commands.size() - 1 && choice < 0x80;
    require(awaits_prompt || whole == cut, "where a read ends changes what is heard");

    for (std::size_t at = 0; at < octets.size();) {
        const std::size_t end = std::min(octets.find('\n', at), octets.size());
        parse(std::string_view(octets).substr(at, end - at));
        at = end + 1;
    }
}

}  // namespace hayauma::testing
