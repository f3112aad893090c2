#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "config/load.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::config;

namespace {

const std::string example = HAYAUMA_EXAMPLE_CONFIG;

/// The example with `marks` ("#", "##") taken off the settings that are commented out with them.
std::string example_without(std::initializer_list<std::string_view> marks) {
    std::ifstream      in(example);
    std::ostringstream out;
    for (std::string line; std::getline(in, line);) {
        for (const auto mark : marks) {
            const auto next = line.substr(0, mark.size()) == mark ? line[mark.size()] : ' ';
            if (next == '[' || (next >= 'a' && next <= 'z')) line.erase(0, mark.size());
        }
        out << line << '\n';
    }
    return out.str();
}

/// `section.key` for every setting, in comments or not.
std::set<std::string> keys_of(const std::string& toml) {
    std::set<std::string> out;
    std::istringstream    in(toml);
    std::string           section;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('[')) {
            section = line.substr(0, line.find(']'));
            section.erase(0, section.find_first_not_of('['));
        } else if (const auto equals = line.find(" = ");
                   !line.starts_with('#') && equals != line.npos) {
            out.insert(section + '.' + line.substr(0, equals));
        }
    }
    return out;
}

}  // namespace

TEST_CASE("the example file says what holds when it is left out", "[config][example]") {
    const auto loaded = load(example, {});
    CHECK(loaded.values == settings{});
    REQUIRE(loaded.mistakes.size() == 1);  // a client has no default
    CHECK(loaded.mistakes[0].key == "client");
}

TEST_CASE("what the example file comments out is the default as well", "[config][example]") {
    const auto loaded = load_text(example_without({"#"}), example, {});
    for (const auto& one : loaded.mistakes) CHECK(to_string(one) == "");
    settings want;
    want.clients.emplace_back().name = "keycloak";
    want.clients.back().token_sha256 = {std::string(64, '1')};
    want.modems.emplace_back().name = "docomo-1";
    want.modems.back().device = "/dev/serial/by-id/usb-Quectel_EC25-if02";
    CHECK(loaded.values == want);
}

TEST_CASE("the example file's other ways to find a modem are settings too", "[config][example]") {
    const auto loaded = load_text(example_without({"##", "#"}), example, {});
    REQUIRE(loaded.mistakes.size() == 1);
    CHECK(loaded.mistakes[0].what == "only one of device, usb and imei can be given");
}

TEST_CASE("the example file holds every setting there is", "[config][example]") {
    const std::set<std::string> every{"http.listen",
                                      "inbound.store",
                                      "http.insecure_http",
                                      "http.tls.certificate",
                                      "http.tls.key",
                                      "client.name",
                                      "client.token_sha256",
                                      "client.token_sha256_file",
                                      "client.scopes",
                                      "client.shapes",
                                      "client.kind",
                                      "client.callback_secret_file",
                                      "client.allow_query_token",
                                      "queue.database",
                                      "queue.default_ttl_seconds",
                                      "queue.text_ttl_seconds",
                                      "queue.max_messages",
                                      "queue.key_file",
                                      "queue.history_days",
                                      "numbering.home_country",
                                      "numbering.allowed_countries",
                                      "guard.codes_per_number_10_minutes",
                                      "guard.codes_per_number_day",
                                      "guard.client_per_minute",
                                      "guard.blocked_numbers",
                                      "guard.system_per_day",
                                      "template.default.text",
                                      "template.default.app",
                                      "modem.name",
                                      "modem.device",
                                      "modem.usb",
                                      "modem.serial",
                                      "modem.interface",
                                      "modem.imei",
                                      "modem.pin_file",
                                      "modem.daily_parts",
                                      "modem.daily_parts_hard",
                                      "modem.group",
                                      "compat.shapes"};
    CHECK(keys_of(example_without({"##", "#"})) == every);
}
