#include "modem/sms/codec_error.hpp"

#include <algorithm>
#include <cctype>

#include <boost/system/system_error.hpp>

#include "modem/sms/deliver.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/status_report.hpp"
#include "modem/sms/submit_decoder.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;

namespace {

std::string why_no_deliver(std::string_view hex) {
    const auto got = decode_deliver(hex);
    return got ? "decoded" : describe(got.error());
}

std::string why_no_submit(std::string_view hex) {
    const auto got = decode_submit(hex);
    return got ? "decoded" : describe(got.error());
}

}  // namespace

TEST_CASE("decoding says the field and the octet where it failed", "[sms][error]") {
    struct {
        const char* name;
        const char* hex;
        const char* words;
    } const cases[] = {
        {"nothing", "", "SMSC.length at octet 0: needs 1 octet, 0 left"},
        {"an SMSC field cut short", "07911809", "SMSC.digits at octet 2: needs 6 octets, 2 left"},
        {"an SMSC field longer than it can be", "0C91",
         "SMSC.length at octet 0: longer than the field can be"},
        {"no TPDU", "00", "TP-MTI at octet 1: needs 1 octet, 0 left"},
        {"a SUBMIT", "000100", "TP-MTI at octet 1: another message type than expected"},
        {"an address cut short",
         "07911809000000100"
         "40C911809",
         "TP-OA.digits at octet 11: needs 6 octets, 2 left"},
        {"an address longer than it can be", "000415",
         "TP-OA.length at octet 2: longer than the field can be"},
        {"a date cut short",
         "00040281"
         "21"
         "0000"
         "6211",
         "TP-SCTS at octet 7: needs 7 octets, 2 left"},
        {"no user data length",
         "0004028121"
         "0000"
         "62112261131263",
         "TP-UDL at octet 14: needs 1 octet, 0 left"},
        {"a text cut short",
         "0004028121"
         "0000"
         "62112261131263"
         "05E832",
         "TP-UD at octet 15: needs 5 octets, 2 left"},
        {"a text longer than it can be",
         "0004028121"
         "0000"
         "62112261131263"
         "A1",
         "TP-UDL at octet 14: longer than the field can be"},
        {"data longer than they can be",
         "0004028121"
         "0004"
         "62112261131263"
         "8D",
         "TP-UDL at octet 14: longer than the field can be"},
        {"a header without a length",
         "0044028121"
         "0004"
         "62112261131263"
         "00",
         "TP-UD.UDHL at octet 15: needs 1 octet, 0 left"},
        {"a header longer than the user data",
         "0044028121"
         "0004"
         "62112261131263"
         "020500",
         "TP-UD.UDH at octet 16: needs 5 octets, 1 left"},
        {"an element longer than the header",
         "0044028121"
         "0004"
         "62112261131263"
         "04"
         "02"
         "0003"
         "42",
         "TP-UD.IED at octet 18: needs 3 octets, 0 left"},
        {"an element without a length",
         "0044028121"
         "0004"
         "62112261131263"
         "02"
         "01"
         "00",
         "TP-UD.IEDL at octet 17: needs 1 octet, 0 left"},
        {"a letter", "00G4", "PDU at octet 1: not a hexadecimal digit"},
        {"a letter in the second half", "000G", "PDU at octet 1: not a hexadecimal digit"},
        {"a blank", "00 04", "PDU at octet 1: not a hexadecimal digit"},
        {"half an octet", "00040", "PDU at octet 2: half an octet at the end"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(why_no_deliver(c.hex) == c.words);
    }
}

TEST_CASE("a SUBMIT with octets after its text is refused", "[sms][error]") {
    CHECK(why_no_submit("000100038112F30000016100") ==
          "TP-UD at octet 11: octets after the last field");
    CHECK(why_no_submit("000100038112F300000161") == "decoded");
    CHECK(why_no_submit("001100038112F30000") == "TP-VP at octet 9: needs 1 octet, 0 left");
}

TEST_CASE("a report that is none is refused", "[sms][error]") {
    const auto got = decode_status_report("0004");
    REQUIRE(got.has_error());
    CHECK(got.error() == decode_error{errc::wrong_type, "TP-MTI", 1, 0, 0});
    CHECK(decode_status_report("000G").error().why == errc::not_hex);
    CHECK_THROWS_AS(got.value(), boost::system::system_error);
}

TEST_CASE("every error has a sentence of its own", "[sms][error]") {
    std::vector<std::string> sentences;
    for (int value = 1; value <= static_cast<int>(errc::unsupported_type); ++value) {
        const auto        e = static_cast<errc>(value);
        const std::string sentence = text(e);
        CHECK(sentence != "unknown sms error");
        CHECK(make_error_code(e).message() == sentence);
        CHECK(std::find(sentences.begin(), sentences.end(), sentence) == sentences.end());
        sentences.push_back(sentence);
    }
    CHECK(std::string(category().name()) == "sms");
    CHECK(make_error_code(static_cast<errc>(999)).message() == "unknown sms error");
}

TEST_CASE("octets print in upper case and either case is read", "[sms][hex]") {
    std::vector<std::uint8_t> all(256);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
    const std::string upper = to_hex(all);
    CHECK(from_hex(upper).value() == all);
    std::string lower = upper;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(from_hex(lower).value() == all);
    CHECK(upper.substr(0xAB * 2, 2) == "AB");
    CHECK(from_hex("").value().empty());
}
