#include "tests/support/catch.hpp"

#include <set>
#include <string>

#include "queue/transition.hpp"

using namespace hayauma::queue;

TEST_CASE("a code that goes well is queued, sending, sent, delivered", "[queue][transition]") {
    CHECK(next(state::queued, event::claimed) == state::sending);
    CHECK(next(state::sending, event::accepted) == state::sent);
    CHECK(next(state::sent, event::report_delivered) == state::delivered);
    CHECK(is_final(state::delivered));
}

TEST_CASE("what no rule says changes nothing", "[queue][transition]") {
    for (const state from : all_states)
        for (const event on : all_events) {
            bool ruled = false;
            for (const rule& r : rules) ruled |= r.from == from && r.on == on;
            CHECK(next(from, on).has_value() == ruled);
        }
}

TEST_CASE("what may be on the air is never said to be unsent", "[queue][transition]") {
    for (const event on : all_events) {
        const auto to = next(state::sending, guarded(on, true));
        INFO(name(on));
        CHECK(to != state::queued);
        CHECK(to != state::failed);
        CHECK(to != state::expired);
        CHECK(guarded(on, false) == on);
    }
}

TEST_CASE("every state and event has a word of its own, and states are found by theirs",
          "[queue][transition]") {
    std::set<std::string> words;
    for (const state s : all_states) {
        CHECK(words.insert(name(s)).second);
        CHECK(state_of(name(s)) == s);
    }
    for (const event e : all_events) CHECK(words.insert(name(e)).second);
    CHECK_FALSE(words.contains("unknown"));
    CHECK_FALSE(state_of("").has_value());
    CHECK_FALSE(state_of("Queued").has_value());
    CHECK_FALSE(state_of("claimed").has_value());
}
