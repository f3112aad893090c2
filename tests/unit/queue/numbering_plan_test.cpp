#include "tests/support/catch.hpp"
#include "tests/unit/queue/numbering.hpp"

#include <vector>

namespace {

void check_all(const std::vector<written_row>& rows) {
    for (const auto& row : rows) {
        INFO("written: " << row.written);
        CHECK(answer(row.written) == row.expected);
    }
}

}  // namespace

TEST_CASE("060, 070, 080 and 090 with a digit from 1 to 9 behind are mobile",
          "[queue][numbering]") {
    for (const char a : std::string("6789"))
        for (const char c : std::string("123456789")) {
            const std::string national = std::string() + a + '0' + c + "0000000";
            INFO(national);
            CHECK(answer("0" + national) == "+81" + national);
            CHECK(answer("+81" + national) == "+81" + national);
            CHECK(answer("0" + national.substr(1)) != "+81" + national);
            CHECK(answer("0" + national.substr(0, 9)) == "too_short");
            CHECK(answer("0" + national + "1") == "too_long");
        }
}

TEST_CASE("the blocks of the plan that look like mobile numbers are refused",
          "[queue][numbering]") {
    check_all({
        {"0600-123-4567", "not_sms_capable"},  // FMC
        {"0600-1234-567", "not_sms_capable"},
        {"060-0123-4567", "not_sms_capable"},
        {"060-123-4567", "too_short"},  // ten digits
        {"0700-123-4567", "invalid_prefix"},
        {"070-0123-4567", "invalid_prefix"},
        {"0900-123-4567", "invalid_prefix"},
        {"090-0123-4567", "invalid_prefix"},
        {"0800-123-4567", "not_sms_capable"},  // toll-free, eleven digits
        {"080-0123-4567", "not_sms_capable"},
        {"0800-123-456", "too_short"},
        {"0800-123-45678", "too_long"},
        {"090-1234-567", "too_short"},
        {"090-1234-56789", "too_long"},
        {"+81 90-1234-567", "too_short"},
        {"+81 90-1234-56789", "too_long"},
        {"+81 800-123-4567", "not_sms_capable"},
        {"+81 0800-123-4567", "not_sms_capable"},
        {"+81 700-123-4567", "invalid_prefix"},
    });
}

TEST_CASE("what cannot receive a short message is told so", "[queue][numbering]") {
    check_all({
        {"0120-123-456", "not_sms_capable"},  // toll-free
        {"0120-123-4567", "too_long"},
        {"0120-123-45", "too_short"},
        {"0570-012-345", "not_sms_capable"},   // unified number
        {"0990-123-456", "not_sms_capable"},   // premium
        {"0170-123-456", "not_sms_capable"},   // announcements
        {"0180-991-234", "not_sms_capable"},   // votes
        {"020-1234-5678", "not_sms_capable"},  // machines
        {"020-9123-4567", "not_sms_capable"},
        {"020-4123-4567", "not_sms_capable"},  // pager
        {"0204-123-4567", "not_sms_capable"},
        {"0200-1234-567890", "not_sms_capable"},  // machines, 14 digits
        {"0200-1234-56789", "too_short"},
        {"0200-1234-5678901", "too_long"},
        {"050-1234-5678", "not_sms_capable"},  // IP phone
        {"050-9999-9999", "not_sms_capable"},
        {"0500-123-4567", "invalid_prefix"},  // not assigned
        {"03-1234-5678", "not_sms_capable"},  // geographic
        {"06-1234-5678", "not_sms_capable"},
        {"011-211-1234", "not_sms_capable"},
        {"0980-12-3456", "not_sms_capable"},
        {"+81 3-1234-5678", "not_sms_capable"},
        {"+81 (0)3-1234-5678", "not_sms_capable"},
        {"81-3-1234-5678", "not_sms_capable"},
        {"03-1234-567", "too_short"},
        {"03-1234-56789", "too_long"},
        {"091-123-4567", "not_sms_capable"},  // interconnection, to 13 digits
        {"0911234567890", "not_sms_capable"},
        {"09112345678901", "too_long"},
        {"030-1234-5678", "invalid_prefix"},  // closed in 1999
        {"040-1234-5678", "invalid_prefix"},
        {"+81 30-1234-5678", "invalid_prefix"},
    });
}

TEST_CASE("emergency numbers are called so in every width and behind every prefix",
          "[queue][numbering]") {
    for (const std::string service : {"110", "118", "119", "112", "911"}) {
        INFO(service);
        std::string wide;
        for (const char c : service) wide += utf8(0xFF10 + static_cast<char32_t>(c - '0'));
        CHECK(answer(service) == "emergency");
        CHECK(answer(wide) == "emergency");
        CHECK(answer(" " + service.substr(0, 1) + "-" + service.substr(1) + " ") == "emergency");
        CHECK(answer("tel:" + service) == "emergency");
        CHECK(answer("184-" + service) == "emergency");
        CHECK(answer("186" + service) == "emergency");
        CHECK(answer("+81 " + service) == "emergency");
        CHECK(answer("+81 184 " + service) == "emergency");
        CHECK(answer(utf8(0x200B) + service) == "emergency");
    }
    check_all({
        {"0110", "too_short"},
        {"1100", "too_short"},
        {"0119", "too_short"},
    });
}

TEST_CASE("the services of three digits and the short codes are no destination",
          "[queue][numbering]") {
    for (const char* service :
         {"104", "111", "113", "115", "116", "117", "122", "136", "141", "144", "147",
          "148", "151", "157", "159", "171", "184", "186", "188", "189", "1",   "12345678"}) {
        INFO(service);
        CHECK(answer(service) == "too_short");
    }
    check_all({
        {"0005-1234", "invalid_prefix"},  // common short code of the carriers
        {"00052345", "invalid_prefix"},
        {"0005123456", "invalid_prefix"},
        {"0", "too_short"},
        {"00", "invalid_prefix"},
        {"010", "too_short"},
    });
}

TEST_CASE("a lost trunk 0 is not guessed", "[queue][numbering]") {
    check_all({
        {"9012345678", "invalid_prefix"},  // also a North American shape
        {"90-1234-5678", "invalid_prefix"},
        {"8012345678", "invalid_prefix"},
        {"312345678", "invalid_prefix"},
        {"9012345678.0", "invalid_prefix"},  // from a spreadsheet
        {"8112345678", "invalid_prefix"},    // 81 and too little behind it
        {"81-90-1234", "too_short"},
    });
}

TEST_CASE("superfluous and doubled prefixes are refused but for one 0", "[queue][numbering]") {
    check_all({
        {"+090-1234-5678", "invalid_prefix"},
        {"+0081-90-1234-5678", "invalid_prefix"},
        {"+010-81-90-1234-5678", "invalid_prefix"},
        {"+81 00 90 1234 5678", "invalid_prefix"},
        {"+81 81 90 1234 5678", "invalid_prefix"},
        {"+81 81 090 1234 5678", "invalid_prefix"},
        {"81 81 90 1234 5678", "invalid_prefix"},
        {"010-81-00-90-1234-5678", "invalid_prefix"},
        {"010-090-1234-5678", "invalid_prefix"},
        {"0081-81-90-1234-5678", "invalid_prefix"},
        {"0081-00-90-1234-5678", "invalid_prefix"},
        {"0081-90-1234-567", "invalid_prefix"},  // a whole mobile number only
        {"0081-3-1234-5678", "invalid_prefix"},
        {"00-1-212-555-1234", "invalid_prefix"},
        {"0082-10-1234-5678", "invalid_prefix"},
        {"011-81-90-1234-5678", "invalid_prefix"},
        {"011-81-090-1234-5678", "invalid_prefix"},
        {"0011-81-90-1234-5678", "invalid_prefix"},
        {"011-811-1234", "not_sms_capable"},      // Sapporo
        {"184-090-1234-5678", "invalid_prefix"},  // caller-ID control of calls
        {"186-090-1234-5678", "invalid_prefix"},
        {"18409012345678", "invalid_prefix"},
        {"0033-010-81-90-1234-5678", "invalid_prefix"},  // carrier selection
        {"0061-010-81-90-1234-5678", "invalid_prefix"},
        {"001-010-81-90-1234-5678", "invalid_prefix"},
        {"0033-090-1234-5678", "invalid_prefix"},
        {"0037-68-090-1234-5678", "invalid_prefix"},
        {"0063-090-1234-5678", "invalid_prefix"},
        {"0077-090-1234-5678", "invalid_prefix"},
        {"0088-090-1234-5678", "invalid_prefix"},
        {"0091-20-090-1234-5678", "invalid_prefix"},
        {"002-27-090-1234-5678", "invalid_prefix"},
    });
}

TEST_CASE("other countries are refused as long as they are not allowed", "[queue][numbering]") {
    check_all({
        {"+90-1234-5678", "country_not_allowed"},  // Turkey: 81 was forgotten
        {"+82 10-1234-5678", "country_not_allowed"},
        {"+1 212 555 1234", "country_not_allowed"},
        {"010-1234-5678", "country_not_allowed"},  // Korean mobile; reads as 010 and +1
        {"010-8190-1234", "too_short"},            // reads as 010 81 90 1234
        {"010-1-212-555-1234", "country_not_allowed"},
        {"+8", "country_not_allowed"},
        {"+81", "too_short"},
        {"+81 0", "too_short"},
    });
}

TEST_CASE("numbers of allowed countries pass in E.164, and Japan's plan is for 81 only",
          "[queue][numbering]") {
    const hayauma::config::numbering_settings both{"81", {"81", "82", "1"}};
    struct {
        const char* written;
        const char* expected;
    } rows[] = {
        {"+82 10-1234-5678", "+821012345678"},
        {"010-82-10-1234-5678", "+821012345678"},
        {"+1 (212) 555-1234", "+12125551234"},
        {"+1 212 555", "too_short"},               // seven digits
        {"+1 212 5555", "+12125555"},              // eight
        {"+123456789012345", "+123456789012345"},  // fifteen
        {"+1234567890123456", "too_long"},
        {"010-1234-5678", "+12345678"},         // 010 and eight digits of country 1
        {"82 10 1234 5678", "invalid_prefix"},  // not without a plus
        {"+49 151 12345678", "country_not_allowed"},
        {"090-1234-5678", "+819012345678"},
        {"+81 3-1234-5678", "not_sms_capable"},
        {"110", "emergency"},
    };
    for (const auto& row : rows) {
        INFO(row.written);
        CHECK(answer(row.written, both) == row.expected);
    }
}

TEST_CASE("where Japan is not allowed or not home, nothing is read as Japanese",
          "[queue][numbering]") {
    const hayauma::config::numbering_settings foreign_only{"81", {"82"}};
    CHECK(answer("090-1234-5678", foreign_only) == "country_not_allowed");
    CHECK(answer("+81 90-1234-5678", foreign_only) == "country_not_allowed");
    CHECK(answer("+82 10-1234-5678", foreign_only) == "+821012345678");

    const hayauma::config::numbering_settings elsewhere{"82", {"81", "82"}};
    CHECK(answer("090-1234-5678", elsewhere) == "invalid_prefix");
    CHECK(answer("010-1234-5678", elsewhere) == "invalid_prefix");
    CHECK(answer("819012345678", elsewhere) == "invalid_prefix");
    CHECK(answer("+81 90-1234-5678", elsewhere) == "+819012345678");
    CHECK(answer("119", elsewhere) == "emergency");
}
