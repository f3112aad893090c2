#include "modem/sim/fault.hpp"

#include "modem/sim/fault_plan.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

std::string refusal(std::string_view text) {
    const auto parsed = parse_fault(text);
    return parsed ? "taken" : parsed.error().detail;
}

fault with(fault_kind kind, fault_moment moment) { return make_fault(kind, moment); }

}  // namespace

TEST_CASE("every fault, at every moment that it has, is the fault that its description says",
          "[sim][fault]") {
    for (const fault_kind kind : all_fault_kinds) {
        CHECK(applies(kind, usual_moment(kind)));
        CHECK_FALSE(meaning(kind).empty());
        for (const fault_moment moment : all_moments) {
            if (!applies(kind, moment)) continue;
            fault what = with(kind, moment);
            INFO(describe(what));
            CHECK(parse_fault(describe(what)).value() == what);
            what.lasts = 1500ms;
            what.after = 2;
            if (!lasting(kind)) what.uses = 3;
            if (takes(kind, "code")) what.code = 38;
            if (takes(kind, "text") || takes(kind, "as")) what.text = "a \"b\" \\ c\r\nd";
            if (takes(kind, "command")) what.command = "+CSCA";
            if (takes(kind, "sent")) what.sent = true;
            if (takes(kind, "delay")) what.delay = 2h;
            CHECK(parse_fault(describe(what)).value() == what);
            if (!lasting(kind)) what.uses.reset();
            CHECK(parse_fault(describe(what)).value() == what);
        }
    }
}

TEST_CASE("a fault's text says it in words", "[sim][fault]") {
    fault cms = make_fault(fault_kind::cms_error);
    cms.code = 38;
    cms.uses = 3;
    CHECK(parse_fault("cms code=38 times=3").value() == cms);

    fault unplug = with(fault_kind::unplug, fault_moment::after_ctrl_z);
    unplug.sent = true;
    unplug.lasts = 5s;
    unplug.text = "%-2";
    CHECK(parse_fault("  unplug moment=after-ctrl-z  sent=yes for=5s as=%-2 ").value() == unplug);

    fault urc = make_fault(fault_kind::unsolicited);
    urc.text = "+CDS: 25\r\n0791";
    CHECK(parse_fault(R"(urc text="+CDS: 25\n0791")").value() == urc);
    CHECK(describe(urc) == R"(urc text="+CDS: 25\n0791")");
    CHECK(describe(make_fault(fault_kind::silence)) == "silence");
}

TEST_CASE("what is no fault is refused, and the reason helps", "[sim][fault]") {
    CHECK(refusal("").find("no fault is named; there are cms, cme") == 0);
    CHECK(refusal("klingon").find("there is no fault 'klingon'; there are cms") == 0);
    CHECK(refusal("cms=38").find("there is no fault 'cms'") == 0);
    CHECK(refusal("cms 38") == "expected NAME=VALUE instead of '38'");
    CHECK(refusal("cms code=x") == "code is a number from 0 to 1000000");
    CHECK(refusal("cms code=-1") == "code is a number from 0 to 1000000");
    CHECK(refusal("cms times=0") == "times is a number from 1 to 1000000, or the word all");
    CHECK(refusal("cms times=1 times=2") == "times is given twice");
    CHECK(refusal("cms as=x") == "cms has no 'as'");
    CHECK(refusal("unplug times=2") == "unplug has no 'times'");
    CHECK(refusal("unplug as=../x") == "as is a name without '/'");
    CHECK(refusal("unplug for=5") == "for is a duration such as 500ms, 5s, 2m or 1h");
    CHECK(refusal("unplug sent=maybe") == "sent is yes or no");
    CHECK(refusal("urc text=\"x") == "the quotes of text=\"... are not closed");
    CHECK(refusal("cms =3") == "a '=' without a name before it");
    CHECK(refusal("no-prompt moment=idle") == "moment of no-prompt is one of before-prompt");
}

TEST_CASE("durations have one unit", "[sim][fault]") {
    struct {
        const char*                              text;
        std::optional<std::chrono::milliseconds> expected;
    } cases[] = {
        {"0ms", 0ms},
        {"500ms", 500ms},
        {"5s", 5s},
        {"2m", 2min},
        {"1h", 1h},
        {"5", std::nullopt},
        {"-5s", std::nullopt},
        {"s", std::nullopt},
        {"", std::nullopt},
        {"1.5s", std::nullopt},
        {"5 s", std::nullopt},
        {"99999999999h", std::nullopt},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        CHECK(parse_duration(c.text) == c.expected);
        if (c.expected) CHECK(parse_duration(describe(*c.expected)) == c.expected);
    }
    CHECK(describe(90s) == "90s");
    CHECK(describe(120s) == "2m");
}

TEST_CASE("a fault happens as often as it may, after as many as it leaves alone", "[sim][fault]") {
    fault_plan plan;
    fault      limit = make_fault(fault_kind::carrier_limit);
    limit.after = 2;
    limit.uses = 2;
    plan.inject(limit, {});
    std::vector<bool> happened;
    for (int turn = 0; turn < 6; ++turn) {
        happened.push_back(!plan.meet(fault_moment::after_ctrl_z, "", {}).empty());
    }
    CHECK(happened == std::vector{false, false, true, true, false, false});
    CHECK(plan.empty());
}

TEST_CASE("of faults that decide an answer the oldest goes first, the others wait",
          "[sim][fault]") {
    fault_plan  plan;
    const fault first = make_fault(fault_kind::cms_error);
    const fault second = make_fault(fault_kind::plain_error);
    const fault report = make_fault(fault_kind::report_lost);
    for (const fault& what : {first, second, report}) plan.inject(what, {});
    CHECK(plan.meet(fault_moment::after_ctrl_z, "", {}) == std::vector{first, report});
    CHECK(plan.meet(fault_moment::after_ctrl_z, "", {}) == std::vector{second});
}

TEST_CASE("a fault for one command waits for it", "[sim][fault]") {
    fault_plan plan;
    fault      busy = with(fault_kind::cme_error, fault_moment::command);
    busy.command = "+CSCA";
    plan.inject(busy, {});
    CHECK(plan.meet(fault_moment::command, "+CSQ", {}).empty());
    CHECK(plan.meet(fault_moment::command, "+CSCA?", {}).size() == 1);
}

TEST_CASE("what lasts begins at its moment and ends its time later", "[sim][fault]") {
    fault_plan plan;
    fault      gone = with(fault_kind::unplug, fault_moment::after_ctrl_z);
    gone.lasts = 5s;
    const mono_time now{1h};
    plan.inject(gone, now);
    CHECK_FALSE(plan.next_end());
    CHECK_FALSE(plan.in_force(fault_kind::unplug));
    CHECK(plan.meet(fault_moment::after_ctrl_z, "", now + 1min).size() == 1);
    CHECK(plan.meet(fault_moment::after_ctrl_z, "", now + 1min).empty());
    CHECK(plan.in_force(fault_kind::unplug));
    CHECK(plan.next_end() == now + 65s);
    CHECK(plan.take_ended(now + 64s).empty());
    CHECK(plan.take_ended(now + 65s) == std::vector{gone});
    CHECK(plan.empty());

    // What happens is over by the time of its injection, and there is nothing to undo.
    fault urc = make_fault(fault_kind::unsolicited);
    urc.lasts = 5s;
    plan.inject(urc, now);
    CHECK(plan.take_ended(now + 5s).empty());
    CHECK(plan.empty());
}
