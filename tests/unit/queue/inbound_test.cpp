#include "queue/inbound.hpp"

#include <string>

#include "modem/sms/segment.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using config::inbound_store;

namespace {

queue::inbound_part part_of(const std::string& utf8, int sequence = 1, int total = 1) {
    const auto          data = sms::segment_text(utf8, 0).value().front();
    const sms::content  content = sms::content_of(sms::raw(data));
    queue::inbound_part part;
    part.alphabet = content.alphabet;
    part.payload = content.payload;
    if (total > 1)
        part.part =
            sms::concatenation{7, sms::reference_width::eight_bit, static_cast<std::uint8_t>(total),
                               static_cast<std::uint8_t>(sequence)};
    return part;
}

std::string kept(const queue::inbound_part& part, inbound_store how = inbound_store::masked) {
    const auto shown = queue::as_kept(part, how);
    return sms::text_of(shown.alphabet, shown.payload);
}

}  // namespace

TEST_CASE("what could be a code is masked, words and short numbers stay", "[queue][inbound]") {
    struct {
        const char* name;
        std::string text, expected;
    } cases[] = {
        {"words", "STOP", "STOP"},
        {"three digits", "Dial 157 for help", "Dial 157 for help"},
        {"four digits", "Your PIN is 1234", "Your PIN is ****"},
        {"a code", "613142 is your code.", "****** is your code."},
        {"only a code", "613142", "******"},
        {"a letter before it", "G-613142", "G-******"},
        {"cut by a hyphen", "code 613-142!", "code ***-***!"},
        {"cut by a space", "code 613 142!", "code *** ***!"},
        {"cut by a hyphen with spaces", "code 123 - 456!", "code *** - ***!"},
        {"cut by two spaces", "123  456 12  34", "***  *** **  **"},
        {"cut by dashes with spaces", "12 – 34 – 56", "** – ** – **"},
        {"cut by dots and slashes", "12.34 or 12/34/56", "**.** or **/**/**"},
        {"cut by wide dots", "１２．３４", "**．**"},
        {"four joints end it", "12 -- 34", "12 -- 34"},
        {"a hyphen at its end stays outside", "12- ", "12- "},
        {"a dot at its end stays outside", "Room 12. Floor 34.", "Room 12. Floor 34."},
        {"other marks end it", "12:34, 5, 678", "12:34, 5, 678"},
        {"a date looks like a code", "10/22 8:00", "**/** *:00"},
        {"several", "1234 and 12 and 5678", "**** and 12 and ****"},
        {"a Japanese text", "認証コード：613142です", "認証コード：******です"},
        {"wide digits", "認証コード６１３１４２", "認証コード******"},
        {"wide digits and a wide hyphen", "番号０３－１２３４", "番号**－****"},
        {"beyond the first plane", "😀1234😀", "😀****😀"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(kept(part_of(c.text)) == c.expected);
        CHECK(kept(part_of(c.text), inbound_store::full) == c.text);
    }
}

TEST_CASE("a run of digits that parts cut in two is masked on both sides", "[queue][inbound]") {
    const std::string middle = "1 of 22 or 333";
    CHECK(kept(part_of(middle, 1, 3)) == "1 of 22 or ***");
    CHECK(kept(part_of(middle, 2, 3)) == "* of 22 or ***");
    CHECK(kept(part_of(middle, 3, 3)) == "* of 22 or 333");
    // Also where the cut falls beside the joint.
    CHECK(kept(part_of("613-", 1, 2)) == "***-");
    CHECK(kept(part_of(" 142.", 2, 2)) == " ***.");
    CHECK(kept(part_of("コード：61", 1, 2)) == "コード：**");
}

TEST_CASE("data without a text is not kept", "[queue][inbound]") {
    queue::inbound_part part;
    part.alphabet = sms::alphabet::eight_bit;
    part.payload = {0x31, 0x32};
    CHECK(queue::as_kept(part, inbound_store::masked).payload.empty());
    CHECK(queue::as_kept(part, inbound_store::full).payload.empty());
}

TEST_CASE("a sender's number is masked as in the log, a name and a service's is not",
          "[queue][inbound]") {
    CHECK(queue::masked_sender("+819012345678") == "+8190******78");
    CHECK(queue::masked_sender("09012345678") == "0901*****78");
    CHECK(queue::masked_sender("0001234") == "0001*34");
    CHECK(queue::masked_sender("157") == "157");
    CHECK(queue::masked_sender("*12345") == "*12345");
    CHECK(queue::masked_sender("NTT DOCOMO") == "NTT DOCOMO");
    CHECK(queue::masked_sender("").empty());

    queue::inbound_part part = part_of("hello");
    part.sender = "+819012345678";
    CHECK(queue::as_kept(part, inbound_store::masked).sender == "+8190******78");
    CHECK(queue::as_kept(part, inbound_store::full).sender == "+819012345678");
}
