#include "tests/support/catch.hpp"

#include <string>

#include "queue/message.hpp"

using namespace hayauma::queue;

TEST_CASE("a message of one part has the part's state", "[queue][message]") {
    for (const state s : all_states) CHECK(fold({s}) == s);
}

TEST_CASE("a message of several parts is as its worst part", "[queue][message]") {
    struct {
        const char*        name;
        std::vector<state> parts;
        state              expected;
    } rows[] = {
        {"nothing begun", {state::queued, state::queued}, state::queued},
        {"the first is on a modem", {state::sending, state::queued}, state::sending},
        {"between two parts", {state::sent, state::queued}, state::sending},
        {"a later part waits for its next try", {state::delivered, state::queued}, state::sending},
        {"an unknown part and one to go", {state::unconfirmed, state::queued}, state::sending},
        {"the last is on a modem", {state::delivered, state::sending}, state::sending},
        {"all handed over", {state::sent, state::sent}, state::sent},
        {"one report of two", {state::delivered, state::sent}, state::sent},
        {"both reports", {state::delivered, state::delivered}, state::delivered},
        {"one was not delivered", {state::delivered, state::undelivered}, state::undelivered},
        {"it is certain before the last report",
         {state::undelivered, state::sent},
         state::undelivered},
        {"not delivered outweighs unknown",
         {state::unconfirmed, state::undelivered},
         state::undelivered},
        {"one unknown", {state::sent, state::unconfirmed}, state::unconfirmed},
        {"one unknown, one delivered", {state::unconfirmed, state::delivered}, state::unconfirmed},
        {"the rest failed", {state::sent, state::failed}, state::failed},
        {"the rest expired", {state::delivered, state::expired}, state::expired},
        {"a late report does not change a failure",
         {state::undelivered, state::failed},
         state::failed},
        {"canceled whole", {state::canceled, state::canceled}, state::canceled},
        {"superseded whole", {state::superseded, state::superseded}, state::superseded},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        CHECK(fold(row.parts) == row.expected);
    }
}

TEST_CASE("a message with an unknown attempt never ends failed or expired", "[queue][message]") {
    for (const state a : all_states)
        for (const state b : all_states) {
            const state whole = fold({a, b}, true);
            CHECK(whole != state::failed);
            CHECK(whole != state::expired);
        }
    CHECK(fold({state::sent, state::failed}, true) == state::unconfirmed);
    CHECK(fold({state::unconfirmed, state::expired}, true) == state::unconfirmed);
    CHECK(fold({state::delivered, state::delivered}, true) == state::delivered);
}

TEST_CASE("the words are the contract's", "[queue][message]") {
    CHECK(std::string(name(message_kind::code)) == "code");
    CHECK(std::string(name(message_kind::text)) == "text");
    CHECK(std::string(name(attempt_outcome::accepted)) == "accepted");
    CHECK(std::string(name(attempt_outcome::not_sent)) == "not_sent");
    CHECK(std::string(name(attempt_outcome::rejected)) == "rejected");
    CHECK(std::string(name(attempt_outcome::unknown)) == "unknown");
    CHECK(std::string(name(hayauma::sms::encoding::gsm7)) == "gsm7");
    CHECK(std::string(name(hayauma::sms::encoding::ucs2)) == "ucs2");
    using hayauma::sms::error_family;
    CHECK(std::string(name(error_family::cms)) == "cms");
    CHECK(std::string(name(error_family::cme)) == "cme");
    CHECK(std::string(name(error_family::tp_st)) == "tp_st");
    CHECK(std::string(name(error_family::modem)) == "modem");
    CHECK(std::string(name(error_family::queue)) == "queue");
}

TEST_CASE("only what waits may still lead to a submission", "[queue][message]") {
    for (const state s : all_states)
        CHECK(is_waiting(s) == (s == state::queued || s == state::sending));
}
