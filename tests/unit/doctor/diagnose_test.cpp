#include "gateway/doctor/diagnose.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::doctor;
using Catch::Matchers::Contains;

namespace {

modem_facts able(const std::string& name) {
    modem_facts m;
    m.name = name;
    m.port.device = "/dev/ttyUSB2";
    m.port.state = port_state::open;
    m.answers = true;
    m.sim = at::sim_state::ready;
    m.registration.creg = 1;
    m.smsc = "+81903101652";
    return m;
}

modem_facts unable(const std::string& name) {
    modem_facts m = able(name);
    m.sim = at::sim_state::absent;
    return m;
}

facts good_facts() {
    facts seen;
    seen.config = config_facts{"hayauma.toml", {}, 1, 1, {}};
    store_facts store;
    store.file = "/var/lib/hayauma/queue.db";
    store.folder = "/var/lib/hayauma";
    store.folder_exists = store.folder_writable = store.exists = store.writable = true;
    store.checked = true;
    store.free_octets = 10'000'000'000;
    seen.store = store;
    seen.modems = {able("a")};
    return seen;
}

std::string errors_of(const diagnosis& found) {
    std::string all;
    for (const finding& f : found.findings)
        if (f.how == level::error) all += f.subject + ": " + f.what + " -> " + f.advice + "\n";
    return all;
}

bool says(const diagnosis& found, level how, const std::string& words) {
    return std::any_of(found.findings.begin(), found.findings.end(), [&](const finding& f) {
        return f.how == how && f.what.find(words) != f.what.npos;
    });
}

}  // namespace

TEST_CASE("one modem that can send is enough", "[doctor]") {
    facts seen = good_facts();
    seen.modems.push_back(unable("b"));
    const auto found = diagnose(seen);
    CHECK(found.can_send);
    CHECK(found.because == "a can send");
    CHECK_THAT(errors_of(found), Contains("b: no SIM is inserted"));
}

TEST_CASE("without a modem that can send nothing goes out", "[doctor]") {
    facts seen = good_facts();
    seen.modems = {unable("a"), unable("b")};
    auto found = diagnose(seen);
    CHECK(!found.can_send);
    CHECK(found.because == "a: no SIM is inserted");
    seen.modems.clear();
    found = diagnose(seen);
    CHECK(!found.can_send);
    CHECK(found.because == "no modem was found");
}

TEST_CASE("a machine without any modem is told to get one", "[doctor]") {
    CHECK_THAT(errors_of(diagnose(facts{})), Contains("modems: no modem was found -> plug one in"));
}

TEST_CASE("mistakes of the configuration are all named, and nothing goes out", "[doctor][config]") {
    facts seen = good_facts();
    seen.config->mistakes = {"x.toml:3: queue.history_days: too many", "x.toml:9: modem: name"};
    const auto found = diagnose(seen);
    CHECK(!found.can_send);
    CHECK_THAT(found.because, Contains("x.toml:3: queue.history_days: too many"));
    CHECK_THAT(errors_of(found), Contains("x.toml:3") && Contains("x.toml:9"));
}

TEST_CASE("a configuration without a modem cannot send", "[doctor][config]") {
    facts seen = good_facts();
    seen.config->modems = 0;
    seen.modems.clear();
    CHECK_THAT(errors_of(diagnose(seen)), Contains("there is no [[modem]]"));
}

TEST_CASE("a secret that everybody may read is a warning", "[doctor][config]") {
    facts seen = good_facts();
    seen.config->readable_secrets = {"/etc/hayauma/pin"};
    const auto found = diagnose(seen);
    CHECK(found.can_send);
    CHECK(says(found, level::warning, "/etc/hayauma/pin can be read by every user"));
}

TEST_CASE("faults of the database, one after the other", "[doctor][store]") {
    struct row {
        void (*spoil)(store_facts&);
        const char* words;
    };
    const row rows[] = {
        {[](store_facts& s) { s.folder_exists = false; }, "does not exist"},
        {[](store_facts& s) { s.folder_writable = false; }, "may not write into"},
        {[](store_facts& s) { s.writable = false; }, "may not write /var/lib/hayauma/queue.db"},
        {[](store_facts& s) { s.trouble = "queue.db is damaged"; }, "queue.db is damaged"},
        {[](store_facts& s) { s.free_octets = 1'000'000; }, "only 0 MiB are free"},
    };
    for (const row& one : rows) {
        facts seen = good_facts();
        one.spoil(*seen.store);
        const auto found = diagnose(seen);
        CHECK(!found.can_send);
        CHECK_THAT(found.because, Contains(one.words));
        CHECK_THAT(errors_of(found), Contains(one.words));
    }
}

TEST_CASE("little space is a warning, and no database yet is no fault", "[doctor][store]") {
    facts seen = good_facts();
    seen.store->free_octets = 100'000'000;
    seen.store->exists = seen.store->writable = false;
    const auto found = diagnose(seen);
    CHECK(found.can_send);
    CHECK(says(found, level::warning, "only 95 MiB are free"));
    CHECK(says(found, level::ok, "is made at the first start"));
}

TEST_CASE("a gateway that is running is believed", "[doctor][gateway]") {
    facts seen = good_facts();
    seen.store.reset();
    seen.modems.clear();
    seen.gateway = {true, "http://127.0.0.1:8080", true, "", true, {}};
    auto found = diagnose(seen);
    CHECK(found.can_send);
    CHECK(found.because == "the gateway that is running says so");
    CHECK(says(found, level::warning, "does not say how its modems are"));

    seen.gateway = {true, "http://127.0.0.1:8080", false, "no_modem", true, {}};
    found = diagnose(seen);
    CHECK(!found.can_send);
    CHECK(found.because == "the gateway says: no_modem");

    seen.gateway = {true, "process 812, hayauma", std::nullopt, "", true, {}};
    found = diagnose(seen);
    CHECK(!found.can_send);
    CHECK(found.because == "the gateway that is running does not answer");
    CHECK(says(found, level::warning, "does not answer over HTTP"));
}

TEST_CASE("what a running gateway says of its modems is repeated", "[doctor][gateway]") {
    facts seen = good_facts();
    seen.modems.clear();
    seen.gateway = {true, "http://127.0.0.1:8080", true, "", false, {}};
    seen.gateway.modems = {{"a", "ready", "", "/dev/ttyUSB2", true},
                           {"b", "sim", "SIM not inserted", "", false}};
    auto found = diagnose(seen);
    CHECK(found.can_send);
    CHECK(found.because == "a can send");
    CHECK_THAT(errors_of(found), Contains("b: the gateway says that it cannot send: SIM not "
                                          "inserted"));

    // Its database fails: that its modems could send does not help.
    seen.gateway.ready = false;
    seen.gateway.not_ready = "store_unavailable";
    found = diagnose(seen);
    CHECK(!found.can_send);
    CHECK(found.because == "the gateway says: store_unavailable");
}
