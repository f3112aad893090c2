#include "gateway/http/incoming_request.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace hayauma::http;

namespace {

const http_limits limits;

std::string chunked_head() {
    return "POST /v1/messages HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
}

/// The status that a chunked body is refused with; 0 where it is taken, 1 where more is wanted.
unsigned chunk_verdict(std::string body) {
    incoming_request incoming(limits);
    REQUIRE_FALSE(incoming.accept_head(chunked_head()));
    if (const auto bad = incoming.feed(body)) return bad->status;
    return incoming.complete() ? 0 : 1;
}

}  // namespace

TEST_CASE("a body of known length is taken and the next request is left", "[http][incoming]") {
    incoming_request incoming(limits);
    REQUIRE_FALSE(incoming.accept_head(
        "POST /x?y=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nX-Y: z\r\n\r\n"));
    std::string octets = "abcdGET / HTTP/1.1\r\n";
    REQUIRE_FALSE(incoming.feed(octets));
    REQUIRE(incoming.complete());
    CHECK(octets == "GET / HTTP/1.1\r\n");

    const auto whole = incoming.take();
    CHECK(whole.method == "POST");
    CHECK(whole.target == "/x?y=1");
    CHECK(whole.body == "abcd");
    CHECK(whole.value("x-y") == "z");
}

TEST_CASE("a request without a body is complete with its head", "[http][incoming]") {
    incoming_request incoming(limits);
    REQUIRE_FALSE(incoming.accept_head("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(incoming.complete());
    CHECK(incoming.keep_alive());
}

TEST_CASE("chunks are joined, in whatever pieces they come", "[http][incoming]") {
    const std::string body = "4\r\nabcd\r\nA;name=value\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
    for (std::size_t piece = 1; piece <= body.size(); ++piece) {
        INFO(piece);
        incoming_request incoming(limits);
        REQUIRE_FALSE(incoming.accept_head(chunked_head()));
        std::string octets;
        for (std::size_t at = 0; at < body.size(); at += piece) {
            octets += body.substr(at, piece);
            REQUIRE_FALSE(incoming.feed(octets));
        }
        REQUIRE(incoming.complete());
        CHECK(incoming.take().body == "abcd0123456789");
    }
}

TEST_CASE("a trailer never becomes a header field", "[http][incoming]") {
    incoming_request incoming(limits);
    REQUIRE_FALSE(incoming.accept_head(chunked_head()));
    std::string octets = "0\r\nAuthorization: Bearer x\r\nIdempotency-Key: y\r\n\r\n";
    REQUIRE_FALSE(incoming.feed(octets));
    REQUIRE(incoming.complete());
    const auto whole = incoming.take();
    CHECK(whole.count("Authorization") == 0);
    CHECK(whole.count("Idempotency-Key") == 0);
}

TEST_CASE("a chunked body that is none is refused", "[http][incoming]") {
    using namespace std::string_literals;
    struct {
        const char* name;
        std::string body;
        unsigned    expected;
    } cases[] = {
        {"whole", "1\r\na\r\n0\r\n\r\n", 0},
        {"unfinished", "5\r\nab", 1},
        {"no size", "\r\na\r\n0\r\n\r\n", 400},
        {"a size in letters", "xyz\r\na\r\n0\r\n\r\n", 400},
        {"a negative size", "-1\r\na\r\n0\r\n\r\n", 400},
        {"a size with 0x", "0x1\r\na\r\n0\r\n\r\n", 400},
        {"a size of 17 hex digits", "10000000000000001\r\na\r\n0\r\n\r\n", 400},
        {"data longer than its size", "1\r\nab\r\n0\r\n\r\n", 400},
        {"a chunk over the limit", "10001\r\n" + std::string(65537, 'a') + "\r\n0\r\n\r\n", 413},
        {"a line without an end", "1;" + std::string(20'000, 'a'), 400},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        CHECK(chunk_verdict(c.body) == c.expected);
    }
}

TEST_CASE("many small chunks cannot grow past the limit", "[http][incoming]") {
    incoming_request incoming(limits);
    REQUIRE_FALSE(incoming.accept_head(chunked_head()));
    std::optional<refusal> bad;
    std::string            octets;
    for (int i = 0; i < 100'000 && !bad; ++i) {
        octets += "1\r\na\r\n";
        bad = incoming.feed(octets);
    }
    REQUIRE(bad);
    CHECK(bad->status == 413);
}

TEST_CASE("chunk extensions cannot flood", "[http][incoming]") {
    incoming_request incoming(limits);
    REQUIRE_FALSE(incoming.accept_head(chunked_head()));
    std::optional<refusal> bad;
    std::string            octets;
    for (int i = 0; i < 1'000 && !bad; ++i) {
        octets += "1;x=" + std::string(8'000, 'y') + "\r\na\r\n";
        bad = incoming.feed(octets);
    }
    REQUIRE(bad);
    CHECK(bad->status == 413);
}

TEST_CASE("keep-alive follows the version and the Connection field", "[http][incoming]") {
    struct {
        const char* head;
        bool        expected;
    } cases[] = {
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
        {"GET / HTTP/1.0\r\n\r\n", false},
        {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n",
         true},
    };
    for (const auto& c : cases) {
        INFO(c.head);
        incoming_request incoming(limits);
        REQUIRE_FALSE(incoming.accept_head(c.head));
        CHECK(incoming.keep_alive() == c.expected);
    }
}

TEST_CASE("the only expectation that is met is 100-continue", "[http][incoming]") {
    const auto head = [](const std::string& value, const char* version) {
        return "POST / HTTP/" + std::string(version) +
               "\r\nHost: a\r\nContent-Length: 1\r\nExpect: " + value + "\r\n\r\n";
    };
    incoming_request modern(limits);
    REQUIRE_FALSE(modern.accept_head(head("100-Continue", "1.1")));
    CHECK(modern.expects_continue());

    incoming_request old(limits);
    REQUIRE_FALSE(old.accept_head(head("100-continue", "1.0")));
    CHECK_FALSE(old.expects_continue());

    incoming_request strange(limits);
    const auto       bad = strange.accept_head(head("200-ok", "1.1"));
    REQUIRE(bad);
    CHECK(bad->status == 417);
}
