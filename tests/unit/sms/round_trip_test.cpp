#include "modem/sms/deliver.hpp"
#include "modem/sms/reassemble.hpp"
#include "modem/sms/submit.hpp"
#include "modem/sms/submit_decoder.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sms/generated_text.hpp"

using namespace hayauma::sms;

namespace {

const address sender{0x91, "819012345678"};

/// Sends a text through SUBMIT, over to DELIVER, and puts its parts together in a mixed order.
std::string through_the_network(const std::string& text, reference_width width, test::lcg& random) {
    const auto               reference = static_cast<std::uint16_t>(random.below(0x10000));
    std::vector<std::string> lines;
    for (const user_data& part : segment_text(text, reference, width).value()) {
        submit m{.destination = phone_number::from_digits("819087654321").value()};
        m.data = part;
        const auto seen = decode_submit(encode(m).hex).value();
        deliver    forwarded;
        forwarded.originator = sender;
        forwarded.data = seen.data;
        lines.push_back(encode(forwarded).hex);
    }
    for (std::size_t i = lines.size(); i > 1; --i)
        std::swap(lines[i - 1], lines[random.below(static_cast<std::uint32_t>(i))]);

    reassembler                  inbox;
    std::optional<whole_message> whole;
    for (const std::string& line : lines) {
        CHECK_FALSE(whole);
        auto got = decode_deliver(line).value();
        whole = inbox.add(got.message.originator, got.content, {});
    }
    CHECK(inbox.unfinished() == 0);
    REQUIRE(whole);
    return whole->text;
}

}  // namespace

TEST_CASE("generated texts of GSM 03.38 arrive as they were written", "[sms][round_trip]") {
    test::lcg random(1);
    for (int round = 0; round < 150; ++round) {
        const std::string text = test::gsm7_text(random, 1 + random.below(800));
        CHECK(measure_text(text).value().alphabet == encoding::gsm7);
        for (const auto width : {reference_width::eight_bit, reference_width::sixteen_bit})
            if (through_the_network(text, width, random) != text) FAIL("round " << round);
    }
}

TEST_CASE("generated texts of UCS-2 arrive as they were written", "[sms][round_trip]") {
    test::lcg random(2);
    for (int round = 0; round < 150; ++round) {
        const std::string text = test::unicode_text(random, 1 + random.below(400));
        CHECK(measure_text(text).value().alphabet == encoding::ucs2);
        for (const auto width : {reference_width::eight_bit, reference_width::sixteen_bit})
            if (through_the_network(text, width, random) != text) FAIL("round " << round);
    }
}

TEST_CASE("no part of a generated text ends in half a character", "[sms][round_trip]") {
    test::lcg random(3);
    for (int round = 0; round < 200; ++round) {
        const std::string text = round % 2 == 0
                                     ? test::gsm7_text(random, 161 + random.below(600))
                                     : test::unicode_text(random, 71 + random.below(300));
        std::string       joined;
        for (const user_data& part : segment_text(text, 9).value()) {
            if (part.octets.size() > 140) FAIL("a part of " << part.octets.size() << " octets");
            submit m{.destination = phone_number::from_digits("819087654321").value()};
            m.data = part;
            joined += decode_submit(encode(m).hex).value().content.text;
        }
        if (joined != text) FAIL("round " << round);
    }
}
