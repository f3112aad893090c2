#include "tests/support/catch.hpp"
#include "tests/unit/config/load_helper.hpp"

using namespace hayauma;
using test::a_client;

namespace {

using lines = std::vector<std::string>;

/// The snippet comes first, so that its lines count from 1; a client without a fault follows.
lines mistakes_of(const std::string& snippet) {
    lines out = test::lines(test::load(snippet + '\n' + a_client));
    for (auto& line : out) {
        const std::string file = "/etc/hayauma/hayauma.toml:";
        REQUIRE(line.starts_with(file));
        line.erase(0, file.size());
    }
    return out;
}

}  // namespace

TEST_CASE("a configuration with five mistakes reports all five, by line", "[config][load]") {
    const auto loaded = test::load(R"([http]
listen = "0.0.0.0:8080"
[queue]
default_ttl_seconds = 601
history_dais = 30
[[modem]]
name = "docomo-1"
[compat]
shapes = "sms"
)" + a_client);
    CHECK(
        test::lines(loaded) ==
        lines{
            "/etc/hayauma/hayauma.toml:2: http.listen: an address that others can reach needs "
            "tls.certificate and tls.key, or insecure_http = true",
            "/etc/hayauma/hayauma.toml:4: queue.default_ttl_seconds: must be 10 to 600, not 601",
            "/etc/hayauma/hayauma.toml:5: queue.history_dais: is not a setting",
            "/etc/hayauma/hayauma.toml:6: modem[0].device: one of device, usb and imei is required",
            "/etc/hayauma/hayauma.toml:9: compat.shapes: must be an array of strings, not a "
            "string"});
}

TEST_CASE("each mistake is named with its line and its key", "[config][load]") {
    const std::string modem = "[[modem]]\nname = \"m\"\n";
    const std::string device = modem + "device = \"/dev/ttyUSB2\"\n";
    struct {
        std::string toml;
        lines       expected;
    } cases[] = {
        // Keys and types.
        {"colour = 1", {"1: colour: is not a setting"}},
        {"[colour]\nx = 1", {"1: colour: is not a setting"}},
        {"[http]\nport = 80", {"2: http.port: is not a setting"}},
        {"[http]\ntls.ca = \"x\"", {"2: http.tls.ca: is not a setting"}},
        {"[template.login]\ncolour = 1", {"2: template.login.colour: is not a setting"}},
        {"queue = 1", {"1: queue: must be a table, not a whole number"}},
        {"[queue]\nhistory_days = \"30\"",
         {"2: queue.history_days: must be a whole number, not a string"}},
        {"[queue]\nhistory_days = 1.5",
         {"2: queue.history_days: must be a whole number, not a number with a fraction"}},
        {"[queue]\nhistory_days = 4294967326", {"2: queue.history_days: is too far from zero"}},
        {"[queue]\nmax_messages = 0", {"2: queue.max_messages: must be 1 or more, not 0"}},
        {"[queue]\ndatabase = \"\"", {"2: queue.database: must be the path of a file"}},
        {"[http]\ninsecure_http = \"yes\"",
         {"2: http.insecure_http: must be true or false, not a string"}},
        {"[http]\nlisten = 8080", {"2: http.listen: must be a string, not a whole number"}},
        {"[template]\ndefault = \"x\"", {"2: template.default: must be a table, not a string"}},
        {"[template.\"a b\"]\n",
         {"1: template.a b: the name must be 1 to 64 letters, digits, '.', '_' or '-'"}},
        // http
        {"[http]\nlisten = \"localhost:8080\"",
         {"2: http.listen: must be ADDRESS:PORT, [IPV6-ADDRESS]:PORT or unix:PATH"}},
        {"[http]\nlisten = \"[::]:8080\"",
         {"2: http.listen: an address that others can reach needs tls.certificate and tls.key, or "
          "insecure_http = true"}},
        {"[http]\nlisten = \"[::]:8080\"\ninsecure_http = true", {}},
        {"[http]\ntls.certificate = \"/nowhere/c.pem\"\ntls.key = \"/nowhere/k.pem\"",
         {"2: http.tls.certificate: /nowhere/c.pem cannot be read: No such file or directory",
          "3: http.tls.key: /nowhere/k.pem cannot be read: No such file or directory"}},
        // numbering, guard, compat
        {"[numbering]\nhome_country = \"+81\"",
         {"2: numbering.home_country: must be a country calling code such as \"81\": one to three "
          "digits, "
          "no +"}},
        {"[numbering]\nallowed_countries = [\n\"81\",\n\"0\"]",
         {"4: numbering.allowed_countries[1]: must be a country calling code such as \"81\": one "
          "to three "
          "digits, no +"}},
        {"[numbering]\nallowed_countries = []",
         {"2: numbering.allowed_countries: must name at least one country"}},
        {"[guard]\nblocked_numbers = [9012345678]",
         {"2: guard.blocked_numbers[0]: must be a string, not a whole number"}},
        {"[guard]\nblocked_numbers = [\"\"]", {"2: guard.blocked_numbers[0]: must not be empty"}},
        {"[compat]\nshapes = [\"sms\", \"smsc\"]",
         {"2: compat.shapes[1]: must be one of sms, twilio, verify, kannel, capcom6, smseagle"}},
        // modem
        {"[modem]\nname = \"m\"", {"1: modem: must be written [[modem]], with two brackets"}},
        {"modem = [1]", {"1: modem[0]: must be a table, not a whole number"}},
        {"[[modem]]\ndevice = \"/dev/ttyUSB2\"", {"1: modem[0].name: is required"}},
        {"[[modem]]\nname = \"a b\"\ndevice = \"/dev/ttyUSB2\"",
         {"2: modem[0].name: must be 1 to 64 letters, digits, '.', '_' or '-'"}},
        {modem, {"1: modem[0].device: one of device, usb and imei is required"}},
        {device + "imei = \"490154203237518\"",
         {"4: modem[0].imei: only one of device, usb and imei can be given"}},
        {device + "usb = \"2c7c:0125\"",
         {"4: modem[0].usb: only one of device, usb and imei can be given"}},
        {device + "serial = \"S\"", {"4: modem[0].serial: is of no use without usb"}},
        {device + "interface = 2", {"4: modem[0].interface: is of no use without usb"}},
        {modem + "usb = \"2c7c0125\"", {"3: modem[0].usb: must be a usb id such as \"2c7c:0125\""}},
        {modem + "usb = \"2c7c:0125\"\ninterface = -1",
         {"4: modem[0].interface: must be 0 to 255"}},
        {modem + "imei = \"49015420323751\"", {"3: modem[0].imei: must be 15 digits"}},
        {modem + "device = \"tcp://10.0.0.5\"",
         {"3: modem[0].device: must be a path or tcp://HOST:PORT"}},
        {modem + "device = \"tcp://10.0.0.5:0\"",
         {"3: modem[0].device: must be a path or tcp://HOST:PORT"}},
        {modem + "device = \"tcp://fd00::5:4001\"",
         {"3: modem[0].device: must be a path or tcp://HOST:PORT"}},
        {modem + "device = \"tcp://[fd00::5]:4001\"", {}},
        {device + "daily_parts = -1", {"4: modem[0].daily_parts: must be 0 or more, not -1"}},
        {device + "daily_parts_hard = 149",
         {"4: modem[0].daily_parts_hard: must not be below daily_parts, which is 150"}},
        {device + "group = \"a b\"",
         {"4: modem[0].group: must be 1 to 64 letters, digits, '.', '_' or '-'"}},
        {device + "group = \"m\"", {"4: modem[0].group: must not be a modem's name"}},
        {device + "pin_file = \"/nowhere/pin\"",
         {"4: modem[0].pin_file: /nowhere/pin cannot be read: No such file or directory"}},
        {modem + "usb = \"2c7c:0125\"\n[[modem]]\nname = \"n\"\nusb = \"2c7c:0125\"", {}},
        {modem + "usb = \"2c7c:0125\"\nserial = \"S\"\n[[modem]]\nname = \"n\"\n"
                 "usb = \"2c7c:0125\"\nserial = \"S\"",
         {"7: modem[1].usb: repeats modem[0].usb"}},
        {device + device,
         {"5: modem[1].name: repeats modem[0].name",
          "6: modem[1].device: repeats modem[0].device"}},
    };
    for (const auto& c : cases) {
        INFO(c.toml);
        CHECK(mistakes_of(c.toml) == c.expected);
    }
}

TEST_CASE("a file that is not TOML is one mistake with its line", "[config][load]") {
    const auto found = mistakes_of("[queue]\nhistory_days = \nmax_messages = 0");
    REQUIRE(found.size() == 1);
    CHECK(found[0].starts_with("2: not TOML: "));
}

TEST_CASE("each mistake in a client is named with its line and its key", "[config][load]") {
    const std::string hash(64, '2');
    const std::string client = "[[client]]\nname = \"c\"\n";
    const std::string token = client + "token_sha256 = \"" + hash + "\"\n";
    const std::string words = "letters, digits, '.', '_' or '-'";
    struct {
        std::string toml;
        lines       expected;
    } cases[] = {
        {token, {}},
        {client,
         {"1: client[0].token_sha256: is required: `hayauma client add NAME` makes a token"}},
        {client + "token_sha256 = []",
         {"3: client[0].token_sha256: is required: `hayauma client add NAME` makes a token"}},
        {client + "token_sha256 = [\"" + hash + "\", 1]",
         {"3: client[0].token_sha256[1]: must be a string, not a whole number"}},
        {client + "token_sha256 = 1",
         {"3: client[0].token_sha256: must be a string or an array of strings, not a whole "
          "number"}},
        {"[[client]]\nname = \"" + std::string(65, 'n') + "\"\ntoken_sha256 = \"" + hash + "\"",
         {"2: client[0].name: must be 1 to 64 " + words}},
        {token + "scopes = []",
         {"4: client[0].scopes: must name at least one of send, read, admin"}},
        {token + "scopes = [\"write\"]",
         {"4: client[0].scopes[0]: must be one of send, read, admin"}},
        {token + "[inbound]\nstore = \"all\"", {"5: inbound.store: must be masked, full or none"}},
        {token + "kind = \"otp\"", {"4: client[0].kind: must be code or text"}},
        {token + "shapes = [\"soap\"]",
         {"4: client[0].shapes[0]: must be one of sms, twilio, verify, kannel, capcom6, smseagle"}},
        {token + "callback_secret_file = \"/nowhere/s\"",
         {"4: client[0].callback_secret_file: /nowhere/s cannot be read: No such file or "
          "directory"}},
        {client + "token_sha256_file = \"/nowhere/t\"",
         {"3: client[0].token_sha256_file: /nowhere/t cannot be read: No such file or directory"}},
        {"[[client]]\nname = \"d\"\ntoken_sha256 = \"" + hash + "\"\n" + token,
         {"6: client[1].token_sha256: repeats client[0].token_sha256"}},
    };
    for (const auto& c : cases) {
        INFO(c.toml);
        CHECK(mistakes_of(c.toml) == c.expected);
    }
    CHECK(test::lines(test::load("")) == lines{"/etc/hayauma/hayauma.toml:1: client: at least one "
                                               "[[client]] is required: `hayauma client "
                                               "add NAME` makes it"});
}

TEST_CASE("a token pasted in place of its hash is refused and not repeated", "[config][load]") {
    const std::string token = "hy_c2VjcmV0LXRva2VuLW5vdC1mb3ItbG9ncy1hdC1hbGw";
    for (const auto& line :
         {"token_sha256 = \"" + token + '"', "token_sha256 = [\"" + token + "\"]",
          "token_sha256 = " + token, "token_sha256 = \"" + token}) {
        INFO(line);
        const auto found = mistakes_of("[[client]]\nname = \"c\"\n" + line);
        REQUIRE(found.size() == 1);
        CHECK(found[0].starts_with("3: "));
        for (std::size_t at = 0; at + 12 <= token.size(); ++at)
            CHECK(found[0].find(token.substr(at, 12)) == std::string::npos);
    }
}

TEST_CASE("tls that is asked for is refused, so that nobody believes to be protected",
          "[config][load]") {
    // Files that exist, so that nothing but the refusal is left.
    const auto found =
        mistakes_of("[http]\nlisten = \"0.0.0.0:8080\"\ntls.certificate = \"/etc/passwd\"\n"
                    "tls.key = \"/etc/passwd\"");
    CHECK(found == lines{"3: http.tls.certificate: tls is not available in this version"});
}

TEST_CASE("a check of another part is reported with its line too", "[config][load]") {
    config::load_options options;
    options.more = [](const config::settings& s) {
        std::vector<config::problem> out;
        for (const auto& [name, one] : s.templates)
            if (one.text.find("{code}") == std::string::npos)
                out.push_back({"template." + name + ".text", "holds no {code}"});
        return out;
    };
    const auto loaded =
        config::load_text(a_client + "[template.login]\ntext = \"Hello\"\n", "h.toml", options);
    CHECK(test::lines(loaded) == lines{"h.toml:6: template.login.text: holds no {code}"});
}
