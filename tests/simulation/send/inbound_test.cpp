#include <fstream>
#include <iterator>
#include <sstream>

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include "modem/sms/segment.hpp"
#include "queue/store/store_error.hpp"
#include "tests/simulation/send/world.hpp"
#include "tests/support/catch.hpp"

namespace hayauma::simulation {
namespace {

/// The parts of a text on their way to a SIM.
std::vector<sms::deliver> sent_by(world& w, const std::string& from, const std::string& text) {
    std::vector<sms::deliver> parts;
    for (const auto& data : sms::segment_text(text, 7).value()) {
        sms::deliver part;
        part.originator = sms::address_from(from).value();
        part.submitted =
            sms::timestamp{std::chrono::floor<std::chrono::seconds>(w.time.wall_now()), 36};
        part.data = sms::raw(data);
        parts.push_back(std::move(part));
    }
    return parts;
}

void arrive(world& w, const std::vector<sms::deliver>& parts) {
    for (const auto& part : parts) w.desk.on_inbound("m0", "8981100000000000001", part);
}

std::string octets_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

const std::string long_notice =
    "ご利用料金のお知らせです。今月のご請求額は12,340円、認証番号は613142です。"
    "お問い合わせは0120-000-000までお願いいたします。このメッセージには返信できません。";

/// A store whose disk is full, or that fails otherwise, for a while.
class failing_gate final : public wiring::store_gate {
public:
    explicit failing_gate(wiring::store_gate& behind) : behind_(behind) {}

    bool           full = true;
    store::trouble why = store::trouble::full;
    int            refused = 0;

    void submit(std::unique_ptr<wiring::store_job> job) override {
        if (!full) return behind_.submit(std::move(job));
        ++refused;
        job->finish(std::make_exception_ptr(store::store_error(why, "it cannot be written")));
    }

private:
    wiring::store_gate& behind_;
};

}  // namespace

TEST_CASE("a carrier's notice in two parts is shown once, whole and masked",
          "[simulation][inbound]") {
    world      w(1);
    const auto parts = sent_by(w, "+819012345678", long_notice);
    REQUIRE(parts.size() == 2);
    arrive(w, {parts[1], parts[0], parts[0], parts[1]});  // out of order, and then again
    REQUIRE(w.run_until([&] { return !w.store->list_inbound({}).items.empty(); }));
    w.time.advance(w.loop, 1min);

    const auto items = w.store->list_inbound({}).items;
    REQUIRE(items.size() == 1);
    CHECK(items[0].from == "+8190******78");
    CHECK(items[0].modem == "m0");
    CHECK(items[0].iccid == "8981100000000000001");
    CHECK(items[0].encoding == sms::alphabet::ucs2);
    CHECK(items[0].parts == 2);
    CHECK(items[0].text.utf8.find("ご利用料金のお知らせです。") == 0);
    CHECK(items[0].text.utf8.find("認証番号は******です。") != std::string::npos);
    CHECK(items[0].text.utf8.find("613142") == std::string::npos);
}

TEST_CASE("what comes to a SIM is neither in the log nor, masked, anywhere on the disk",
          "[simulation][inbound]") {
    std::ostringstream lines;
    const auto         before = spdlog::default_logger();
    const auto         level = spdlog::get_level();
    spdlog::set_default_logger(std::make_shared<spdlog::logger>(
        "", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)));
    spdlog::set_level(spdlog::level::trace);
    {
        world w(1);
        arrive(w, sent_by(w, "+819012345678", "STOP 613142"));
        arrive(w, {sent_by(w, "+819012345678", long_notice)[0]});  // the second never comes
        REQUIRE(w.run_until([&] { return !w.store->list_inbound({}).items.empty(); }));
        w.time.advance(w.loop, 1s);
        for (const auto* name : {"queue.db", "queue.db-wal"}) {
            const auto octets = octets_of(w.folder.file(name));
            for (const auto* secret : {"613142", "9012345678"})
                CHECK(octets.find(secret) == std::string::npos);
        }
    }
    spdlog::set_default_logger(before);
    spdlog::set_level(level);
    CHECK(lines.str().find("inbound: modem=m0 from=\"+8190******78\" part=1/1 result=kept") !=
          std::string::npos);
    for (const auto* secret : {"613142", "9012345678", "STOP", "ご利用"})
        CHECK(lines.str().find(secret) == std::string::npos);
}

TEST_CASE("what is to be kept of messages is set: all, or nothing", "[simulation][inbound]") {
    world               w(1);
    gateway::modem_desk all(w.gate, w.board, w.bell, w.tasks, {config::inbound_store::full});
    gateway::modem_desk nothing(w.gate, w.board, w.bell, w.tasks, {config::inbound_store::none});
    const auto          part = sent_by(w, "+819012345678", "STOP 613142")[0];
    nothing.on_inbound("m0", "", part);
    w.time.advance(w.loop, 1min);
    CHECK(w.store->list_inbound({}).items.empty());

    all.on_inbound("m0", "", part);
    REQUIRE(w.run_until([&] { return !w.store->list_inbound({}).items.empty(); }));
    CHECK(w.store->list_inbound({}).items[0].from == "+819012345678");
    CHECK(w.store->list_inbound({}).items[0].text.utf8 == "STOP 613142");
}

TEST_CASE("a full disk loses no message, and a flood of them does not fill the memory",
          "[simulation][inbound]") {
    world               w(1);
    failing_gate        gate(w.gate);
    gateway::modem_desk desk(gate, w.board, w.bell, w.tasks);
    for (int n = 0; n < 1'100; ++n)
        desk.on_inbound(
            "m0", "",
            sent_by(w, "157",
                    "notice " + std::string(1 + n % 100, 'x') + std::string(1 + n / 100, 'y'))[0]);
    w.time.advance(w.loop, 1min);
    CHECK(w.store->list_inbound({}).items.empty());

    gate.full = false;
    w.time.advance(w.loop, 1min);
    int                   kept = 0;
    store::inbound_filter filter{{}, 500, {}};
    do {
        const auto page = w.store->list_inbound(filter);
        kept += static_cast<int>(page.items.size());
        filter.cursor = page.next_cursor;
    } while (!filter.cursor.empty());
    CHECK(kept == 1'000);
}

TEST_CASE("what a bug of the store keeps out is not tried for ever", "[simulation][inbound]") {
    world        w(1);
    failing_gate gate(w.gate);
    gate.why = store::trouble::bug;
    gateway::modem_desk desk(gate, w.board, w.bell, w.tasks);
    desk.on_inbound("m0", "", sent_by(w, "157", "a notice")[0]);
    w.time.advance(w.loop, 1min);
    CHECK(gate.refused == 3);

    gate.full = false;
    desk.on_inbound("m0", "", sent_by(w, "157", "another notice")[0]);
    w.time.advance(w.loop, 1min);
    CHECK(w.store->list_inbound({}).items.size() == 1);
}

}  // namespace hayauma::simulation
