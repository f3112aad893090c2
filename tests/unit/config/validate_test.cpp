#include "config/validate.hpp"

#include "tests/support/catch.hpp"

using namespace hayauma::config;

namespace {

settings with_client() {
    settings s;
    s.clients.emplace_back().name = "keycloak";
    s.clients.back().token_sha256 = {std::string(64, '1')};
    return s;
}

}  // namespace

TEST_CASE("the defaults lack nothing but a client", "[config][validate]") {
    CHECK(validate(with_client()).empty());
    const auto found = validate(settings{});
    REQUIRE(found.size() == 1);
    CHECK(found[0].key == "client");
}

TEST_CASE("every number is held to the range that stands beside it", "[config][validate]") {
    struct {
        const char* key;
        void (*set)(settings&, int);
        int good_least, good_most;
    } cases[] = {
        {"queue.default_ttl_seconds",
         [](settings& s, int v) { s.queue.default_ttl = std::chrono::seconds(v); }, 10, 600},
        {"queue.text_ttl_seconds",
         [](settings& s, int v) { s.queue.text_ttl = std::chrono::seconds(v); }, 10, 259'200},
        {"queue.history_days", [](settings& s, int v) { s.queue.history_days = v; }, 1, 3'650},
        {"modem[0].interface", [](settings& s, int v) { s.modems[0].usb_interface = v; }, 0, 255},
    };
    for (const auto& c : cases) {
        INFO(c.key);
        settings s = with_client();
        s.modems.emplace_back().name = "m";
        s.modems[0].usb = "2c7c:0125";
        for (const int good : {c.good_least, c.good_most}) {
            c.set(s, good);
            CHECK(validate(s).empty());
        }
        // One below the interface's least is -1, which means that none was given.
        for (const int bad : {c.good_least - 2, c.good_most + 1}) {
            c.set(s, bad);
            const auto found = validate(s);
            REQUIRE(found.size() == 1);
            CHECK(found[0].key == c.key);
            CHECK(found[0].what == "must be " + std::to_string(c.good_least) + " to " +
                                       std::to_string(c.good_most) + ", not " +
                                       std::to_string(bad));
        }
    }
}

TEST_CASE("a limit of the guard may be 0 and not below", "[config][validate]") {
    int guard_settings::*const limits[] = {
        &guard_settings::codes_per_number_10_minutes, &guard_settings::codes_per_number_day,
        &guard_settings::client_per_minute, &guard_settings::system_per_day};
    for (const auto limit : limits) {
        settings s = with_client();
        s.guard.*limit = 0;
        CHECK(validate(s).empty());
        s.guard.*limit = -1;
        REQUIRE(validate(s).size() == 1);
        CHECK(validate(s)[0].what == "must be 0 or more, not -1");
    }
}

TEST_CASE("the path of a socket must fit where the kernel keeps it", "[config][validate]") {
    settings s = with_client();
    s.http.listen = "unix:/" + std::string(106, 'a');
    CHECK(validate(s).empty());
    s.http.listen += 'a';
    REQUIRE(validate(s).size() == 1);
    CHECK(validate(s)[0].key == "http.listen");
}
