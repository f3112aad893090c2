#include "modem/sms/submit.hpp"

#include "modem/sms/hex.hpp"
#include "modem/sms/submit_decoder.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;
using namespace std::chrono;

namespace {

submit to_japan(std::string_view text) {
    submit m{.destination = phone_number::from_digits("819012345678").value()};
    m.validity = minutes{5};
    m.data = segment_text(text, 0).value().front();
    return m;
}

}  // namespace

TEST_CASE("a SUBMIT is written octet by octet as the standard says", "[sms][submit]") {
    struct {
        const char* name;
        const char* text;
        std::size_t length;
        const char* hex;
    } const cases[] = {
        {"GSM 7 bit", "Your code is 123456", 31,
         "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D"},
        {"UCS-2", "認証コード: 123456", 40,
         "0031000C911809214365870008001A8A8D8A3C30B330FC30C9003A0020003100320033003400350036"},
        {"six digits", "123456", 20, "0031000C911809214365870000000631D98C56B301"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const submit_pdu pdu = encode(to_japan(c.text));
        CHECK(pdu.hex == c.hex);
        CHECK(pdu.tpdu_octets == c.length);
        CHECK(pdu.hex.size() == 2 * (pdu.tpdu_octets + 1));
    }
}

TEST_CASE("every field of a SUBMIT is in its place", "[sms][submit]") {
    const std::string plain = encode(to_japan("a")).hex;
    CHECK(plain == "0031000C911809214365870000000161");
    struct {
        const char* name;
        void (*change)(submit&);
        const char* hex;
    } const cases[] = {
        {"TP-RD", [](submit& m) { m.reject_duplicates = true; },
         "0035000C911809214365870000000161"},
        {"no TP-SRR", [](submit& m) { m.status_report = false; },
         "0011000C911809214365870000000161"},
        {"TP-RP", [](submit& m) { m.reply_path = true; }, "00B1000C911809214365870000000161"},
        {"TP-MR", [](submit& m) { m.message_reference = 200; }, "0031C80C911809214365870000000161"},
        {"TP-DA, odd",
         [](submit& m) { m.destination = phone_number::from_digits("46701234567").value(); },
         "0031000B916407214365F70000000161"},
        {"TP-DA, 15 digits",
         [](submit& m) { m.destination = phone_number::from_digits("123456789012345").value(); },
         "0031000F9121436587092143F50000000161"},
        {"TP-PID", [](submit& m) { m.protocol_identifier = 0x41; },
         "0031000C911809214365874100000161"},
        {"class 0", [](submit& m) { m.message_class = std::uint8_t{0}; },
         "0031000C911809214365870010000161"},
        {"class 3", [](submit& m) { m.message_class = std::uint8_t{3}; },
         "0031000C911809214365870013000161"},
        {"no TP-VP", [](submit& m) { m.validity = std::nullopt; },
         "0021000C9118092143658700000161"},
        {"TP-VP of a day", [](submit& m) { m.validity = hours{24}; },
         "0031000C911809214365870000A70161"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        submit m = to_japan("a");
        c.change(m);
        CHECK(encode(m).hex == c.hex);
    }
}

TEST_CASE("a part of a longer message sets TP-UDHI and keeps its header", "[sms][submit]") {
    const auto parts = segment_text(std::string(161, 'a'), 0x42).value();
    submit     m = to_japan("a");
    m.data = parts[0];
    const submit_pdu first = encode(m);
    CHECK(first.hex.substr(0, 44) == "0071000C91180921436587000000A00500034202"
                                     "01C2");
    CHECK(first.tpdu_octets == 13 + 1 + 140);
    const auto read = decode_submit(first.hex).value();
    CHECK(read.content.text == std::string(153, 'a'));
    CHECK(read.content.part == concatenation{0x42, reference_width::eight_bit, 2, 1});
}

TEST_CASE("what is written reads back, field by field", "[sms][submit]") {
    submit m{.destination = phone_number::from_digits("46701234567").value()};
    m.reject_duplicates = true;
    m.status_report = true;
    m.reply_path = true;
    m.message_reference = 77;
    m.protocol_identifier = 0x41;
    m.message_class = std::uint8_t{1};
    m.validity = hours{1};
    m.data = segment_text("漢字", 0).value().front();

    const auto read = decode_submit(encode(m).hex).value();
    CHECK_FALSE(read.smsc);
    CHECK(read.reject_duplicates);
    CHECK(read.status_report);
    CHECK(read.reply_path);
    CHECK(int{read.message_reference} == 77);
    CHECK(read.destination == address{0x91, "46701234567"});
    CHECK(int{read.protocol_identifier} == 0x41);
    CHECK(int{read.data.data_coding} == 0x19);
    CHECK(read.validity.lasts == seconds{hours{1}});
    CHECK(read.content.alphabet == alphabet::ucs2);
    CHECK(read.content.text == "漢字");
    CHECK(read.data == raw(m.data, m.message_class));
}

TEST_CASE("a SUBMIT of any other program is read", "[sms][submit]") {
    // Another service centre, a national number as dialled, no validity.
    const auto dialled = decode_submit("07911809000000100100"
                                       "0B819010325476F8"
                                       "0000"
                                       "0161")
                             .value();
    CHECK(dialled.smsc == address{0x91, "819000000001"});
    CHECK(dialled.destination == address{0x81, "09012345678"});
    CHECK(dialled.destination.ton() == type_of_number::unknown);
    CHECK_FALSE(dialled.status_report);
    CHECK(dialled.validity.format == validity_format::none);
    CHECK(dialled.content.text == "a");

    // The characters that are no digits, the filler counted into the length.
    CHECK(decode_submit("0001000581"
                        "BAECF2"
                        "0000"
                        "0161")
              .value()
              .destination.value == "*#ac2");
    CHECK(decode_submit("0001000681"
                        "214365"
                        "0000"
                        "0161")
              .value()
              .destination.value == "123456");
    CHECK(decode_submit("0001000681"
                        "2143F5"
                        "0000"
                        "0161")
              .value()
              .destination.value == "12345");

    // Absolute and enhanced validity.
    const auto absolute = decode_submit("001900038112F3"
                                        "0000"
                                        "62112261131263"
                                        "0161")
                              .value();
    CHECK(display(absolute.validity.until.value()) == "2026-11-22T16:31:21+09:00");
    const auto enhanced = decode_submit("000900038112F3"
                                        "0000"
                                        "02780000000000"
                                        "0161")
                              .value();
    CHECK(enhanced.validity.lasts == seconds{120});

    // 8-bit data with ports, which is no text.
    const auto data = decode_submit("004100038112F3"
                                    "0004"
                                    "09"
                                    "060504158A0000"
                                    "DEAD")
                          .value();
    CHECK(data.content.header ==
          std::vector<information_element>{{0x05, {0x15, 0x8A, 0x00, 0x00}}});
    CHECK(data.content.payload == std::vector<std::uint8_t>{0xDE, 0xAD});
    CHECK(data.content.text.empty());
    CHECK_FALSE(data.content.part);
}

TEST_CASE("a SUBMIT line without an SMSC field is read when told so", "[sms][submit]") {
    CHECK(decode_submit("0100038112F3"
                        "0000"
                        "0161",
                        smsc_field::absent)
              .value()
              .content.text == "a");
    CHECK(smsc_field_of(10, 10) == smsc_field::absent);
    CHECK(smsc_field_of(18, 10) == smsc_field::present);
}

TEST_CASE("TP-UDL counts octets where the text is compressed", "[sms][submit]") {
    const auto read = decode_submit("000100038112F3"
                                    "0020"
                                    "03"
                                    "010203")
                          .value();
    CHECK(read.content.compressed);
    CHECK(read.content.payload == std::vector<std::uint8_t>{1, 2, 3});
    CHECK(read.content.text.empty());
}

TEST_CASE("a concatenation element that names no possible part is ignored", "[sms][submit]") {
    struct {
        const char* name;
        const char* header;
        bool        part;
    } const cases[] = {
        {"1 of 2",
         "0500034202"
         "01",
         true},
        {"2 of 2",
         "0500034202"
         "02",
         true},
        {"3 of 2",
         "0500034202"
         "03",
         false},
        {"0 of 2",
         "0500034202"
         "00",
         false},
        {"0 of 0",
         "0500034200"
         "00",
         false},
        {"one octet too short",
         "04000242"
         "02",
         false},
        {"16 bit, 1 of 2",
         "0608041234"
         "0201",
         true},
        {"16 bit, length of 8",
         "05080312"
         "0201",
         false},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const std::string header = c.header;
        const std::size_t octets = header.size() / 2 + 1;
        const std::string length =
            to_hex(std::vector<std::uint8_t>{static_cast<std::uint8_t>(octets)});
        const auto read = decode_submit("004100038112F3"
                                        "0004" +
                                        length + header + "61");
        REQUIRE(read.has_value());
        CHECK(read->content.part.has_value() == c.part);
        CHECK(read->content.payload.size() == 1);
    }
}
