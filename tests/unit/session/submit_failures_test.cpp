// Fail at every step: each state of a submission meets everything that can happen, and the one rule
// must hold: before Ctrl-Z never `unknown`, after it never `not_sent`, and one Ctrl-Z at most.

#include "modem/session/submit_fsm.hpp"

#include "tests/support/sample_part.hpp"
#include "tests/unit/session/printing.hpp"

using namespace hayauma;
using namespace hayauma::modem;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace {

enum class at_step { awaiting_prompt, pausing, canceling, awaiting_result, awaiting_ok };

struct scene {
    mono_time     now{1h};
    reference_log known;
    profile       device = generic_profile();
    submit_fsm    part;
    int           payloads = 0;

    explicit scene(at_step step) : part(sample_part(now), with_pause(step), known) {
        tell(begin_submit{sample_start});
        if (step == at_step::awaiting_prompt) return;
        if (step == at_step::canceling) {
            tell(at::event(at::deadline_passed{}));
            return;
        }
        tell(at::event(at::prompted{}));
        if (step == at_step::awaiting_ok) tell(at::event(at::information{"+CMGS: 5"}));
    }

    submit_action tell(const submit_input& what) {
        submit_action next = part.resume(what, now);
        if (std::holds_alternative<send_pdu>(next)) ++payloads;
        return next;
    }

    const profile& with_pause(at_step step) {
        if (step == at_step::pausing) device.prompt_pause = 20ms;
        return device;
    }
};

enum class ends { no, accepted, not_sent, rejected, unknown };

ends how(const submit_action& action) {
    const auto* end = std::get_if<submit_ended>(&action);
    if (!end) return ends::no;
    if (std::holds_alternative<accepted>(end->outcome)) return ends::accepted;
    if (std::holds_alternative<not_sent>(end->outcome)) return ends::not_sent;
    if (std::holds_alternative<rejected>(end->outcome)) return ends::rejected;
    return ends::unknown;
}

struct event_row {
    const char*  name;
    submit_input what;
};

const event_row everything[] = {
    {"timeout", at::event(at::deadline_passed{})},
    {"port lost", port_gone{}},
    {"ERROR", at::event(at::finished{{at::verdict::error, {}}})},
    {"+CMS ERROR: 38", at::event(at::finished{{at::verdict::cms_error, 38}})},
    {"+CMS ERROR: 500", at::event(at::finished{{at::verdict::cms_error, 500}})},
    {"OK", at::event(at::finished{{at::verdict::ok, {}}})},
    {"boot line", boot_came{}},
    {"news", at::event(at::unsolicited{"+CREG: 2", ""})},
    {"NO CARRIER", at::event(at::unsolicited{"NO CARRIER", ""})},
    {"echo", at::event(at::echoed{})},
    {"late reference of another", at::event(at::late_reference{3})},
    {"garbage information", at::event(at::information{"+CMGS: \xFF\xFE"})},
    {"stop", stop_asked{}},
};

struct step_row {
    at_step     at;
    const char* name;
    ends        expected[std::size(everything)];
};

constexpr auto no = ends::no;
constexpr auto acc = ends::accepted;
constexpr auto not_ = ends::not_sent;
constexpr auto rej = ends::rejected;
constexpr auto unk = ends::unknown;

// In the order of `everything`.
const step_row steps[] = {
    {at_step::awaiting_prompt,
     "awaiting the prompt",
     {no, not_, not_, rej, not_, not_, not_, no, no, no, no, no, no}},
    {at_step::pausing,
     "pausing before the PDU",
     {no, not_, not_, rej, not_, not_, not_, no, no, no, no, no, no}},
    {at_step::canceling,
     "after ESC",
     {not_, not_, not_, not_, not_, not_, not_, no, no, no, no, no, not_}},
    {at_step::awaiting_result,
     "after Ctrl-Z",
     {unk, unk, unk, rej, unk, unk, unk, no, no, no, no, no, unk}},
    {at_step::awaiting_ok,
     "after +CMGS",
     {acc, acc, acc, acc, acc, acc, acc, no, no, no, no, no, acc}},
};

}  // namespace

TEST_CASE("every step meets everything that can happen", "[session][submit]") {
    for (const auto& row : steps) {
        for (std::size_t i = 0; i < std::size(everything); ++i) {
            INFO(row.name << ": " << everything[i].name);
            scene s(row.at);
            CHECK(how(s.tell(everything[i].what)) == row.expected[i]);
        }
    }
}

TEST_CASE("any two things that happen end a submission honestly", "[session][submit]") {
    for (const auto& row : steps) {
        for (const auto& first : everything) {
            for (const auto& second : everything) {
                INFO(row.name << ": " << first.name << ", then " << second.name);
                scene      s(row.at);
                const bool on_the_air = s.payloads == 1;
                ends       end = how(s.tell(first.what));
                if (end == ends::no) end = how(s.tell(second.what));
                CHECK(s.payloads <= 1);
                const bool honest = on_the_air ? end != ends::not_sent : end != ends::unknown;
                CHECK(honest);
            }
        }
    }
}

TEST_CASE("a stop at the prompt leaves it with ESC, asked again it ends", "[session][submit]") {
    scene s(at_step::awaiting_prompt);
    CHECK(s.tell(stop_asked{}) == submit_action(cancel_prompt{}));
    CHECK(how(s.tell(stop_asked{})) == ends::not_sent);
    CHECK(s.payloads == 0);
}

TEST_CASE("a maker's number means what that maker means", "[session][submit]") {
    using sms::error_maker;
    const sms::error_code busy{sms::error_family::cms, 522}, wait{sms::error_family::cms, 515};
    struct {
        error_maker     maker;
        sms::error_code error;
        submit_outcome  expected;
    } const cases[] = {
        {error_maker::unknown, busy, unknown{busy}},
        {error_maker::cinterion, busy, rejected{busy, sms::fault_class::retry_same}},
        {error_maker::wavecom, busy, unknown{busy}},
        {error_maker::wavecom, wait, rejected{wait, sms::fault_class::retry_same}},
        {error_maker::cinterion, wait, unknown{wait}},
    };
    for (const auto& c : cases) {
        INFO("number " << c.error.code << " of maker " << static_cast<int>(c.maker));
        scene s(at_step::awaiting_result);
        s.device.errors = c.maker;
        const auto  next = s.tell(at::event(at::finished{{at::verdict::cms_error, c.error.code}}));
        const auto* end = std::get_if<submit_ended>(&next);
        REQUIRE(end);
        CHECK(end->outcome == c.expected);
    }
}
