#include "modem/sms/data_coding.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"

using namespace hayauma::sms;

namespace {

constexpr auto gsm7 = alphabet::gsm7;
constexpr auto octets = alphabet::eight_bit;
constexpr auto ucs2 = alphabet::ucs2;

/// 3GPP TS 23.038 §4, one row a run of octets. `cls` of -1: no class; -2: the low two bits.
struct dcs_row {
    unsigned first, last;
    alphabet letters;
    bool     compressed, auto_delete, reserved;
    int      cls;
};
constexpr int  none = -1;
constexpr int  low_bits = -2;
constexpr bool y = true;
constexpr bool n = false;

constexpr dcs_row rows[] = {
    {0x00, 0x03, gsm7, n, n, n, none},       {0x04, 0x07, octets, n, n, n, none},
    {0x08, 0x0B, ucs2, n, n, n, none},       {0x0C, 0x0F, gsm7, n, n, y, none},
    {0x10, 0x13, gsm7, n, n, n, low_bits},   {0x14, 0x17, octets, n, n, n, low_bits},
    {0x18, 0x1B, ucs2, n, n, n, low_bits},   {0x1C, 0x1F, gsm7, n, n, y, low_bits},
    {0x20, 0x23, gsm7, y, n, n, none},       {0x24, 0x27, octets, y, n, n, none},
    {0x28, 0x2B, ucs2, y, n, n, none},       {0x2C, 0x2F, gsm7, y, n, y, none},
    {0x30, 0x33, gsm7, y, n, n, low_bits},   {0x34, 0x37, octets, y, n, n, low_bits},
    {0x38, 0x3B, ucs2, y, n, n, low_bits},   {0x3C, 0x3F, gsm7, y, n, y, low_bits},
    {0x40, 0x43, gsm7, n, y, n, none},       {0x44, 0x47, octets, n, y, n, none},
    {0x48, 0x4B, ucs2, n, y, n, none},       {0x4C, 0x4F, gsm7, n, y, y, none},
    {0x50, 0x53, gsm7, n, y, n, low_bits},   {0x54, 0x57, octets, n, y, n, low_bits},
    {0x58, 0x5B, ucs2, n, y, n, low_bits},   {0x5C, 0x5F, gsm7, n, y, y, low_bits},
    {0x60, 0x63, gsm7, y, y, n, none},       {0x64, 0x67, octets, y, y, n, none},
    {0x68, 0x6B, ucs2, y, y, n, none},       {0x6C, 0x6F, gsm7, y, y, y, none},
    {0x70, 0x73, gsm7, y, y, n, low_bits},   {0x74, 0x77, octets, y, y, n, low_bits},
    {0x78, 0x7B, ucs2, y, y, n, low_bits},   {0x7C, 0x7F, gsm7, y, y, y, low_bits},
    {0x80, 0xBF, gsm7, n, n, y, none},       {0xC0, 0xDF, gsm7, n, n, n, none},
    {0xE0, 0xEF, ucs2, n, n, n, none},       {0xF0, 0xF3, gsm7, n, n, n, low_bits},
    {0xF4, 0xF7, octets, n, n, n, low_bits}, {0xF8, 0xFB, gsm7, n, n, y, low_bits},
    {0xFC, 0xFF, octets, n, n, y, low_bits},
};

}  // namespace

TEST_CASE("every TP-DCS has its alphabet and class", "[sms][dcs]") {
    for (unsigned dcs = 0; dcs <= 0xFF; ++dcs) {
        INFO("TP-DCS " << dcs);
        const auto row = std::find_if(std::begin(rows), std::end(rows), [dcs](const dcs_row& r) {
            return r.first <= dcs && dcs <= r.last;
        });
        REQUIRE(row != std::end(rows));
        const data_coding coding = read_data_coding(static_cast<std::uint8_t>(dcs));
        CHECK(coding.alphabet == row->letters);
        CHECK(coding.compressed == row->compressed);
        CHECK(coding.auto_delete == row->auto_delete);
        CHECK(coding.reserved == row->reserved);
        if (row->cls == none)
            CHECK_FALSE(coding.message_class);
        else
            CHECK(coding.message_class == static_cast<std::uint8_t>(dcs & 3));
        CHECK(coding.waiting.has_value() == (dcs >= 0xC0 && dcs < 0xF0));
    }
}

TEST_CASE("every message waiting octet says what waits and if to keep the text", "[sms][dcs]") {
    constexpr waiting_kind kinds[] = {waiting_kind::voicemail, waiting_kind::fax,
                                      waiting_kind::email, waiting_kind::other};
    for (unsigned dcs = 0xC0; dcs < 0xF0; ++dcs) {
        INFO("TP-DCS " << dcs);
        const auto waiting = read_data_coding(static_cast<std::uint8_t>(dcs)).waiting;
        REQUIRE(waiting);
        CHECK(waiting->kind == kinds[dcs & 3]);
        CHECK(waiting->active == ((dcs & 8) != 0));
        CHECK(waiting->store == (dcs >= 0xD0));
    }
}

TEST_CASE("what we write reads back", "[sms][dcs]") {
    CHECK(data_coding_octet(encoding::gsm7) == 0x00);
    CHECK(data_coding_octet(encoding::ucs2) == 0x08);
    CHECK(data_coding_octet(encoding::gsm7, 0) == 0x10);
    CHECK(data_coding_octet(encoding::ucs2, 0) == 0x18);
    for (std::uint8_t cls = 0; cls < 4; ++cls) {
        for (const auto letters : {encoding::gsm7, encoding::ucs2}) {
            const auto coding = read_data_coding(data_coding_octet(letters, cls));
            CHECK(coding.message_class == cls);
            CHECK(coding.alphabet == (letters == encoding::gsm7 ? gsm7 : ucs2));
        }
    }
}

TEST_CASE("alphabets and kinds have words", "[sms][dcs]") {
    CHECK(std::string(name(gsm7)) == "gsm7");
    CHECK(std::string(name(octets)) == "8bit");
    CHECK(std::string(name(ucs2)) == "ucs2");
    CHECK(std::string(name(waiting_kind::voicemail)) == "voicemail");
    CHECK(std::string(name(waiting_kind::fax)) == "fax");
    CHECK(std::string(name(waiting_kind::email)) == "email");
    CHECK(std::string(name(waiting_kind::other)) == "other");
}
