// Every transcript in tests/data/transcripts is played to a whole actor: once with reads as they
// come, once with a read() boundary at every octet.

#include <algorithm>
#include <filesystem>
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
    for (const auto& item : b.modem.script().items) {
        if (item.kind != transcript::item::ready) continue;
        REQUIRE(b.ready());
        b.modem.signal_ready();
        if (item.submit) b.submit();
    }
    const auto sent = static_cast<std::size_t>(
        std::count_if(b.modem.script().items.begin(), b.modem.script().items.end(),
                      [](const transcript::item& item) { return item.submit; }));
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

void check(const bench& b, const std::string& expected, mono_time started) {
    INFO("expect " << expected);
    std::string rest;
    const auto& status = b.actor->status();
    if (begins(expected, "state ", rest))
        CHECK(modem::name(status.state) == rest);
    else if (begins(expected, "rssi ", rest))
        CHECK(told(status.signal.rssi_dbm) == rest);
    else if (begins(expected, "registration ", rest))
        CHECK(was_registered_as(b, rest));
    else if (begins(expected, "report ", rest))
        CHECK(has_event(b, "report " + rest));
    else if (begins(expected, "late ", rest))
        CHECK(has_event(b, "late 42 " + rest));
    else if (begins(expected, "once ", rest))
        CHECK(b.modem.count(rest + "\r") == 1);
    else if (begins(expected, "pin asked ", rest))
        CHECK(b.owner.pin_asked_for.size() == std::stoul(rest));
    else if (begins(expected, "opened ", rest))
        CHECK(b.modem.opened == std::stoi(rest));
    else if (begins(expected, "quiet after Ctrl-Z for ", rest))
        CHECK(quiet_after_payload(b).count() >= std::stoi(rest));
    else if (expected == "never a second submission")
        CHECK(payloads(b) == 1);
    else if (expected == "never <1A>")
        CHECK(payloads(b) == 0);
    else if (begins(expected, "AT+CSCA? not before ", rest))
        CHECK(first_written(b, "AT+CSCA?\r") - started >= std::chrono::seconds(std::stoi(rest)));
    else {
        REQUIRE(b.outcomes.size() == 1);
        CHECK(words(b.outcomes.front()) == expected);
    }
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

TEST_CASE("there are transcripts to play", "[modem][replay]") {
    CHECK(transcript_files().size() >= 16);
}
