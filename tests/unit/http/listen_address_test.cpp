#include "gateway/http/listen_address.hpp"

#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace hayauma::http;

TEST_CASE("a listen address is read and written back the same", "[http][listen]") {
    for (const auto* text : {"127.0.0.1:8080", "0.0.0.0:0", "[::1]:8080", "[::]:65535",
                             "unix:/run/hayauma/http.sock"}) {
        INFO(text);
        const auto address = parse_listen(text);
        REQUIRE(address);
        CHECK(to_text(*address) == text);
    }
}

TEST_CASE("anything else is no listen address", "[http][listen]") {
    for (const auto& text : std::vector<std::string>{
             "", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
             "127.0.0.1:80x", "::1:8080", "[::1]", "[127.0.0.1]:8080", "[]:8080", "localhost:8080",
             "unix:", std::string("unix:/") + std::string(200, 'x')}) {
        INFO(text);
        CHECK_FALSE(parse_listen(text));
    }
}
