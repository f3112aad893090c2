#include "gateway/http/request_head.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace hayauma::http;

namespace {

/// What a whole head, fed at once, is answered with; 0 where it is accepted.
unsigned verdict(const std::string& octets) {
    const http_limits limits;
    head_scanner      scanner;
    switch (scanner.scan(octets)) {
    case head_scanner::progress::malformed: return 400;
    case head_scanner::progress::incomplete: return 1;
    case head_scanner::progress::complete: break;
    }
    const auto bad = check_head(scanner.head(octets), limits);
    return bad ? bad->status : 0;
}

std::string get(const std::string& fields) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}
std::string post(const std::string& fields) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
}

}  // namespace

TEST_CASE("a head is accepted, or refused with the status that fits", "[http][head]") {
    using namespace std::string_literals;
    struct {
        const char* name;
        std::string octets;
        unsigned    expected;
    } cases[] = {
        // Accepted
        {"the shortest", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 0},
        {"HTTP/1.0 with Host", "GET / HTTP/1.0\r\nHost: a\r\n\r\n", 0},
        {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 0},
        {"Host with a port", "GET / HTTP/1.1\r\nHost: example.com:8080\r\n\r\n", 0},
        {"Host is an IPv6 address", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 0},
        {"one empty line before", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"absolute form", "GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"an unknown method", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"no space after the colon", "GET / HTTP/1.1\r\nHost:a\r\n\r\n", 0},
        {"space and tab around a value", get("X: \t a b \t\r\n"), 0},
        {"an empty value", get("X:\r\n"), 0},
        {"UTF-8 in a value", get("X: \xc3\xa9\r\n"), 0},
        {"a length of zero", post("Content-Length: 0\r\n"), 0},
        {"the largest body", post("Content-Length: 65536\r\n"), 0},
        {"chunked", post("Transfer-Encoding: chunked\r\n"), 0},
        {"Chunked in capitals", post("transfer-encoding: CHUNKED\r\n"), 0},
        {"an h2c upgrade (seen: JDK HttpClient)",
         post("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: "
              "AAMAAABkAAQBAAAAAAIAAAAA\r\n"
              "Content-Length: 2\r\n"),
         0},
        // Line ends and control characters
        {"bare LF everywhere", "GET / HTTP/1.1\nHost: a\n\n", 400},
        {"bare LF after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
        {"bare CR in a value", get("X: a\rb\r\n"), 400},
        {"bare CR before CR LF", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", 400},
        {"LF CR", "GET / HTTP/1.1\n\rHost: a\r\n\r\n", 400},
        {"NUL in a value", get("X: a\0b\r\n"s), 400},
        {"NUL in the target", "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s, 400},
        {"DEL in a value", get("X: a\x7f\r\n"), 400},
        {"ESC in a value", get("X: \x1b[31m\r\n"), 400},
        {"vertical tab in a value", get("X: a\vb\r\n"), 400},
        {"two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a TLS greeting", "\x16\x03\x01\x02\x00\x01"s, 400},
        {"an SSH banner", "SSH-2.0-OpenSSH_9.2\r\n\r\n", 400},
        // Request line
        {"no version", "GET /\r\nHost: a\r\n\r\n", 400},
        {"only a method", "GET\r\nHost: a\r\n\r\n", 400},
        {"no target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"two spaces before the version", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a space before the method", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a space after the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400},
        {"a tab between", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a colon in the method", "GE:T / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"UTF-8 in the target", "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"a lower-case protocol", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        {"a version of three digits", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400},
        {"a version of letters", "GET / HTTP/1.x\r\nHost: a\r\n\r\n", 400},
        {"HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
        {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505},
        {"HTTP/3.0", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        {"a target over 8 KiB", "GET /" + std::string(8192, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n",
         414},
        // Fields
        {"a folded value", get("X: a\r\n b\r\n"), 400},
        {"a value folded with a tab", get("X: a\r\n\tb\r\n"), 400},
        {"the first field begins with a space", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"a space before the colon", get("X : a\r\n"), 400},
        {"a tab before the colon", get("X\t: a\r\n"), 400},
        {"no colon", get("X\r\n"), 400},
        {"no name", get(": a\r\n"), 400},
        {"a space in the name", get("X Y: a\r\n"), 400},
        {"brackets in the name", get("X(Y): a\r\n"), 400},
        {"UTF-8 in the name", get("\xc3\xa9: a\r\n"), 400},
        {"101 fields", get([] {
             std::string f;
             for (int i = 0; i < 100; ++i) f += "X: a\r\n";
             return f;
         }()),
         431},
        // Host
        {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
        {"two Hosts", get("Host: b\r\n"), 400},
        {"two equal Hosts", get("Host: a\r\n"), 400},
        {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        {"a list of Hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
        {"a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"a Host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
        // Framing
        {"two lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n"), 400},
        {"two equal lengths", post("Content-Length: 5\r\nContent-Length: 5\r\n"), 400},
        {"a list of lengths", post("Content-Length: 5, 5\r\n"), 400},
        {"an empty length", post("Content-Length:\r\n"), 400},
        {"a negative length", post("Content-Length: -1\r\n"), 400},
        {"a length with a plus", post("Content-Length: +5\r\n"), 400},
        {"a length in hex", post("Content-Length: 0x5\r\n"), 400},
        {"a length with a space inside", post("Content-Length: 5 5\r\n"), 400},
        {"a length with a fraction", post("Content-Length: 5.0\r\n"), 400},
        {"a length in full-width digits", post("Content-Length: \xef\xbc\x95\r\n"), 400},
        {"one octet too long a body", post("Content-Length: 65537\r\n"), 413},
        {"a length over 64 bits", post("Content-Length: 99999999999999999999\r\n"), 413},
        {"a length that wraps to 5", post("Content-Length: 18446744073709551621\r\n"), 413},
        {"length and chunked", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400},
        {"chunked and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400},
        {"xchunked (Beast: an empty body)", post("Transfer-Encoding: xchunked\r\n"), 400},
        {"identity", post("Transfer-Encoding: identity\r\n"), 400},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n"), 400},
        {"chunked, chunked", post("Transfer-Encoding: chunked, chunked\r\n"), 400},
        {"chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
         400},
        {"chunked with a parameter", post("Transfer-Encoding: chunked;a=b\r\n"), 400},
        {"quoted chunked", post("Transfer-Encoding: \"chunked\"\r\n"), 400},
        {"an empty encoding", post("Transfer-Encoding:\r\n"), 400},
        {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(verdict(c.octets) == c.expected);
    }
}

TEST_CASE("a head is found the same whether it comes at once or octet by octet", "[http][head]") {
    const std::string octets = "\r\nGET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\nrest";
    head_scanner      scanner;
    for (std::size_t size = 0; size < octets.size() - 4; ++size) {
        INFO(size);
        REQUIRE(scanner.scan(std::string_view(octets).substr(0, size)) ==
                head_scanner::progress::incomplete);
    }
    REQUIRE(scanner.scan(octets) == head_scanner::progress::complete);
    CHECK(scanner.size() == octets.size() - 4);
    CHECK(scanner.head(octets) == "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n");
}

TEST_CASE("a refusal never repeats what was sent", "[http][head]") {
    const auto bad = check_head("GET / HTTP/1.1\r\nsecret613142\r\n\r\n", http_limits{});
    REQUIRE(bad);
    CHECK(bad->detail.find("613142") == std::string_view::npos);
}
