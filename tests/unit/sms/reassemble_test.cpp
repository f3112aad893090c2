#include "modem/sms/reassemble.hpp"

#include "modem/sms/gsm7.hpp"
#include "modem/sms/ucs2.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;
using namespace std::chrono_literals;

namespace {

const address                     alice{0x91, "819011111111"};
const address                     bob{0x91, "819022222222"};
constexpr reassembler::time_point noon{std::chrono::hours{12}};

content part(std::uint16_t reference, std::uint8_t sequence, std::uint8_t total, std::string text,
             reference_width width = reference_width::eight_bit) {
    content c;
    c.payload.assign(text.begin(), text.end());  // ASCII letters are their own septets
    c.text = std::move(text);
    c.part = concatenation{reference, width, total, sequence};
    return c;
}

}  // namespace

TEST_CASE("a message of one part is whole at once", "[sms][reassemble]") {
    reassembler inbox;
    content     c;
    c.text = "hello";
    c.payload = {'h', 'e', 'l', 'l', 'o'};
    CHECK(inbox.add(alice, c, noon) ==
          whole_message{alphabet::gsm7, "hello", {'h', 'e', 'l', 'l', 'o'}});
    CHECK(inbox.unfinished() == 0);
}

TEST_CASE("parts come in any order and more than once", "[sms][reassemble]") {
    reassembler inbox;
    CHECK_FALSE(inbox.add(alice, part(7, 3, 3, "c"), noon));
    CHECK_FALSE(inbox.add(alice, part(7, 1, 3, "a"), noon));
    CHECK_FALSE(inbox.add(alice, part(7, 1, 3, "x"), noon));  // a repetition changes nothing
    CHECK(inbox.unfinished() == 1);
    CHECK(inbox.add(alice, part(7, 2, 3, "b"), noon).value().text == "abc");
    CHECK(inbox.unfinished() == 0);
}

TEST_CASE("parts of different messages never mix", "[sms][reassemble]") {
    reassembler inbox;
    CHECK_FALSE(inbox.add(alice, part(7, 1, 2, "a"), noon));
    CHECK_FALSE(inbox.add(bob, part(7, 2, 2, "b"), noon));    // another sender
    CHECK_FALSE(inbox.add(alice, part(8, 2, 2, "c"), noon));  // another reference
    CHECK_FALSE(inbox.add(alice, part(7, 2, 3, "d"), noon));  // another number of parts
    CHECK_FALSE(inbox.add(alice, part(7, 2, 2, "e", reference_width::sixteen_bit), noon));
    address as_dialled = alice;
    as_dialled.type = 0x81;
    CHECK_FALSE(inbox.add(as_dialled, part(7, 2, 2, "f"), noon));
    CHECK(inbox.unfinished() == 6);
    CHECK(inbox.add(alice, part(7, 2, 2, "!"), noon).value().text == "a!");
    CHECK(inbox.add(bob, part(7, 1, 2, "?"), noon).value().text == "?b");
}

TEST_CASE("a reference may come again after its message is whole", "[sms][reassemble]") {
    reassembler inbox;
    for (const char* text : {"first", "second"}) {
        CHECK_FALSE(inbox.add(alice, part(7, 1, 2, text), noon));
        CHECK(inbox.add(alice, part(7, 2, 2, "."), noon).value().text == text + std::string("."));
    }
}

TEST_CASE("what stays unfinished is forgotten when its time has come", "[sms][reassemble]") {
    reassembler inbox;
    (void)inbox.add(alice, part(7, 1, 3, "a"), noon);
    (void)inbox.add(bob, part(7, 1, 2, "b"), noon + 1min);
    (void)inbox.add(alice, part(7, 2, 3, "a"), noon + 2min);  // still coming in
    CHECK(inbox.expire(noon + 1min).empty());
    const auto given_up = inbox.expire(noon + 1min + 1ms);
    REQUIRE(given_up.size() == 1);
    CHECK(given_up[0].text == "b");  // what came of it
    CHECK(inbox.unfinished() == 1);
    CHECK_FALSE(inbox.add(bob, part(7, 2, 2, "b"), noon + 3min));
    CHECK(inbox.add(alice, part(7, 3, 3, "a"), noon + 3min).value().text == "aaa");
}

TEST_CASE("memory is bounded: the longest waiting makes room", "[sms][reassemble]") {
    reassembler inbox(2);
    (void)inbox.add(alice, part(1, 1, 2, "a"), noon);
    (void)inbox.add(alice, part(2, 1, 2, "b"), noon + 1s);
    (void)inbox.add(alice, part(3, 1, 2, "c"), noon + 2s);
    CHECK(inbox.unfinished() == 2);
    CHECK(inbox.add(alice, part(2, 2, 2, "!"), noon + 3s).value().text == "b!");
    CHECK_FALSE(inbox.add(alice, part(1, 2, 2, "!"), noon + 3s));  // its first part is gone
    for (std::uint16_t reference = 0; reference < 1000; ++reference)
        (void)inbox.add(bob, part(reference, 1, 2, "x"), noon + 4s);
    CHECK(inbox.unfinished() == 2);
}

TEST_CASE("a character that a sender cut in two is put together", "[sms][reassemble]") {
    reassembler inbox;
    content     first = part(1, 1, 2, "");
    content     second = part(1, 2, 2, "");
    first.payload = {'a', gsm7_escape};
    second.payload = {0x65};
    CHECK_FALSE(inbox.add(alice, first, noon));
    CHECK(inbox.add(alice, second, noon).value().text == "a€");

    first.alphabet = second.alphabet = alphabet::ucs2;
    first.payload = encode_ucs2(u"認\xD83D");
    second.payload = encode_ucs2(u"\xDC4D");
    CHECK_FALSE(inbox.add(alice, first, noon));
    CHECK(inbox.add(alice, second, noon).value().text == "認👍");
}

TEST_CASE("parts of unlike alphabets are read one by one", "[sms][reassemble]") {
    reassembler inbox;
    content     second = part(1, 2, 2, "認");
    second.alphabet = alphabet::ucs2;
    second.payload = encode_ucs2(u"認");
    CHECK_FALSE(inbox.add(alice, part(1, 1, 2, "a"), noon));
    CHECK(inbox.add(alice, second, noon).value().text == "a認");
}
