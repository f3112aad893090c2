#include "modem/session/registration.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::modem;

namespace {

answered ok(std::vector<std::string> lines) { return {{at::verdict::ok, {}}, std::move(lines)}; }

}  // namespace

TEST_CASE("which stat lets messages through", "[session][registration]") {
    struct {
        int  stat;
        bool from_creg;
        bool from_others;  // +CEREG and +C5GREG
    } cases[] = {
        {0, false, false},  {1, true, true},    {2, false, false}, {3, false, false},
        {4, false, false},  {5, true, true},    {6, true, false},  {7, true, false},
        {8, false, false},  {9, true, true},    {10, true, true},  {11, false, false},
        {12, false, false}, {-1, false, false},
    };
    for (const auto& c : cases) {
        INFO(c.stat);
        CHECK(usable(c.stat) == c.from_creg);
        CHECK(allows_sending({c.stat, {}, {}}, "44010") == c.from_creg);
        CHECK(allows_sending({{}, {}, c.stat}, "44010") == c.from_others);
        CHECK(allows_sending({{}, {}, {}, c.stat}, "44010") == c.from_others);
        CHECK_FALSE(allows_sending({{}, c.stat, {}}, "44010"));  // +CGREG says nothing
    }
    CHECK_FALSE(usable(std::nullopt));
}

TEST_CASE("what keeps a modem from sending is told in words", "[session][registration]") {
    const std::string ims = "registered for data only on 44050: this carrier takes SMS only over "
                            "IMS";
    struct {
        const char*        name;
        registration_stats stats;
        const char*        plmn;
        std::string        why;  // empty: it can send
    } cases[] = {
        {"home", {1, 0, 1}, "44010", ""},
        {"roaming (a foreign SIM)", {5, {}, 5}, "44020", ""},
        {"SMS only", {6, {}, 1}, "44010", ""},
        {"SMS only, roaming", {7, {}, {}}, "44010", ""},
        {"CREG 0 for ever on LTE", {0, 4, 1}, "44010", ""},
        {"refused for calls, on LTE all the same", {3, {}, 1}, "44010", ""},
        {"CREG unknown", {{}, {}, 5}, "44011", ""},
        {"5G alone", {0, {}, 0, 1}, "44020", ""},
        {"operator unknown", {0, {}, 1}, "", ""},
        {"KDDI without IMS", {0, 4, 1, {}, false}, "44050", ims},
        {"KDDI, and the modem knows no IMS", {2, {}, 1}, "44050", ims},
        {"KDDI, 5G", {2, {}, {}, 1}, "44050", ims},
        {"KDDI with IMS", {0, 4, 1, {}, true}, "44050", ""},
        {"KDDI, CREG says it can", {1, {}, 1}, "44050", ""},
        {"IMS alone", {0, {}, 0, {}, true}, "44010", ""},
        {"data only (SIM7000)",
         {3, 5, {}},
         "44010",
         "registered for data only: the network refuses short messages"},
        {"refused on LTE", {2, {}, 3}, "", "the modem was refused by the network"},
        {"refused by 5G", {2, {}, 2, 3}, "", "the modem was refused by the network"},
        {"searching", {2, 2, 2}, "", "the modem is searching a network"},
        {"no coverage", {4, {}, 4}, "", "the modem has no coverage"},
        {"emergency only", {8, {}, {}}, "", "the modem is registered for emergency calls only"},
        {"restricted",
         {11, {}, {}},
         "",
         "the modem is registered for restricted local services only"},
        {"not searching",
         {{}, {}, 0},
         "",
         "the modem is not registered and does not search a network"},
        {"\"SMS only\" from the wrong question", {{}, {}, 6}, "", "the modem is not registered"},
        {"says nothing", {}, "", "the modem does not say whether it is registered"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(allows_sending(c.stats, c.plmn) == c.why.empty());
        CHECK(obstacle(c.stats, c.plmn) == c.why);
    }
}

TEST_CASE("which carriers take short messages only over IMS", "[session][registration]") {
    for (const char* kddi : {"44050", "44051", "44052", "44053", "44054"})
        CHECK(only_over_ims(kddi));
    for (const char* other : {"44010", "44011", "44020", "44055", "4405", ""})
        CHECK_FALSE(only_over_ims(other));
}

TEST_CASE("each answer about registration has its place", "[session][registration]") {
    registration_stats stats;
    take_registration(probe::creg, ok({"+CREG: 2,6,\"00A1\",\"00B2\",7"}), stats);
    take_registration(probe::cgreg, ok({"+CGREG: 2,4"}), stats);
    take_registration(probe::cereg, ok({"+CEREG: 2,1"}), stats);
    take_registration(probe::c5greg, ok({"+C5GREG: 2,5,\"00A1\",\"00B2\",11"}), stats);
    take_registration(probe::ims, ok({"+CIREG: 0,1,4"}), stats);
    take_registration(probe::signal, ok({"+CSQ: 3,99"}), stats);
    CHECK((stats == registration_stats{6, 4, 1, 5, true}));

    // A refusal is no knowledge, and what was known before is over.
    take_registration(probe::c5greg, answered{{at::verdict::error, {}}, {}}, stats);
    take_registration(probe::ims, answered{{at::verdict::error, {}}, {}}, stats);
    CHECK((stats == registration_stats{6, 4, 1}));

    CHECK(*stat_named("+CREG", stats) == 6);
    CHECK(*stat_named("+C5GREG", stats) == std::nullopt);
    CHECK(stat_named("+CSQ", stats) == nullptr);
}
