#include "modem/sms/deliver.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::sms;
using namespace std::chrono;

namespace {

constexpr timestamp japanese_afternoon{
    sys_days{2026y / 11 / 22} + hours{7} + minutes{31} + seconds{21}, 36};

deliver greeting() {
    deliver m;
    m.smsc = address{0x91, "819000000001"};
    m.originator = address{0x91, "819012345678"};
    m.submitted = japanese_afternoon;
    m.data = raw(segment_text("hello", 0).value().front());
    return m;
}

}  // namespace

TEST_CASE("a DELIVER is read, every field of it", "[sms][deliver]") {
    const auto got = decode_deliver("0791180900000010"
                                    "040C91180921436587"
                                    "0000"
                                    "62112261131263"
                                    "05E8329BFD06")
                         .value();
    CHECK(got.message == greeting());
    CHECK(got.content.text == "hello");
    CHECK_FALSE(got.message.more_messages);
    CHECK(display(got.message.submitted.value()) == "2026-11-22T16:31:21+09:00");
}

TEST_CASE("a DELIVER is written, every field of it", "[sms][deliver]") {
    const pdu_line line = encode(greeting());
    CHECK(line.hex == "0791180900000010040C9118092143658700006211226113126305E8329BFD06");
    CHECK(line.tpdu_octets == 24);

    struct {
        const char* name;
        void (*change)(deliver&);
        const char* first;
    } const cases[] = {
        {"plain", [](deliver&) {}, "04"},
        {"TP-MMS", [](deliver& m) { m.more_messages = true; }, "00"},
        {"TP-SRI", [](deliver& m) { m.report_asked = true; }, "24"},
        {"TP-RP", [](deliver& m) { m.reply_path = true; }, "84"},
        {"TP-UDHI",
         [](deliver& m) { m.data = raw(segment_text(std::string(161, 'a'), 1).value()[0]); }, "44"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        deliver m = greeting();
        c.change(m);
        const std::string hex = encode(m).hex;
        CHECK(hex.substr(16, 2) == c.first);
        CHECK(decode_deliver(hex).value().message == m);
    }
}

TEST_CASE("senders of every kind", "[sms][deliver]") {
    struct {
        const char* name;
        const char* oa;
        address     sender;
        const char* shown;
    } const cases[] = {
        {"international", "0C91180921436587", {0x91, "819012345678"}, "+819012345678"},
        {"as dialled", "0B819010325476F8", {0x81, "09012345678"}, "09012345678"},
        {"national", "0BA19010325476F8", {0xA1, "09012345678"}, "09012345678"},
        {"a short code",
         "0481"
         "0180",
         {0x81, "1008"},
         "1008"},
        {"a name of 8 letters", "0ED0D637396C7EBBCB", {0xD0, "Vodafone"}, "Vodafone"},
        {"nobody", "0081", {0x81, ""}, ""},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        const std::string hex = std::string("0004") + c.oa +
                                "0000"
                                "62112261131263"
                                "0161";
        const auto got = decode_deliver(hex);
        REQUIRE(got.has_value());
        CHECK(got->message.originator == c.sender);
        CHECK(got->message.originator.display() == c.shown);
        CHECK(encode(got->message).hex == hex);
    }
}

TEST_CASE("a name of any length up to 11 letters comes back", "[sms][deliver]") {
    for (std::size_t letters = 1; letters <= 11; ++letters) {
        INFO(letters << " letters");
        deliver m = greeting();
        m.originator = address_from(std::string("Microsoft-x").substr(0, letters)).value();
        CHECK(decode_deliver(encode(m).hex).value().message.originator == m.originator);
    }
}

TEST_CASE("an address is made from what people write", "[sms][address]") {
    CHECK(address_from("+819012345678") == address{0x91, "819012345678"});
    CHECK(address_from("09012345678") == address{0x81, "09012345678"});
    CHECK(address_from("Vodafone") == address{0xD0, "Vodafone"});
    CHECK(address_from("abc") == address{0xD0, "abc"});
    CHECK(address_from("*123#") == address{0x81, "*123#"});
    CHECK(address_from("12345678901234567890"));
    CHECK(address_of(phone_number::from_digits("819012345678").value()) ==
          address{0x91, "819012345678"});
    for (const char* bad :
         {"", "+", "+Name", "123456789012345678901", "TwelveLetter", "名前", "\xFF"}) {
        INFO(bad);
        CHECK_FALSE(address_from(bad));
    }
}

TEST_CASE("every type of number has its bits", "[sms][address]") {
    constexpr const char* words[] = {"unknown",          "international", "national",
                                     "network_specific", "subscriber",    "alphanumeric",
                                     "abbreviated",      "reserved"};
    for (unsigned ton = 0; ton < 8; ++ton) {
        const address a{static_cast<std::uint8_t>(0x80 | ton << 4 | 0x09), ""};
        CHECK(static_cast<unsigned>(a.ton()) == ton);
        CHECK(int{a.plan()} == 9);
        CHECK(std::string(name(a.ton())) == words[ton]);
    }
}

TEST_CASE("a DELIVER with an impossible date is still read", "[sms][deliver]") {
    for (const char* scts : {"00000000000000", "FFFFFFFFFFFFFF", "62312261131263"}) {
        const auto got =
            decode_deliver(std::string("00040C911809214365870000") + scts + "05E8329BFD06");
        REQUIRE(got.has_value());
        CHECK_FALSE(got->message.submitted);
        CHECK(got->content.text == "hello");
    }
}

TEST_CASE("TP-MTI 11 reads as a DELIVER, and what follows TP-UD is ignored", "[sms][deliver]") {
    CHECK(decode_deliver("00070C911809214365870000"
                         "62112261131263"
                         "05E8329BFD06")
              .value()
              .content.text == "hello");
    CHECK(decode_deliver("00040C911809214365870000"
                         "62112261131263"
                         "05E8329BFD06FFFF")
              .value()
              .content.text == "hello");
}

TEST_CASE("a text of every TP-DCS is read by its alphabet", "[sms][deliver]") {
    for (unsigned dcs = 0; dcs <= 0xFF; ++dcs) {
        INFO("TP-DCS " << dcs);
        const auto coding = read_data_coding(static_cast<std::uint8_t>(dcs));
        deliver    m = greeting();
        m.data.data_coding = static_cast<std::uint8_t>(dcs);
        m.data.octets = {0x30, 0x42};
        m.data.length = 2;
        const auto got = decode_deliver(encode(m).hex);
        REQUIRE(got.has_value());
        CHECK(got->message.data == m.data);
        CHECK(got->content.alphabet == coding.alphabet);
        CHECK(got->content.compressed == coding.compressed);
        if (coding.compressed || coding.alphabet == alphabet::eight_bit)
            CHECK(got->content.text.empty());
        else
            CHECK(got->content.text == (coding.alphabet == alphabet::ucs2 ? "あ" : "0è"));
    }
}
