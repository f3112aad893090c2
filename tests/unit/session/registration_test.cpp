#include "modem/session/registration.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::modem;

TEST_CASE("which stat lets messages through", "[session][registration]") {
    struct {
        int  stat;
        bool expected;
    } cases[] = {
        {0, false}, {1, true}, {2, false}, {3, false}, {4, false}, {5, true},
        {6, true},  {7, true}, {8, false}, {9, true},  {10, true}, {11, false},
    };
    for (const auto& c : cases) {
        INFO(c.stat);
        CHECK(usable(c.stat) == c.expected);
    }
    CHECK_FALSE(usable(std::nullopt));
}

TEST_CASE("sending is blocked only when neither CREG nor CEREG is registered",
          "[session][registration]") {
    struct {
        const char*        name;
        registration_stats stats;
        bool               allowed;
        const char*        why;
    } cases[] = {
        {"home", {1, 0, 1}, true, ""},
        {"SMS only", {6, {}, 1}, true, ""},
        {"SMS only, roaming", {7, {}, {}}, true, ""},
        {"CREG 0 for ever on LTE", {0, 4, 1}, true, ""},
        {"CREG unknown", {{}, {}, 5}, true, ""},
        {"data only (SIM7000)", {3, 5, {}}, false, "the modem was refused by the network"},
        {"refused on LTE", {2, {}, 3}, false, "the modem was refused by the network"},
        {"searching", {2, 2, 2}, false, "the modem is searching a network"},
        {"no coverage", {4, {}, 4}, false, "the modem has no coverage"},
        {"emergency only", {8, {}, {}}, false, "the modem is registered for emergency calls only"},
        {"not searching",
         {{}, {}, 0},
         false,
         "the modem is not registered and does not search a network"},
        {"says nothing", {}, false, "the modem does not say whether it is registered"},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(allows_sending(c.stats) == c.allowed);
        CHECK(obstacle(c.stats) == c.why);
    }
}
