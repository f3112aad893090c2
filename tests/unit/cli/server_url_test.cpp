#include "gateway/cli/server_url.hpp"

#include "gateway/cli/errors.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::cli;

TEST_CASE("a gateway's URL is HTTP or the path of a socket", "[cli][url]") {
    struct {
        const char* text;
        server_url  expected;
        const char* authority;
    } cases[] = {
        {"http://127.0.0.1:8080", {"127.0.0.1", 8080, "", "", ""}, "127.0.0.1:8080"},
        {"http://sms.example", {"sms.example", 80, "", "", ""}, "sms.example:80"},
        {"http://sms.example/", {"sms.example", 80, "", "", ""}, "sms.example:80"},
        {"http://sms.example/sms/", {"sms.example", 80, "", "/sms", ""}, "sms.example:80"},
        {"http://[::1]:8080", {"::1", 8080, "", "", ""}, "[::1]:8080"},
        {"HTTP://sms.example:81", {"sms.example", 81, "", "", ""}, "sms.example:81"},
        {"unix:/run/hayauma/http.sock", {"", 80, "/run/hayauma/http.sock", "", ""}, "localhost"},
        {"unix:///run/hayauma/http.sock", {"", 80, "/run/hayauma/http.sock", "", ""}, "localhost"},
        {"unix:http.sock", {"", 80, "http.sock", "", ""}, "localhost"},
    };
    for (auto c : cases) {
        INFO(c.text);
        c.expected.text = c.text;
        const auto read = parse_server_url(c.text);
        REQUIRE(read.has_value());
        CHECK(*read == c.expected);
        CHECK(read->authority() == c.authority);
    }
}

TEST_CASE("what is no URL of a gateway is refused with its reason", "[cli][url]") {
    struct {
        const char* text;
        errc        expected;
    } cases[] = {
        {"", errc::bad_url},
        {"127.0.0.1:8080", errc::bad_url},
        {"localhost", errc::bad_url},
        {"ftp://sms.example", errc::bad_url},
        {"http://", errc::bad_url},
        {"http:///v1", errc::bad_url},
        {"http://sms.example:0", errc::bad_url},
        {"http://sms.example:99999", errc::bad_url},
        {"http://sms.example/?a=b", errc::bad_url},
        {"http://sms.example/#a", errc::bad_url},
        {"http://sms example", errc::bad_url},
        {"unix:", errc::bad_url},
        {"https://sms.example", errc::tls_not_available},
        {"http://user:secret@sms.example", errc::url_holds_user},
    };
    for (const auto& c : cases) {
        INFO(c.text);
        const auto read = parse_server_url(c.text);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error() == c.expected);
        CHECK(read.error().message().find("secret") == std::string::npos);
    }
}
