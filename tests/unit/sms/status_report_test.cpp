#include "modem/sms/status_report.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"

using namespace hayauma::sms;
using namespace std::chrono;

TEST_CASE("a report that a modem printed is read, every field of it", "[sms][report]") {
    // python-gsmmodem issue 44.
    const auto report =
        decode_status_report("079119890400202306400C91197909913764511090718384225110907183252200")
            .value();
    CHECK(int{report.message_reference} == 64);
    CHECK(report.recipient == "919790197346");
    CHECK(display(report.submitted.value()) == "2015-01-09T17:38:48+05:30");
    CHECK(display(report.finished.value()) == "2015-01-09T17:38:52+05:30");
    CHECK(int{report.status} == 0);
}

TEST_CASE("a report reads and is written the same", "[sms][report]") {
    const char* hex = "079118090000001006070C91180921436587621122611312636211226113626300";
    const auto  report = decode_status_report(hex).value();
    CHECK(int{report.message_reference} == 7);
    CHECK(report.recipient == "819012345678");
    CHECK(display(report.submitted.value()) == "2026-11-22T16:31:21+09:00");
    CHECK(report.finished->utc - report.submitted->utc == seconds{5});

    const pdu_line line = encode(report, address{0x91, "819000000001"});
    CHECK(line.hex == hex);
    CHECK(line.tpdu_octets == 25);
    CHECK(encode(report).hex == "00" + std::string(hex).substr(16));
    CHECK(decode_status_report(encode(report, std::nullopt, 0x81).hex).value() == report);
}

TEST_CASE("a report with impossible dates still says what became of the message", "[sms][report]") {
    const auto report = decode_status_report("0006FF0B819010325476F8"
                                             "00000000000000"
                                             "FFFFFFFFFFFFFF"
                                             "46")
                            .value();
    CHECK(report == status_report{255, "09012345678", std::nullopt, std::nullopt, 0x46});
    CHECK(decode_status_report(encode(report, std::nullopt, 0x81).hex).value() == report);
}

TEST_CASE("what follows TP-ST is not read", "[sms][report]") {
    const std::string report = "0006070C9118092143658762112261131263621122611362"
                               "6300";
    for (const char* rest : {"", "00", "0700000161", "07", "FFFFFFFF"}) {
        INFO(rest);
        CHECK(decode_status_report(report + rest).value().recipient == "819012345678");
    }
}

TEST_CASE("a report line without an SMSC field is read when told so", "[sms][report]") {
    const std::string report = "06070C91180921436587621122611312636211226113626300";
    CHECK(decode_status_report(report, smsc_field::absent).value().recipient == "819012345678");
}

TEST_CASE("every TP-ST says what became of the message", "[sms][report]") {
    struct {
        unsigned first, last;
        delivery expected;
    } const rows[] = {
        {0x00, 0x00, delivery::delivered}, {0x01, 0x01, delivery::unconfirmed},
        {0x02, 0x02, delivery::failed},    {0x03, 0x0F, delivery::unconfirmed},
        {0x10, 0x1F, delivery::delivered}, {0x20, 0x3F, delivery::pending},
        {0x40, 0x48, delivery::failed},    {0x49, 0x49, delivery::unconfirmed},
        {0x4A, 0xFF, delivery::failed},
    };
    for (unsigned st = 0; st <= 0xFF; ++st) {
        INFO("TP-ST " << st);
        const auto row = std::find_if(std::begin(rows), std::end(rows), [st](const auto& r) {
            return r.first <= st && st <= r.last;
        });
        REQUIRE(row != std::end(rows));
        const auto tp_st = static_cast<std::uint8_t>(st);
        CHECK(classify_status(tp_st) == row->expected);
        CHECK(is_final_status(tp_st) == (st < 0x20 || st > 0x3F));

        const status_report report{1, "819012345678", std::nullopt, std::nullopt, tp_st};
        CHECK(decode_status_report(encode(report).hex).value() == report);
    }
}
