#include "modem/sim/sim_network.hpp"

#include "modem/sms/segment.hpp"
#include "modem/sms/submit.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/bench.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

const auto destination = *sms::phone_number::from_digits(sample_number);

/// A text as the SUBMITs that a sender writes.
std::vector<sms::submit_pdu> parts_of(std::string_view text, std::uint16_t reference) {
    std::vector<sms::submit_pdu> pdus;
    for (const sms::user_data& data : sms::segment_text(text, reference).value()) {
        pdus.push_back(sms::encode(
            {false, false, false, 0, destination, 0, std::nullopt, std::nullopt, data}));
    }
    return pdus;
}

void send(bench& b, const sms::submit_pdu& part) {
    b.ask("AT+CMGS=" + std::to_string(part.tpdu_octets));
    b.type(part.hex + "\x1A");
}

}  // namespace

TEST_CASE("parts in any order and number become one message", "[sim][network]") {
    const std::string text(400, 'x');
    const auto        parts = parts_of(text, 7);
    REQUIRE(parts.size() == 3);
    bench b;
    b.set_up();
    send(b, parts[2]);
    send(b, parts[0]);
    send(b, parts[0]);  // once more: it changes nothing
    CHECK(b.network.arrived() == 0);
    send(b, parts[1]);
    CHECK(b.network.arrived() == 1);

    const inbox_message& message = b.network.find_handset(sample_number)->inbox().front();
    CHECK(message.text == text);
    CHECK(message.parts == 3);
    CHECK(message.pdus == std::vector{parts[0].hex, parts[1].hex, parts[2].hex});
}

TEST_CASE("parts of different references never mix", "[sim][network]") {
    const auto one = parts_of(std::string(200, 'a'), 1);
    const auto two = parts_of(std::string(200, 'b'), 2);
    bench      b;
    b.set_up();
    send(b, one[0]);
    send(b, two[1]);
    CHECK(b.network.arrived() == 0);
    send(b, two[0]);
    CHECK(b.network.find_handset(sample_number)->inbox().front().text == std::string(200, 'b'));
}

TEST_CASE("a handset keeps a bounded number of unfinished messages", "[sim][network]") {
    handset    phone("819012345678");
    const auto part = [](std::uint16_t reference, std::uint8_t sequence) {
        handset_part piece;
        piece.from = "817000000000";
        piece.content.part =
            sms::concatenation{reference, sms::reference_width::eight_bit, 2, sequence};
        return piece;
    };
    wall_time now{};
    for (std::uint16_t reference = 0; reference <= handset::unfinished_max; ++reference) {
        now += 1s;
        CHECK(phone.receive(part(reference, 1), now) == nullptr);
    }
    CHECK(phone.receive(part(0, 2), now) == nullptr);  // The oldest was forgotten ...
    CHECK(phone.receive(part(handset::unfinished_max, 2), now) != nullptr);  // ... not the newest.
}

TEST_CASE("numbers are dialled as in Japan", "[sim][network]") {
    struct {
        const char*  digits;
        std::uint8_t type;
        const char*  means;
    } const rows[] = {
        {"819012345678", 0x91, "819012345678"},
        {"15551234567", 0x91, "15551234567"},
        {"09012345678", 0x81, "819012345678"},
        {"09012345678", 0xA1, "819012345678"},
        {"01015551234567", 0x81, "15551234567"},
        {"0312345678", 0x81, "81312345678"},
        {"110", 0x81, nullptr},
        {"09012345678", 0x91, nullptr},
        {"123456", 0x91, nullptr},
        {"1234567890123456", 0x91, nullptr},
        {"*123#", 0x81, nullptr},
        {"81901234567a", 0x91, nullptr},
    };
    for (const auto& row : rows) {
        INFO(row.digits);
        const auto number = dialled_number({row.type, row.digits});
        CHECK(number.has_value() == (row.means != nullptr));
        if (number && row.means) CHECK(number->digits() == row.means);
    }
}

TEST_CASE("a message to another modem's number arrives there", "[sim][network]") {
    bench       b;
    sim_options other = bench::quick();
    other.index = 1;
    sim_modem second(other, b.network, b.now);
    int       rung = 0;
    second.on_change([&rung] { ++rung; });
    second.receive("ATE0;+CMGF=1;+CNMI=2,2\r", b.now);
    second.take_output();

    b.set_up().ask("AT+CMGF=1;+CNMI=2,1,0,1;+CSMP=49,167,0,0;+CSCS=\"IRA\"");
    b.ask("AT+CMGS=\"+" + second.who().number + "\"");
    const std::string answer = b.type("613142\x1A");
    CHECK(answer.starts_with(with_ok("+CMGS: 193") + "\r\n+CDS: 6,193,"));
    CHECK(rung == 1);
    CHECK(second.next_event() == b.now);
    second.advance(b.now);
    CHECK(second.take_output() ==
          framed("+CMT: \"+" + b.modem.who().number + "\",,\"26/11/22,16:31:21+36\"\r\n613142"));
    CHECK(b.network.arrived() == 0);  // A SIM is no handset.
}

TEST_CASE("a long text to a modem comes in parts", "[sim][network]") {
    bench b;
    b.set_up().ask("AT+CNMI=2,1");
    const auto own = *sms::phone_number::from_digits(b.modem.who().number);
    CHECK(b.network.send_text(destination, own, std::string(300, 'x'), b.now));
    CHECK(b.wait(0ms) == framed("+CMTI: \"ME\",1") + framed("+CMTI: \"ME\",2"));
    CHECK_FALSE(b.network.send_text(destination, own, "", b.now));
    CHECK_FALSE(b.network.send_text(destination, own, "\xFF", b.now));
}

TEST_CASE("whoever watches sees every arrival", "[sim][network]") {
    bench                      b;
    std::vector<inbox_message> seen;
    b.network.on_arrival([&seen](const inbox_message& message) { seen.push_back(message); });
    b.set_up().ask("AT+CMGS=31");
    b.type(std::string(sample_pdu) + "\x1A");
    REQUIRE(seen.size() == 1);
    CHECK(seen.front() == b.network.find_handset(sample_number)->inbox().front());
}

TEST_CASE("inboxes keep a bounded number of messages, the newest", "[sim][network]") {
    constexpr std::size_t keep = 10;
    sim_network           network{mono_time{}, wall_time{}, keep};
    const auto            first = *sms::phone_number::from_digits("819000000000");
    REQUIRE(network.send_text(first, first, "1", mono_time{}));
    for (std::size_t turn = 0; turn < keep; ++turn) {
        network.send_text(first, destination, "x", mono_time{});
    }
    CHECK(network.arrived() == keep + 1);
    CHECK(network.find_handset("819000000000") == nullptr);
    CHECK(network.find_handset(sample_number)->inbox().size() == keep);
}

TEST_CASE("the network's clock runs with the time it is told", "[sim][network]") {
    bench b;
    b.set_up();
    b.wait(61s);
    CHECK(b.ask("AT+CCLK?") == with_ok("+CCLK: \"26/11/22,16:32:22+36\""));
}
