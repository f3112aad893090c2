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
constexpr auto line = fault_class::modem;
constexpr auto dest = fault_class::destination;
constexpr auto msg = fault_class::message;
constexpr auto conf = fault_class::configuration;
constexpr auto ambig = fault_class::ambiguous;
constexpr auto maint = fault_class::maintenance;
constexpr auto sent = fault_class::already_sent;

struct expected_row {
    int         first, last;
    fault_class after;   ///< Ctrl-Z was written
    fault_class before;  ///< it was not
    constexpr expected_row(int f, int l, fault_class a, fault_class b)
        : first(f), last(l), after(a), before(b) {}
    constexpr expected_row(int f, int l, fault_class c) : expected_row(f, l, c, c) {}
    constexpr expected_row(int n, fault_class c) : expected_row(n, n, c, c) {}
};

/// Written down from the classification, number by number, not from the code's own table.
constexpr expected_row cms_expected[] = {
    {0, 0, ambig, other},
    {1, dest},
    {2, 7, other},
    {8, line},
    {9, other},
    {10, other},
    {11, other},
    {12, 16, other},
    {17, same},
    {18, 20, other},
    {21, other},
    {22, same},
    {23, 26, other},
    {27, other},
    {28, line},
    {29, other},
    {30, other},
    {31, 37, other},
    {38, other},
    {39, 40, other},
    {41, same},
    {42, same},
    {43, 46, other},
    {47, same},
    {48, 49, other},
    {50, line},
    {51, 68, other},
    {69, conf},
    {70, 80, other},
    {81, same},
    {82, 94, other},
    {95, msg},
    {96, msg},
    {97, msg},
    {98, same},
    {99, msg},
    {100, 110, other},
    {111, same},
    {112, 126, other},
    {127, other},
    {128, msg},
    {129, msg},
    {130, msg},
    {131, 142, other},
    {143, msg},
    {144, msg},
    {145, msg},
    {146, 158, other},
    {159, msg},
    {160, msg},
    {161, msg},
    {162, 174, other},
    {175, msg},
    {176, msg},
    {177, 191, other},
    {192, same},
    {193, conf},
    {194, other},
    {195, dest},
    {196, dest},
    {197, sent},
    {198, conf},
    {199, conf},
    {200, 207, other},
    {208, maint},
    {209, maint},
    {210, other},
    {211, maint},
    {212, same},
    {213, maint},
    {214, 223, other},
    {224, 254, other},
    {255, other},
    {256, 261, other},
    {262, line},
    {263, 299, other},
    {300, 300, ambig, same},
    {301, same},
    {302, conf},
    {303, conf},
    {304, msg},
    {305, conf},
    {306, 309, other},
    {310, line},
    {311, conf},
    {312, line},
    {313, line},
    {314, same},
    {315, line},
    {316, line},
    {317, line},
    {318, line},
    {319, other},
    {320, maint},
    {321, maint},
    {322, maint},
    {323, 329, other},
    {330, conf},
    {331, other},
    {332, 332, ambig, other},
    {333, 339, other},
    {340, maint},
    {341, 499, ambig, other},
    {500, 500, ambig, conf},
    {501, 511, ambig, other},
    {512, 600, ambig, other},
};

constexpr expected_row cme_expected[] = {
    {0, same},
    {1, line},
    {2, same},
    {3, conf},
    {4, conf},
    {5, 7, line},
    {8, 9, ambig, other},
    {10, line},
    {11, conf},
    {12, line},
    {13, line},
    {14, same},
    {15, line},
    {16, line},
    {17, conf},
    {18, line},
    {19, 19, ambig, other},
    {20, maint},
    {21, 22, maint},
    {23, maint},
    {24, 25, msg},
    {26, 27, dest},
    {28, 29, ambig, other},
    {30, other},
    {31, 31, ambig, same},
    {32, line},
    {33, 39, ambig, other},
    {40, 47, line},
    {48, line},
    {49, maint},
    {50, conf},
    {51, conf},
    {52, same},
    {53, other},
    {54, 55, line},
    {56, conf},
    {57, other},
    {58, msg},
    {59, conf},
    {60, same},
    {61, conf},
    {62, line},
    {63, maint},
    {64, 99, ambig, other},
    {100, 100, ambig, conf},
    {101, 101, ambig, other},
    {102, 106, line},
    {107, 108, line},
    {109, 110, other},
    {111, 115, line},
    {116, 119, other},
    {120, 121, ambig, other},
    {122, other},
    {123, 125, ambig, other},
    {126, 131, other},
    {132, conf},
    {133, line},
    {134, other},
    {135, 151, other},
    {152, 170, ambig, other},
    {171, 233, other},
    {234, 255, ambig, other},
    {256, 261, other},
    {262, line},
    {263, other},
    {264, 514, ambig, other},
    {515, same},
    {516, 771, ambig, other},
    {772, line},
    {773, 800, ambig, other},
};

void walk(error_family family, std::span<const expected_row> rows) {
    int next = 0;
    for (const expected_row& row : rows) {
        REQUIRE(row.first == next);  // no number is left out
        for (int code = row.first; code <= row.last; ++code) {
            INFO("number " << code);
            CHECK(classify({family, code}, true) == row.after);
            CHECK(classify({family, code}, false) == row.before);
        }
        next = row.last + 1;
    }
}

}  // namespace

TEST_CASE("every CMS number has its class, before and after the PDU", "[sms][errors]") {
    walk(error_family::cms, cms_expected);
}

TEST_CASE("every CME number has its class, before and after the PDU", "[sms][errors]") {
    walk(error_family::cme, cme_expected);
}

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
    constexpr const char* modem_words[] = {"no_prompt", "no_result",   "port_lost",
                                           "rebooted",  "plain_error", "ok_without_reference",
                                           "too_late",  "stopped",     "not_ready"};
    for (int code = 1; code <= static_cast<int>(modem_error::not_ready); ++code)
        CHECK(std::string(name({error_family::modem, code})) == modem_words[code - 1]);
    constexpr const char* queue_words[] = {"deadline_passed", "restarted", "attempts_exhausted",
                                           "secret_lost"};
    for (int code = 1; code <= static_cast<int>(queue_error::secret_lost); ++code)
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
        {modem_error::not_ready, other, other},
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
