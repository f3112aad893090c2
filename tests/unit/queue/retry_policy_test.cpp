#include "tests/support/catch.hpp"

#include "queue/retry_policy.hpp"

using namespace hayauma;
using namespace hayauma::queue;
using namespace std::chrono_literals;
using sms::fault_class;

namespace {

const wall_time      now{1'700'000'000'000ms};
const retry_settings usual{};
constexpr double     middle = 0.5;  // the jitter that changes nothing

try_end not_sent(sms::modem_error e = sms::modem_error::no_prompt) {
    return {attempt_outcome::not_sent,
            sms::error_code{sms::error_family::modem, static_cast<int>(e)},
            fault_class::retry_other};
}

try_end rejected(fault_class fault) {
    return {attempt_outcome::rejected, sms::error_code{sms::error_family::cms, 38}, fault};
}

verdict later(std::chrono::milliseconds pause, bool elsewhere) {
    return {event::try_later, now + pause, elsewhere};
}

const standing first{1, now + 300s};

}  // namespace

TEST_CASE("an accepted part is accepted, a lost outcome is lost", "[queue][retry]") {
    CHECK(decide(usual, {attempt_outcome::accepted, {}, {}}, first, now, middle) ==
          verdict{event::accepted, {}, false});
    CHECK(decide(usual, {attempt_outcome::unknown, {}, {}}, first, now, middle) ==
          verdict{event::outcome_lost, {}, false});
    // Also past the deadline and past the last try: what may be on the air stays so.
    CHECK(decide(usual, {attempt_outcome::unknown, {}, {}}, {99, now - 1s}, now, middle).then ==
          event::outcome_lost);
}

TEST_CASE("the first retry is at once, elsewhere, and pauses grow from then on", "[queue][retry]") {
    const std::chrono::milliseconds pauses[] = {0ms, 2s, 4s, 8s, 16s, 32s, 60s};
    for (int tries = 1; tries <= 7; ++tries) {
        INFO("tries " << tries);
        CHECK(decide(usual, not_sent(), {tries, now + 300s}, now, middle) ==
              later(pauses[tries - 1], true));
    }
    CHECK(decide(usual, not_sent(), {8, now + 300s}, now, middle) ==
          verdict{event::give_up, {}, false});
}

TEST_CASE("each class of a refusal has its consequence", "[queue][retry]") {
    struct {
        fault_class fault;
        verdict     expected;
    } rows[] = {
        {fault_class::retry_other, later(0ms, true)},
        {fault_class::modem, later(0ms, true)},
        {fault_class::configuration, later(0ms, true)},
        {fault_class::retry_same, later(2s, false)},
        {fault_class::maintenance, later(2s, false)},
        {fault_class::destination, {event::give_up, {}, false}},
        {fault_class::message, {event::give_up, {}, false}},
        {fault_class::already_sent, {event::accepted, {}, false}},
        {fault_class::ambiguous, {event::outcome_lost, {}, false}},
    };
    for (const auto& row : rows) {
        INFO(static_cast<int>(row.fault));
        CHECK(decide(usual, rejected(row.fault), first, now, middle) == row.expected);
    }
}

TEST_CASE("too late before Ctrl-Z is the deadline", "[queue][retry]") {
    CHECK(decide(usual, not_sent(sms::modem_error::too_late), first, now, middle) ==
          verdict{event::deadline_passed, {}, false});
}

TEST_CASE("no try is planned past the deadline, and the pause leaves time for it",
          "[queue][retry]") {
    CHECK(decide(usual, not_sent(), {1, now}, now, middle).then == event::deadline_passed);
    CHECK(decide(usual, not_sent(), {5, now - 1ms}, now, middle).then == event::deadline_passed);
    CHECK(decide(usual, not_sent(), {5, now + 6s}, now, middle) == later(3s, true));
    for (int tries = 1; tries < usual.attempts_max; ++tries)
        for (const auto left : {1ms, 10ms, 1000ms, 30000ms})
            CHECK(decide(usual, not_sent(), {tries, now + left}, now, 0.999).due_at < now + left);
}

TEST_CASE("jitter spreads a pause by a tenth to either side", "[queue][retry]") {
    CHECK(pause_after(usual, 2, false, 0.0) == 1800ms);
    CHECK(pause_after(usual, 2, false, 0.5) == 2000ms);
    CHECK(pause_after(usual, 2, false, 0.999) < 2200ms);
    CHECK(pause_after(usual, 100, false, 0.5) == 60s);
    CHECK(pause_after(usual, 1, false, 0.9) == 0ms);
}

TEST_CASE("a text outlasts an outage that a code cannot", "[queue][retry]") {
    const auto code = default_retry(message_kind::code);
    const auto text = default_retry(message_kind::text);
    CHECK(code == usual);
    std::chrono::milliseconds code_lasts{0}, text_lasts{0};
    for (int i = 1; i < code.attempts_max; ++i) code_lasts += pause_after(code, i, false, 0.5);
    for (int i = 1; i < text.attempts_max; ++i) text_lasts += pause_after(text, i, false, 0.5);
    CHECK(code_lasts < 5min);
    CHECK(text_lasts > 1h);
}

TEST_CASE("a code whose outcome is unknown is sent once more, a text never", "[queue][retry]") {
    using queue::second_try;
    const second_try_settings set;
    const auto                in_time = now + 1ms;
    const auto                code = message_kind::code;
    const auto                text = message_kind::text;
    struct {
        const char* name;
        lost_part   part;
        bool        expected;
    } rows[] = {
        {"the first try is unknown", {code, in_time, false, event::outcome_lost}, true},
        {"so is a text's", {text, in_time, false, event::outcome_lost}, false},
        {"its time is over", {code, now, false, event::outcome_lost}, false},
        {"its time was over long ago", {code, now - 1h, false, event::outcome_lost}, false},
        {"the second is unknown, too", {code, in_time, true, event::outcome_lost}, false},
        {"the second was refused for good", {code, in_time, true, event::give_up}, false},
        {"the second came too late", {code, in_time, true, event::deadline_passed}, false},
        {"the second was certainly not sent", {code, in_time, true, event::try_later}, true},
        {"and then its time is over", {code, now, true, event::try_later}, false},
        {"a text's second", {text, in_time, true, event::try_later}, false},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        CHECK(second_try(set, row.part, now) == row.expected);
    }
    const lost_part unknown_code{code, in_time, false, event::outcome_lost};
    const lost_part unknown_text{text, in_time, false, event::outcome_lost};
    CHECK_FALSE(second_try({false, false}, unknown_code, now));
    CHECK(second_try({false, true}, unknown_text, now));
}
