#include "config/listen.hpp"

#include "tests/support/catch.hpp"

using hayauma::config::listen_address;
using hayauma::config::parse_listen;

TEST_CASE("an address to listen on is a literal address with a port, or the path of a socket",
          "[config][listen]") {
    struct {
        const char*    name;
        const char*    text;
        listen_address expected;
    } cases[] = {
        {"the default", "127.0.0.1:8080", {"127.0.0.1", 8080, true, ""}},
        {"any of 127.0.0.0/8 is loopback", "127.1.2.3:80", {"127.1.2.3", 80, true, ""}},
        {"every interface is not", "0.0.0.0:8080", {"0.0.0.0", 8080, false, ""}},
        {"a free port", "127.0.0.1:0", {"127.0.0.1", 0, true, ""}},
        {"the highest port", "10.0.0.5:65535", {"10.0.0.5", 65535, false, ""}},
        {"IPv6 loopback", "[::1]:8080", {"::1", 8080, true, ""}},
        {"every interface in IPv6", "[::]:8080", {"::", 8080, false, ""}},
        {"a socket", "unix:/run/hayauma/http.sock", {"", 0, true, "/run/hayauma/http.sock"}},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(parse_listen(c.text) == c.expected);
    }
}

TEST_CASE("what is no address to listen on is refused", "[config][listen]") {
    for (const char* text : {"",
                             ":",
                             "8080",
                             ":8080",
                             "127.0.0.1",
                             "127.0.0.1:",
                             "127.0.0.1:65536",
                             "127.0.0.1:-1",
                             "127.0.0.1:80x",
                             "127.0.0.1: 80",
                             "127.0.0:80",
                             "256.0.0.1:80",
                             "localhost:8080",
                             "::1:8080",
                             "[::1]",
                             "[::1]:",
                             "[::1:8080",
                             "[]:80",
                             "[127.0.0.1]:80",
                             "unix:",
                             "http://127.0.0.1:8080"}) {
        INFO(text);
        CHECK_FALSE(parse_listen(text));
    }
}
