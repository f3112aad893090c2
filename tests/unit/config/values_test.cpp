#include "tests/support/catch.hpp"
#include "tests/unit/config/load_helper.hpp"

using namespace hayauma;
using namespace hayauma::config;
using test::a_client;

TEST_CASE("an empty file has the defaults", "[config][load]") {
    CHECK(test::load("").values == settings{});
}

TEST_CASE("every setting reaches its member", "[config][load]") {
    const auto loaded = test::load(R"(
[http]
listen = "unix:run/http.sock"
insecure_http = true
[[client]]
name = "keycloak"
token_sha256 = ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]
scopes = ["read", "admin"]
shapes = ["kannel"]
kind = "text"
allow_query_token = true
[queue]
database = "data/q.db"
default_ttl_seconds = 10
text_ttl_seconds = 11
max_messages = 12
key_file = "../q.key"
history_days = 13
[inbound]
store = "none"
[numbering]
home_country = "46"
allowed_countries = ["46", "81"]
[guard]
codes_per_number_10_minutes = 1
codes_per_number_day = 2
client_per_minute = 3
blocked_numbers = ["09012345678"]
system_per_day = 4
[template.default]
text = "{code}"
[template.login]
app = "Shop"
[[modem]]
name = "a"
usb = "2C7C:0125"
serial = "S1"
interface = 2
daily_parts = 5
daily_parts_hard = 6
group = "docomo"
[[modem]]
name = "b"
device = "ttys/b"
[[modem]]
name = "c"
device = "tcp://10.0.0.5:4001"
[[modem]]
name = "d"
imei = "490154203237518"
[compat]
shapes = ["verify"]
)");
    settings   want;
    want.http.listen = "unix:/etc/hayauma/run/http.sock";
    want.http.insecure_http = true;
    want.clients = {{"keycloak",
                     {std::string(64, 'a')},
                     "",
                     {scope::read, scope::admin},
                     {"kannel"},
                     message_kind::text,
                     "",
                     true}};
    want.queue = {"/etc/hayauma/data/q.db",
                  std::chrono::seconds(10),
                  std::chrono::seconds(11),
                  12,
                  "/etc/q.key",
                  13};
    want.inbound = {inbound_store::none};
    want.numbering = {"46", {"46", "81"}};
    want.guard = {1, 2, 3, {"09012345678"}, 4};
    want.templates["default"].text = "{code}";
    want.templates["login"].app = "Shop";
    want.modems.resize(4);
    want.modems[0] = {"a", "", "2c7c:0125", "S1", 2, "", "", 5, 6, "docomo"};
    want.modems[1].name = "b";
    want.modems[1].device = "/etc/hayauma/ttys/b";
    want.modems[2].name = "c";
    want.modems[2].device = "tcp://10.0.0.5:4001";
    want.modems[3].name = "d";
    want.modems[3].imei = "490154203237518";
    want.compat.shapes = {"verify"};

    CHECK(test::lines(loaded).empty());
    CHECK(loaded.values == want);
}

TEST_CASE("a hard stop that is left out follows the soft one", "[config][load]") {
    struct {
        const char* given;
        int         soft, hard;
    } cases[] = {
        {"", 150, 190},
        {"daily_parts = 100", 100, 190},
        {"daily_parts = 190", 190, 190},
        {"daily_parts = 500", 500, 500},
        {"daily_parts = 0", 0, 0},
        {"daily_parts_hard = 0", 150, 0},
        {"daily_parts_hard = 150", 150, 150},
        {"daily_parts = 0\ndaily_parts_hard = 20", 0, 20},
    };
    for (const auto& c : cases) {
        INFO(c.given);
        const auto loaded =
            test::load(a_client + "[[modem]]\nname = \"m\"\ndevice = \"/dev/ttyUSB2\"\n" + c.given);
        CHECK(test::lines(loaded).empty());
        CHECK(loaded.values.modems.at(0).daily_parts == c.soft);
        CHECK(loaded.values.modems.at(0).daily_parts_hard == c.hard);
    }
}

TEST_CASE("one token may be given without an array", "[config][load]") {
    CHECK(test::load(a_client).values.clients.at(0).token_sha256 ==
          std::vector<std::string>{std::string(64, '1')});
}
