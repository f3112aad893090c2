// Every transcript in tests/data/transcripts is played to a whole actor: once with reads as they
// come, once with a read() boundary at every octet.

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "tests/integration/modem/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_pin.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> transcript_files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(HAYAUMA_TRANSCRIPTS))
        if (entry.path().extension() == ".txt") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

/// Goes through the script, doing what only the host's owner can do.
void run(bench& b) {
    b.start();
    std::size_t sent = 0;
    for (const auto& item : b.modem.script().items) {
        if (item.kind != transcript::item::ready) continue;
        REQUIRE(b.run_until([&] {
            return b.modem.script_awaits_ready() && b.outcomes.size() == sent && b.actor->free();
        }));
        b.modem.signal_ready();
        if (!item.submit) continue;
        auto part = sample_part(b.time.now(), b.time.wall_now());
        if (!item.octets.empty()) part.destination = number(item.octets.c_str());
        b.submit(std::move(part));
        ++sent;
    }
    REQUIRE(b.run_until([&] { return b.modem.script_is_over() && b.outcomes.size() == sent; }));
    b.time.advance(b.context, 25s);  // what the modem still has to say, and a round of questions
}

std::string told(const std::optional<int>& value) { return value ? std::to_string(*value) : "-"; }

int payloads(const bench& b) {
    return static_cast<int>(
        std::count_if(b.modem.written.begin(), b.modem.written.end(),
                      [](const auto& w) { return w.octets.find('\x1A') != std::string::npos; }));
}

bool was_registered_as(const bench& b, const std::string& stats) {
    return std::any_of(b.owner.statuses.begin(), b.owner.statuses.end(), [&](const auto& status) {
        const auto& is = status.registration;
        return told(is.creg) + " " + told(is.cgreg) + " " + told(is.cereg) == stats;
    });
}

std::chrono::seconds quiet_after_payload(const bench& b) {
    for (std::size_t i = 0; i + 1 < b.modem.written.size(); ++i)
        if (b.modem.written[i].octets.ends_with('\x1A'))
            return std::chrono::duration_cast<std::chrono::seconds>(b.modem.written[i + 1].at -
                                                                    b.modem.written[i].at);
    return 0s;
}

mono_time first_written(const bench& b, const std::string& octets) {
    for (const auto& w : b.modem.written)
        if (w.octets == octets) return w.at;
    FAIL("never written: " << octets);
    return {};
}

bool has_event(const bench& b, const std::string& event) {
    return std::find(b.owner.events.begin(), b.owner.events.end(), event) != b.owner.events.end();
}

bool begins(const std::string& text, std::string_view with, std::string& rest) {
    if (!text.starts_with(with)) return false;
    rest = text.substr(with.size());
    return true;
}

/// The last command that begins like this one: "AT+CNMI=" of "AT+CNMI=2,1,0,1,0".
std::string last_set(const bench& b, const std::string& like) {
    const std::string begins = like.substr(0, like.find('=') + 1);
    std::string       last;
    for (const auto& w : b.modem.written)
        if (w.octets.starts_with(begins)) last = w.octets.substr(0, w.octets.size() - 1);
    return last;
}

bool has_report(const bench& b) {
    return std::any_of(b.owner.events.begin(), b.owner.events.end(),
                       [](const std::string& event) { return event.starts_with("report "); });
}

using check_of = void (*)(const bench&, const std::string&);

// What an `expect` line may say, and how that is looked at. The first that fits counts; anything
// else is how every submission ended.
const std::pair<std::string_view, check_of> checks[] = {
    {"state ",
     [](const bench& b, const std::string& rest) {
         CHECK(modem::name(b.actor->status().state) == rest);
     }},
    {"can send", [](const bench& b, const std::string&) { CHECK(b.actor->status().can_send); }},
    {"cannot send",
     [](const bench& b, const std::string&) { CHECK_FALSE(b.actor->status().can_send); }},
    {"reason ",
     [](const bench& b, const std::string& rest) {
         CHECK_THAT(b.actor->status().reason, Catch::Contains(rest));
     }},
    {"rssi ",
     [](const bench& b, const std::string& rest) {
         CHECK(told(b.actor->status().signal.rssi_dbm) == rest);
     }},
    {"registration ",
     [](const bench& b, const std::string& rest) { CHECK(was_registered_as(b, rest)); }},
    {"report ",
     [](const bench& b, const std::string& rest) { CHECK(has_event(b, "report " + rest)); }},
    {"no report", [](const bench& b, const std::string&) { CHECK_FALSE(has_report(b)); }},
    {"late ",
     [](const bench& b, const std::string& rest) { CHECK(has_event(b, "late 42 " + rest)); }},
    {"once ",
     [](const bench& b, const std::string& rest) { CHECK(b.modem.count(rest + "\r") == 1); }},
    {"twice ",
     [](const bench& b, const std::string& rest) { CHECK(b.modem.count(rest + "\r") == 2); }},
    {"at most ",
     [](const bench& b, const std::string& rest) {
         const auto space = rest.find(' ');
         CHECK(b.modem.count(rest.substr(space + 1) + "\r") <= std::stoi(rest));
     }},
    {"last set ",
     [](const bench& b, const std::string& rest) { CHECK(last_set(b, rest) == rest); }},
    {"pin asked ",
     [](const bench& b, const std::string& rest) {
         CHECK(std::to_string(b.owner.pin_asked_for.size()) == rest);
     }},
    {"opened ", [](const bench&       b,
                   const std::string& rest) { CHECK(std::to_string(b.modem.opened) == rest); }},
    {"closed at once",
     [](const bench& b, const std::string&) {
         REQUIRE((b.modem.hung_up && b.modem.closed));
         CHECK(*b.modem.closed == *b.modem.hung_up);
     }},
    {"quiet after Ctrl-Z for ",
     [](const bench& b, const std::string& rest) {
         CHECK(quiet_after_payload(b).count() >= std::stoi(rest));
     }},
    {"never a second submission",
     [](const bench& b, const std::string&) { CHECK(payloads(b) == 1); }},
    {"never <1A>", [](const bench& b, const std::string&) { CHECK(payloads(b) == 0); }},
    {"never ",
     [](const bench& b, const std::string& rest) { CHECK(b.modem.count(rest + "\r") == 0); }},
};

void check(const bench& b, const std::string& expected, mono_time started) {
    INFO("expect " << expected);
    std::string rest;
    if (begins(expected, "AT+CSCA? not before ", rest)) {
        CHECK(first_written(b, "AT+CSCA?\r") - started >= std::chrono::seconds(std::stoi(rest)));
        return;
    }
    for (const auto& [with, look] : checks)
        if (begins(expected, with, rest)) return look(b, rest);
    REQUIRE_FALSE(b.outcomes.empty());
    for (const auto& outcome : b.outcomes) CHECK(words(outcome) == expected);
}

}  // namespace

TEST_CASE("what modems were seen to do leads to the right conclusion", "[modem][replay]") {
    const std::string      file = GENERATE(from_range(transcript_files()));
    const std::size_t      octets_a_read = GENERATE(std::size_t{4096}, std::size_t{1});
    const temporary_pin    pin("1234\n");
    config::modem_settings settings;
    settings.pin_file = pin.path();
    bench b(settings);
    b.modem.play(load_transcript(file));
    b.modem.read_octets_max = octets_a_read;
    INFO(b.modem.script().name << ", " << octets_a_read << " octets a read");
    REQUIRE_FALSE(b.modem.script().expected.empty());

    const mono_time started = b.time.now();
    run(b);
    for (const auto& expected : b.modem.script().expected) check(b, expected, started);
}

TEST_CASE("each of the thirty conversations has its transcript", "[modem][replay]") {
    std::set<std::string> numbers, expected;  // "t01"
    for (const auto& entry : std::filesystem::recursive_directory_iterator(HAYAUMA_TRANSCRIPTS))
        if (entry.path().extension() == ".txt")
            numbers.insert(entry.path().filename().string().substr(0, 3));
    for (int n = 1; n <= 30; ++n) expected.insert((n < 10 ? "t0" : "t") + std::to_string(n));
    CHECK(numbers == expected);
}
