#include "modem/sim/fault_script.hpp"

#include <set>

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::sim;
using namespace std::chrono_literals;

namespace {

std::string refusal(std::string_view text) {
    const auto parsed = parse_fault_script(text);
    return parsed ? "taken" : parsed.error().detail;
}

}  // namespace

TEST_CASE("a line of a script says which modem gets which fault when", "[sim][fault]") {
    fault_script script = parse_fault_script("modem0 at=10s unplug for=5s as=modem0-2").value();
    CHECK(script.modem == "modem0");
    CHECK(script.at == 10s);
    CHECK_FALSE(script.every);
    CHECK(describe(script.what) == "unplug as=modem0-2 for=5s");

    script = parse_fault_script("modem1 every=30s random seed=7").value();
    CHECK(script.modem == "modem1");
    CHECK(script.every == 30s);
    CHECK(script.random);
    CHECK(script.seed == 7);

    script = parse_fault_script("silence for=1s at=0s").value();
    CHECK(script.modem.empty());
    CHECK(script.at == 0s);
    script = parse_fault_script("random for=2s").value();
    CHECK(script.every == 30s);
    CHECK(script.longest == 2s);
}

TEST_CASE("a line that is no script is refused, and the reason helps", "[sim][fault]") {
    CHECK(refusal("modem0").find("there is no fault 'modem0'") == 0);
    CHECK(refusal("").find("no fault is named") == 0);
    CHECK(refusal("modem0 klingon").find("there is no fault 'klingon'") == 0);
    CHECK(refusal("modem0 at=soon reboot") == "at is a duration such as 500ms, 5s, 2m or 1h");
    CHECK(refusal("every=0s reboot") == "every is a duration such as 500ms, 5s, 2m or 1h");
    CHECK(refusal("random seed=x") == "seed is a number");
    CHECK(refusal("random code=1") == "random has no 'code'");
}

TEST_CASE("a schedule gives its faults at their times", "[sim][fault]") {
    const mono_time start{1h};
    fault_schedule  once(parse_fault_script("at=10s reboot").value(), 0, start);
    CHECK(once.next() == start + 10s);
    CHECK(once.take().kind == fault_kind::reboot);
    CHECK_FALSE(once.next());

    fault_schedule again(parse_fault_script("every=30s reboot").value(), 0, start);
    for (int turn = 1; turn <= 3; ++turn) {
        CHECK(again.next() == start + turn * 30s);
        CHECK(again.take().kind == fault_kind::reboot);
    }
    CHECK(fault_schedule(parse_fault_script("reboot").value(), 0, start).next() == start);
}

TEST_CASE("drawn faults are sound, of every kind and moment, and over in time", "[sim][fault]") {
    std::uint64_t                                 state = 7;
    std::set<std::pair<fault_kind, fault_moment>> seen;
    for (int turn = 0; turn < 20'000; ++turn) {
        const fault what = random_fault(state, 5s);
        INFO(describe(what));
        REQUIRE(parse_fault(describe(what)).value() == what);
        REQUIRE(what.lasts);
        REQUIRE(*what.lasts > 0s);
        REQUIRE(*what.lasts <= 5s);
        seen.insert({what.kind, what.moment});
    }
    for (const fault_kind kind : all_fault_kinds) {
        for (const fault_moment moment : all_moments) {
            CHECK(seen.contains({kind, moment}) == applies(kind, moment));
        }
    }
}

TEST_CASE("drawn faults are the same by seed, and others for another modem", "[sim][fault]") {
    const auto drawn = [](const char* spec, unsigned index) {
        fault_schedule           schedule(parse_fault_script(spec).value(), index, {});
        std::vector<std::string> all;
        for (int turn = 0; turn < 20; ++turn) all.push_back(describe(schedule.take()));
        return all;
    };
    CHECK(drawn("random seed=7", 0) == drawn("random seed=7", 0));
    CHECK(drawn("random seed=7", 0) != drawn("random seed=7", 1));
    CHECK(drawn("random seed=7", 0) != drawn("random seed=8", 0));
}
