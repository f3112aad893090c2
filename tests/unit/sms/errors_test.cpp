#include "modem/sms/errors.hpp"

#include <algorithm>
#include <limits>
#include <regex>
#include <set>
#include <span>
#include <string>

#include "modem/sms/error_table.hpp"
#include "modem/sms/status_report.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;

namespace {

constexpr auto same = fault_class::retry_same;
constexpr auto other = fault_class::retry_other;
constexpr auto conf = fault_class::configuration;
constexpr auto ambig = fault_class::ambiguous;

// The classes of CMS and CME numbers, row by row: tests/integration/sms/error_table_test.cpp.

}  // namespace

TEST_CASE("before Ctrl-Z nothing is ambiguous", "[sms][errors]") {
    for (const auto family : {error_family::cms, error_family::cme, error_family::tp_st,
                              error_family::modem, error_family::queue})
        for (int code = -10; code <= 70000; code += code < 1100 ? 1 : 97)
            if (classify({family, code}, false) == ambig)
                FAIL_CHECK("family " << static_cast<int>(family) << " number " << code);
}

TEST_CASE("numbers that nobody defined are ambiguous after the PDU", "[sms][errors]") {
    for (const int code : {-1, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}) {
        for (const auto family : {error_family::cms, error_family::cme, error_family::modem}) {
            CHECK(classify({family, code}, true) == ambig);
            CHECK(classify({family, code}, false) == other);
            CHECK_FALSE(permanent({family, code}));
        }
    }
}

TEST_CASE("numbers have stable names", "[sms][errors]") {
    struct {
        error_family family;
        int          code;
        const char*  name;
    } const cases[] = {
        {error_family::cms, 1, "unassigned_number"},
        {error_family::cms, 2, "reserved"},
        {error_family::cms, 38, "network_out_of_order"},
        {error_family::cms, 197, "duplicate_message"},
        {error_family::cms, 224, "application_specific"},
        {error_family::cms, 304, "invalid_pdu_parameter"},
        {error_family::cms, 332, "network_timeout"},
        {error_family::cms, 350, "reserved"},
        {error_family::cms, 500, "unknown_error"},
        {error_family::cms, 511, "reserved"},
        {error_family::cms, 512, "manufacturer_specific"},
        {error_family::cms, 70000, "manufacturer_specific"},
        {error_family::cms, -1, "unknown"},
        {error_family::cme, 10, "sim_not_inserted"},
        {error_family::cme, 16, "incorrect_password"},
        {error_family::cme, 64, "unknown"},
        {error_family::cme, 200, "session_error"},
        {error_family::tp_st, 0x00, "received"},
        {error_family::tp_st, 0x46, "validity_period_expired"},
        {error_family::tp_st, 0xFF, "reserved"},
        {error_family::tp_st, 0x100, "unknown"},
    };
    for (const auto& c : cases) {
        INFO("number " << c.code);
        CHECK(std::string(name({c.family, c.code})) == c.name);
    }
}

TEST_CASE("our own numbers are called as in the code", "[sms][errors]") {
    constexpr const char* modem_words[] = {
        "no_prompt", "no_result", "port_lost", "rebooted", "plain_error", "ok_without_reference",
        "too_late",  "stopped",   "not_ready", "overdue"};
    for (int code = 1; code <= static_cast<int>(modem_error::overdue); ++code)
        CHECK(std::string(name({error_family::modem, code})) == modem_words[code - 1]);
    constexpr const char* queue_words[] = {"deadline_passed", "restarted", "attempts_exhausted",
                                           "secret_lost", "interrupted"};
    for (int code = 1; code <= static_cast<int>(queue_error::interrupted); ++code)
        CHECK(std::string(name({error_family::queue, code})) == queue_words[code - 1]);
}

TEST_CASE("what a modem did without a number has its class", "[sms][errors]") {
    struct {
        modem_error error;
        fault_class before, after;
    } const cases[] = {
        {modem_error::no_prompt, same, same},    {modem_error::no_result, other, ambig},
        {modem_error::port_lost, other, ambig},  {modem_error::rebooted, other, ambig},
        {modem_error::plain_error, conf, ambig}, {modem_error::ok_without_reference, same, ambig},
        {modem_error::too_late, other, other},   {modem_error::stopped, same, ambig},
        {modem_error::not_ready, other, other},  {modem_error::overdue, other, ambig},
    };
    for (const auto& c : cases) {
        const error_code e{error_family::modem, static_cast<int>(c.error)};
        INFO(name(e));
        CHECK(classify(e, false) == c.before);
        CHECK(classify(e, true) == c.after);
        CHECK_FALSE(permanent(e));
    }
}

TEST_CASE("permanent is what a destination or a message is to blame for", "[sms][errors]") {
    const std::set<int> cms_permanent{1,   95,  96,  97,  99,  128, 129, 130, 143, 144,
                                      145, 159, 160, 161, 175, 176, 195, 196, 304};
    for (int code = 0; code <= 600; ++code)
        CHECK(permanent({error_family::cms, code}) == cms_permanent.contains(code));

    for (int st = 0; st <= 0xFF; ++st) {
        INFO("TP-ST " << st);
        const bool by_the_standard = st >= 0x40 && st <= 0x5F;
        const bool for_another_reason = st >= 0x46 && st <= 0x49;
        CHECK(permanent({error_family::tp_st, st}) == (by_the_standard && !for_another_reason));
        if (permanent({error_family::tp_st, st}))
            CHECK(classify_status(static_cast<std::uint8_t>(st)) == delivery::failed);
    }
    CHECK(permanent({error_family::queue, static_cast<int>(queue_error::secret_lost)}));
    CHECK_FALSE(permanent({error_family::queue, static_cast<int>(queue_error::deadline_passed)}));
}

TEST_CASE("every name is a snake_case word without a number of its own", "[sms][errors]") {
    const std::regex word("[a-z]+(_[a-z0-9]+)*");
    for (const auto maker : {error_maker::wavecom, error_maker::cinterion}) {
        for (const error_row& row : error_rows(maker)) {
            INFO(row.name);
            CHECK(std::regex_match(row.name, word));
            CHECK(find_row({error_family::cms, row.first}, maker) == &row);
            CHECK(find_row({error_family::cms, row.last}, maker) == &row);
        }
    }
    for (const auto family : {error_family::cms, error_family::cme, error_family::tp_st,
                              error_family::modem, error_family::queue}) {
        for (const error_row& row : error_rows(family)) {
            INFO(row.name);
            CHECK(std::regex_match(row.name, word));
            CHECK(find_row({family, row.first}) == &row);
            CHECK(find_row({family, row.last}) == &row);
        }
    }
}
