// Transcripts of voice calls, which no driver here places: what the channel alone makes of them,
// line by line, once with reads as they come and once with a read for every octet.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "modem/at/exchange.hpp"
#include "modem/session/profile.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transcript.hpp"

using namespace hayauma;
using namespace hayauma::testing;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> transcript_files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(HAYAUMA_TRANSCRIPTS "/calls"))
        files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::string words(at::final_result result) {
    const std::string number = result.number ? " " + std::to_string(*result.number) : "";
    switch (result.what) {
    case at::verdict::ok: return "ok";
    case at::verdict::connect: return "connect";
    case at::verdict::error: return "error";
    case at::verdict::cme_error: return "cme" + number;
    case at::verdict::cms_error: return "cms" + number;
    case at::verdict::aborted: return "aborted";
    case at::verdict::no_carrier: return "no_carrier";
    case at::verdict::busy: return "busy";
    case at::verdict::no_answer: return "no_answer";
    case at::verdict::no_dialtone: return "no_dialtone";
    }
    return "?";
}

struct worded {
    std::string operator()(const at::information& e) const { return "information " + e.text; }
    std::string operator()(const at::prompted&) const { return "prompt"; }
    std::string operator()(const at::finished& e) const { return "finished " + words(e.result); }
    std::string operator()(const at::unsolicited& e) const {
        return "news " + e.text + (e.body.empty() ? "" : " / " + e.body);
    }
    std::string operator()(const at::late_reference& e) const {
        return "late " + std::to_string(e.message_reference);
    }
    std::string operator()(const at::echoed&) const { return "echo"; }
    std::string operator()(const at::deadline_passed&) const { return "deadline"; }
};

using heard = std::vector<std::string>;

heard hear(at::exchange& channel, std::string_view octets, std::size_t a_read, mono_time now) {
    heard all;
    for (std::size_t at = 0; at < octets.size(); at += a_read) {
        CHECK(channel.feed(octets.substr(at, a_read)));
        while (const auto event = channel.next(now)) all.push_back(std::visit(worded{}, *event));
    }
    return all;
}

void play(const transcript& script, std::size_t octets_a_read) {
    using kind = transcript::item;
    at::exchange channel(modem::plain_news());
    mono_time    now{1h};
    heard        said;
    for (const auto& item : script.items) {
        if (item.kind == kind::hears) {
            REQUIRE_FALSE(said.empty());
            CHECK(said.front() == item.octets);
            said.erase(said.begin());
            continue;
        }
        CHECK(said == heard{});  // everything that was heard is written down
        if (item.kind == kind::host) {
            const std::string text = item.octets.substr(0, item.octets.size() - 1);
            REQUIRE_FALSE(channel.busy());
            CHECK(channel.begin(at::make_command(text), now) == item.octets);
        } else if (item.kind == kind::pause) {
            now += item.time;
        } else {
            REQUIRE(item.kind == kind::modem);
            said = hear(channel, item.octets, octets_a_read, now);
        }
    }
    CHECK(said == heard{});
    CHECK_FALSE(channel.busy());
}

}  // namespace

TEST_CASE("how a voice call goes on ends no command wrongly", "[modem][replay]") {
    const std::string file = GENERATE(from_range(transcript_files()));
    const std::size_t octets_a_read = GENERATE(std::size_t{4096}, std::size_t{1});
    const transcript  script = load_transcript(file);
    INFO(script.name << ", " << octets_a_read << " octets a read");
    play(script, octets_a_read);
}

TEST_CASE("there are transcripts of calls to play", "[modem][replay]") {
    CHECK(transcript_files().size() >= 6);
}
