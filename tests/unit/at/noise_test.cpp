// Answers among everything else that a modem says, wherever a read ends.

#include <string>
#include <vector>

#include "tests/unit/at/printing.hpp"

using namespace hayauma;
using namespace hayauma::at;
using namespace std::chrono_literals;

namespace {

using lines = std::vector<std::string>;

constexpr mono_time now{1h};
const char* const   pdu = "0031000C9118092143658700";

/// One conversation: what is in flight, the lines of its answer, and what must be heard of it.
struct talk {
    const char*        name;
    command            asked;
    bool               submits;  ///< the prompt was answered with the PDU
    lines              answer;
    std::vector<event> expected;
};

final_result ended(verdict what) { return {what, {}}; }

std::vector<talk> talks() {
    const finished ok{ended(verdict::ok)};
    return {
        {"signal",
         make_command("AT+CSQ"),
         false,
         {"+CSQ: 28,99", "OK"},
         {information{"+CSQ: 28,99"}, ok}},
        {"registration",
         make_command("AT+CREG?"),
         false,
         {"+CREG: 2,1,\"00A1\",\"00B2\",7", "OK"},
         {information{"+CREG: 2,1,\"00A1\",\"00B2\",7"}, ok}},
        {"free text", make_command("AT+CGMM"), false, {"EC25", "OK"}, {information{"EC25"}, ok}},
        {"plain error",
         make_command("AT+CPMS=\"SM\""),
         false,
         {"ERROR"},
         {finished{ended(verdict::error)}}},
        {"numbered error",
         make_command("AT+CPIN?"),
         false,
         {"+CME ERROR: 14"},
         {finished{{verdict::cme_error, 14}}}},
        {"submission", make_cmgs(12), true, {"+CMGS: 249", "OK"}, {information{"+CMGS: 249"}, ok}},
        {"refused submission",
         make_cmgs(12),
         true,
         {"+CMS ERROR: 38"},
         {finished{{verdict::cms_error, 38}}}},
        {"stored report",
         make_command("AT+CMGR=3"),
         false,
         {"+CMGR: 0,,4", "00060107", "OK"},
         {information{"+CMGR: 0,,4"}, information{"00060107"}, ok}},
    };
}

// Unasked lines that answer nothing. The second line of +CDS looks like a result on purpose.
const lines noise{
    "^RSSI:26",
    "^HCSQ:\"LTE\",60,52,106,24",
    "+CREG: 5",
    "+CREG: 5,\"25FF\",\"825E\"",
    "+CMTI: \"ME\",15",
    "RING",
    "NO CARRIER",
    "BUSY",
    "+CLIP: \"+819012345678\",145",
    "+CUSD: 1,\"1. OK?\r\n2. ERR\",15",
    "+CDS: 4\r\n00060107",
    "^CONNECT: 1",
    "> ",
    "VOICE CALL: END: 000041",
    "#&/()=?\x01\x7F\x80\xFF",
};

std::string octets_of(const lines& all) {
    std::string octets;
    for (const std::string& line : all) octets += "\r\n" + line + "\r\n";
    return octets;
}

void begin(exchange& channel, const talk& t) {
    channel.begin(t.asked, now);
    if (!t.submits) return;
    CHECK(channel.feed("\r\n> "));
    REQUIRE(channel.next(now) == std::optional<event>(prompted{}));
    channel.send(pdu, submit_result_limit, now);
}

bool is_of_answer(const event& what) {
    return std::holds_alternative<information>(what) || std::holds_alternative<finished>(what);
}

/// What was said of the answer, and how much else was news.
struct heard {
    std::vector<event> answer;
    std::size_t        news = 0;
};

void take(exchange& channel, heard& sum) {
    while (auto next = channel.next(now)) {
        if (is_of_answer(*next))
            sum.answer.push_back(*std::move(next));
        else
            ++sum.news;
    }
}

/// @param cut where one read ends and the next begins; 0: every octet is a read of its own.
heard hear(const talk& t, const std::string& octets, std::size_t cut) {
    exchange channel;
    heard    sum;
    begin(channel, t);
    for (std::size_t at = 0; at < octets.size();) {
        const std::size_t end = cut == 0   ? at + 1
                                : at < cut ? std::min(cut, octets.size())
                                           : octets.size();
        CHECK(channel.feed(std::string_view(octets).substr(at, end - at)));
        take(channel, sum);
        at = end;
    }
    return sum;
}

// A free text has no prefix, so a line that looks like nothing known could be it.
bool could_be(const talk& t, const std::string& line) {
    return t.asked.free_text && !looks_unsolicited(line);
}

}  // namespace

TEST_CASE("noise before every line of an answer hides and adds nothing", "[at][noise]") {
    for (const talk& t : talks()) {
        INFO(t.name);
        lines said;
        for (const std::string& line : t.answer) {
            for (const std::string& between : noise)
                if (!could_be(t, between)) said.push_back(between);
            said.push_back(line);
        }
        const std::string octets = octets_of(said);
        const heard       whole = hear(t, octets, octets.size());
        CHECK(whole.news > 0);
        CHECK(whole.answer == t.expected);
        CHECK(hear(t, octets, 0).answer == t.expected);
    }
}

TEST_CASE("a read may end at any octet of an answer", "[at][noise]") {
    for (const talk& t : talks()) {
        INFO(t.name);
        for (const std::string& between : noise) {
            if (could_be(t, between)) continue;
            lines said{between};
            for (const std::string& line : t.answer) {
                said.push_back(line);
                if (&line != &t.answer.back()) said.push_back(between);
            }
            const std::string octets = octets_of(said);
            for (std::size_t cut = 0; cut < octets.size(); ++cut) {
                if (hear(t, octets, cut).answer == t.expected) continue;
                FAIL_CHECK("cut at " << cut << " with noise " << between);
                break;
            }
        }
    }
}

TEST_CASE("a prompt is found at any cut, whatever stands before it", "[at][noise]") {
    for (const char* sign : {"> ", ">", "> \r\n"}) {
        for (const std::string& before : noise) {
            if (before == "> ") continue;
            const std::string octets = "AT+CMGS=12\r\r\n" + before + "\r\n\r\n" + sign;
            for (std::size_t cut = 0; cut <= octets.size(); ++cut) {
                exchange channel;
                channel.begin(make_cmgs(12), now);
                int prompts = 0;
                for (const auto part : {std::string_view(octets).substr(0, cut),
                                        std::string_view(octets).substr(cut)}) {
                    CHECK(channel.feed(part));
                    while (const auto next = channel.next(now))
                        prompts += std::holds_alternative<prompted>(*next) ? 1 : 0;
                }
                INFO(sign << " after " << before << ", cut at " << cut);
                CHECK(prompts == 1);
            }
        }
    }
}

TEST_CASE("the echo of a PDU is found at any cut, with the prompt before it or not",
          "[at][noise]") {
    for (const std::string front : {"", "> "}) {
        const std::string octets = front + pdu + "\x1A\r\n\r\n+CMGS: 249\r\n\r\nOK\r\n";
        for (std::size_t cut = 0; cut <= octets.size(); ++cut) {
            const talk t{"echo", make_cmgs(12), true, {}, {}};
            const auto got = hear(t, octets, cut);
            INFO("cut at " << cut);
            CHECK(got.news == 1);
            CHECK(got.answer ==
                  std::vector<event>{information{"+CMGS: 249"}, finished{ended(verdict::ok)}});
        }
    }
}

TEST_CASE("an answer is found behind a line that was too long", "[at][noise]") {
    for (const talk& t : talks()) {
        INFO(t.name);
        exchange channel;
        begin(channel, t);
        CHECK_FALSE(channel.feed("\r\n" + std::string(1024 * 1024, 'A')));
        CHECK(channel.held() <= line_octets_max);
        heard sum;
        CHECK(channel.feed(octets_of(t.answer)));
        take(channel, sum);
        CHECK(sum.answer == t.expected);
    }
}
