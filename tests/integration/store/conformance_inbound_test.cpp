#include "tests/integration/store/engines.hpp"
#include "tests/integration/store/stories.hpp"
#include "tests/support/catch.hpp"

#include <set>
#include <vector>

using namespace stories;

namespace {

const std::string sender = "+8190******78";

/// A whole message in GSM 7 bit: its characters are ASCII here.
queue::inbound_part notice(int n, const std::string& text, wall_time at = start) {
    queue::inbound_part part;
    part.id = uuid(n);
    part.modem = "docomo-1";
    part.iccid = "8981100000000000001";
    part.sender = sender;
    part.payload.assign(text.begin(), text.end());
    part.sent_at = at - 3s;
    part.received_at = at;
    return part;
}

queue::inbound_part cut(int n, const std::string& text, int sequence, int total,
                        wall_time at = start, int reference = 7) {
    auto part = notice(n, text, at);
    part.part =
        sms::concatenation{static_cast<std::uint16_t>(reference), sms::reference_width::eight_bit,
                           static_cast<std::uint8_t>(total), static_cast<std::uint8_t>(sequence)};
    return part;
}

std::vector<std::string> texts(message_store& s) {
    std::vector<std::string> all;
    for (const auto& item : s.list_inbound({}).items) all.push_back(item.text.utf8);
    return all;
}

bool kept(const store::inbound_result& r) { return std::holds_alternative<store::inbound_kept>(r); }
bool repeated(const store::inbound_result& r) {
    return std::holds_alternative<store::inbound_repeated>(r);
}
int missing(const store::inbound_result& r) {
    return std::get<store::inbound_waiting>(r).parts_missing;
}

}  // namespace

TEMPLATE_LIST_TEST_CASE("what came to a SIM is shown as it was kept", "[store][inbound]", engines) {
    TestType engine;
    {
        auto       s = engine.open();
        const auto done = s->record_inbound(notice(1, "STOP"));
        REQUIRE(kept(done));
        CHECK(std::get<store::inbound_kept>(done).message.id == uuid(1));
    }
    auto       s = engine.open();  // also after a restart
    const auto shown = s->find_inbound(uuid(1));
    REQUIRE(shown);
    CHECK(shown->id == uuid(1));
    CHECK(shown->modem == "docomo-1");
    CHECK(shown->iccid == "8981100000000000001");
    CHECK(shown->from == sender);
    CHECK(shown->text.utf8 == "STOP");
    CHECK(shown->parts == 1);
    CHECK(shown->parts_missing == 0);
    CHECK(shown->encoding == sms::alphabet::gsm7);
    CHECK(shown->sent_at == start - 3s);
    CHECK(shown->received_at == start);
    CHECK_FALSE(s->find_inbound(uuid(2)));
}

TEMPLATE_LIST_TEST_CASE("parts that come in any order, across a restart, make one message",
                        "[store][inbound]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        CHECK(missing(s->record_inbound(cut(1, "three", 3, 3))) == 2);
        CHECK(missing(s->record_inbound(cut(2, "one ", 1, 3, start + 1s))) == 1);
        CHECK(texts(*s).empty());
    }
    auto s = engine.open();
    REQUIRE(kept(s->record_inbound(cut(3, "two ", 2, 3, start + 2s))));
    const auto items = s->list_inbound({}).items;
    REQUIRE(items.size() == 1);
    CHECK(items[0].text.utf8 == "one two three");
    CHECK(items[0].parts == 3);
    CHECK(items[0].parts_missing == 0);
    CHECK(items[0].id == uuid(2));  // its first part's
    CHECK(items[0].sent_at == start + 1s - 3s);
    CHECK(items[0].received_at == start + 2s);
}

TEMPLATE_LIST_TEST_CASE("a character that two parts cut in two is whole again", "[store][inbound]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    auto     first = cut(1, "", 1, 2);
    auto     second = cut(2, "", 2, 2);
    first.alphabet = second.alphabet = sms::alphabet::ucs2;
    first.payload = {0x96, 0x8A, 0xD8, 0x3D};  // 隊 and half of a pair
    second.payload = {0xDE, 0x00};
    s->record_inbound(first);
    REQUIRE(kept(s->record_inbound(second)));
    CHECK(texts(*s) == std::vector<std::string>{"隊😀"});
    CHECK(s->list_inbound({}).items[0].encoding == sms::alphabet::ucs2);
}

TEMPLATE_LIST_TEST_CASE("what the network repeats is kept once", "[store][inbound]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->record_inbound(notice(1, "STOP"));
    const auto again = [&](int n, wall_time at) {
        auto part = notice(n, "STOP", at);
        part.sent_at = start - 3s;  // the service centre's time stays the same
        return part;
    };
    CHECK(repeated(s->record_inbound(again(2, start + 60s))));
    CHECK(repeated(s->record_inbound(again(3, start + 23h))));
    // Another time, text, sender or SIM is another message.
    CHECK(kept(s->record_inbound(notice(4, "STOP", start + 60s))));
    auto other = again(5, start + 60s);
    other.sender = "157";
    CHECK(kept(s->record_inbound(other)));
    other = again(6, start + 60s);
    other.iccid = "8981200000000000001";
    CHECK(kept(s->record_inbound(other)));
    other = again(7, start + 60s);
    other.payload.push_back('!');
    CHECK(kept(s->record_inbound(other)));
    CHECK(texts(*s).size() == 5);
}

TEMPLATE_LIST_TEST_CASE("without a service centre's time only minutes tell a repetition",
                        "[store][inbound]", engines) {
    TestType   engine;
    auto       s = engine.open();
    const auto timeless = [](int n, wall_time at) {
        auto part = notice(n, "STOP", at);
        part.sent_at.reset();
        return part;
    };
    CHECK(kept(s->record_inbound(timeless(1, start))));
    CHECK(repeated(s->record_inbound(timeless(2, start + 9min))));
    CHECK(kept(s->record_inbound(timeless(3, start + 11min))));
}

TEMPLATE_LIST_TEST_CASE("a repeated part changes nothing, also after its message is whole",
                        "[store][inbound]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->record_inbound(cut(1, "one ", 1, 2));
    CHECK(repeated(s->record_inbound(cut(2, "one ", 1, 2))));
    REQUIRE(kept(s->record_inbound(cut(3, "two", 2, 2))));
    auto late = cut(4, "two", 2, 2);
    late.received_at += 1h;  // its acknowledgement was lost
    CHECK(repeated(s->record_inbound(late)));
    s->tend_inbound(start + 30h, start - 24h);
    CHECK(texts(*s) == std::vector<std::string>{"one two"});
}

TEMPLATE_LIST_TEST_CASE("parts of different senders, references and SIMs are not mixed",
                        "[store][inbound]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->record_inbound(cut(1, "a1", 1, 2));
    auto other_sender = cut(2, "b2", 2, 2);
    other_sender.sender = "157";
    CHECK(missing(s->record_inbound(other_sender)) == 1);
    CHECK(missing(s->record_inbound(cut(3, "c2", 2, 2, start, 8))) == 1);
    auto other_sim = cut(4, "d2", 2, 2);
    other_sim.iccid = "8981200000000000001";
    CHECK(missing(s->record_inbound(other_sim)) == 1);
    auto wide = cut(5, "e2", 2, 2);
    wide.part->width = sms::reference_width::sixteen_bit;
    CHECK(missing(s->record_inbound(wide)) == 1);
    REQUIRE(kept(s->record_inbound(cut(6, "a2", 2, 2))));
    CHECK(texts(*s) == std::vector<std::string>{"a1a2"});
}

TEMPLATE_LIST_TEST_CASE("a reference that is used again closes what was open under it",
                        "[store][inbound]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->record_inbound(cut(1, "old 1 ", 1, 2));
    s->record_inbound(cut(2, "new 1 ", 1, 2, start + 1h));
    REQUIRE(kept(s->record_inbound(cut(3, "new 2", 2, 2, start + 1h))));
    CHECK(texts(*s) == std::vector<std::string>{"new 1 new 2", "old 1 "});
    CHECK(s->find_inbound(uuid(1))->parts_missing == 1);
}

TEMPLATE_LIST_TEST_CASE("what waited a day for its missing parts is shown as it is",
                        "[store][inbound]", engines) {
    TestType engine;
    {
        auto s = engine.open();
        s->record_inbound(cut(1, "one ", 1, 3));
        s->record_inbound(cut(2, "three", 3, 3, start + 1h));
        CHECK(s->tend_inbound(start + 24h, start - 24h) == 0);
        CHECK(texts(*s).empty());
    }
    auto s = engine.open();
    CHECK(s->tend_inbound(start + 24h + 1ms, start - 24h) == 1);
    CHECK(s->tend_inbound(start + 24h + 1ms, start - 24h) == 0);
    const auto shown = s->find_inbound(uuid(1));
    REQUIRE(shown);
    CHECK(shown->text.utf8 == "one three");
    CHECK(shown->parts == 3);
    CHECK(shown->parts_missing == 1);
    CHECK(shown->received_at == start + 1h);
}

TEMPLATE_LIST_TEST_CASE("history ends after its days and at its number of messages",
                        "[store][inbound]", engines) {
    TestType engine;
    auto     s = engine.open();
    s->record_inbound(notice(1, "old", start));
    s->record_inbound(notice(2, "new", start + 48h));
    s->tend_inbound(start + 48h, start + 24h);
    CHECK(texts(*s) == std::vector<std::string>{"new"});

    s->begin_batch();
    const int most = static_cast<int>(queue::inbound_kept_max);
    for (int n = 0; n < most + 5; ++n) {
        s->begin_job();
        s->record_inbound(notice(100 + n, "x", start + 48h + std::chrono::seconds(n)));
        s->end_job();
    }
    s->commit_batch();
    s->tend_inbound(start + 96h, start);
    CHECK_FALSE(s->find_inbound(uuid(2)));
    CHECK_FALSE(s->find_inbound(uuid(104)));
    CHECK(s->find_inbound(uuid(105)));
}

TEMPLATE_LIST_TEST_CASE("parts that fit nothing do not gather without end", "[store][inbound]",
                        engines) {
    TestType engine;
    auto     s = engine.open();
    s->begin_batch();
    const int most = static_cast<int>(queue::inbound_waiting_max);
    for (int n = 0; n < most + 3; ++n) {
        s->begin_job();
        auto part = cut(n, "x", 1, 2, start + std::chrono::seconds(n), n);
        part.part->width = sms::reference_width::sixteen_bit;
        s->record_inbound(part);
        s->end_job();
    }
    s->commit_batch();
    CHECK(s->tend_inbound(start + 1h, start) == 3);
    CHECK(s->tend_inbound(start + 1h, start) == 0);
}

TEMPLATE_LIST_TEST_CASE("inbound goes page by page, newest first, of one modem or all",
                        "[store][inbound]", engines) {
    TestType engine;
    auto     s = engine.open();
    for (int n = 1; n <= 7; ++n) {
        auto part = notice(n, "x", start + std::chrono::seconds(n));
        if (n % 2 == 0) part.modem = "softbank-1";
        s->record_inbound(part);
    }
    for (const auto& modem :
         {std::optional<std::string>{}, std::optional<std::string>("softbank-1")}) {
        for (const int limit : {1, 2, 3, 7, 500}) {
            std::vector<std::string> ids;
            store::inbound_filter    filter{modem, limit, {}};
            do {
                const auto page = s->list_inbound(filter);
                CHECK(static_cast<int>(page.items.size()) <= limit);
                for (const auto& item : page.items) ids.push_back(item.id);
                filter.cursor = page.next_cursor;
            } while (!filter.cursor.empty());
            std::vector<std::string> expected;
            for (int n = 7; n >= 1; --n)
                if (!modem || n % 2 == 0) expected.push_back(uuid(n));
            CHECK(ids == expected);
        }
    }
    CHECK(s->list_inbound({{}, 50, "not ours"}).items.empty());
}

TEMPLATE_LIST_TEST_CASE("a modem stays paused until it is resumed, also after a restart", "[store]",
                        engines) {
    TestType engine;
    {
        auto s = engine.open();
        CHECK(s->paused_modems().empty());
        s->keep_paused("docomo-1", start);
        s->keep_paused("softbank-1", start);
        s->keep_paused("docomo-1", start + 1s);  // twice is as good as once
    }
    auto s = engine.open();
    CHECK(s->paused_modems() == std::vector<std::string>{"docomo-1", "softbank-1"});
    s->keep_resumed("docomo-1");
    s->keep_resumed("docomo-1");
    CHECK(s->paused_modems() == std::vector<std::string>{"softbank-1"});
}
