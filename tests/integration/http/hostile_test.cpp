#include <random>
#include <vector>

#include "tests/integration/http/raw_client.hpp"
#include "tests/integration/http/running_server.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::test;
using namespace std::chrono_literals;

namespace {

/// What must be true after anything that a client does.
void check_unharmed(running_server& server) {
    raw_client client(server.address());
    REQUIRE(client.send("GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n"));
    CHECK(status_of(client.answer()) == 200);
    CHECK(server.stored() == 0);
}

http::http_limits short_limits() {
    http::http_limits limits;
    limits.idle_time = 50ms;
    limits.head_time = 50ms;
    limits.body_time = 50ms;
    limits.write_time = 50ms;
    limits.linger_time = 50ms;
    return limits;
}

}  // namespace

TEST_CASE("a body of 10 MiB is refused, and its sender still reads why", "[http][hostile]") {
    running_server    server;
    const std::string body(10 * 1024 * 1024, 'x');
    SECTION("announced") {
        raw_client client(server.address());
        client.send(post_head(body.size()) + body);
        const auto answer = client.until_closed();
        CHECK(status_of(answer) == 413);
        CHECK(answer.find("\"code\":\"body_too_large\"") != std::string::npos);
    }
    SECTION("in one chunk") {
        raw_client client(server.address());
        client.send("POST /v1/messages HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                    "chunked\r\n\r\nA00000\r\n" +
                    body);
        CHECK(status_of(client.until_closed()) == 413);
    }
    SECTION("in many chunks") {
        raw_client client(server.address());
        client.send("POST /v1/messages HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        const std::string chunk = "400\r\n" + body.substr(0, 1024) + "\r\n";
        for (int i = 0; i < 10'240 && client.send(chunk); ++i) {}
        CHECK(status_of(client.until_closed()) == 413);
    }
    check_unharmed(server);
}

TEST_CASE("a flood of header fields is refused", "[http][hostile]") {
    running_server server;
    raw_client     client(server.address());
    client.send("GET /livez HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 10'000 && client.send("X-Flood: " + std::string(100, 'x') + "\r\n"); ++i) {}
    CHECK(status_of(client.until_closed()) == 431);
    check_unharmed(server);
}

TEST_CASE("one endless header line is refused", "[http][hostile]") {
    running_server server;
    raw_client     client(server.address());
    client.send("GET /livez HTTP/1.1\r\nHost: ");
    for (int i = 0; i < 1'000 && client.send(std::string(1'000, 'x')); ++i) {}
    CHECK(status_of(client.until_closed()) == 431);
    check_unharmed(server);
}

TEST_CASE("a head that never ends gets 408 and is closed", "[http][hostile]") {
    running_server server(short_limits());
    raw_client     client(server.address());
    client.send("GET /livez HT");
    const auto answer = client.until_closed();
    CHECK(status_of(answer) == 408);
    CHECK(answer.find("Connection: close") != std::string::npos);
    CHECK(answer.find("application/problem+json") != std::string::npos);
}

TEST_CASE("the head's time is not prolonged by every octet that comes", "[http][hostile]") {
    auto limits = short_limits();
    limits.head_octets_max = 1024 * 1024 * 1024;
    running_server server(limits);
    raw_client     client(server.address());
    client.send("GET /livez HTTP/1.1\r\nHost: a\r\nX: ");
    while (client.send("x")) {  // with a new limit for each octet this would go on for very long
    }
    SUCCEED("the server ended it");
    check_unharmed(server);
}

TEST_CASE("a body that never ends gets 408 and is closed", "[http][hostile]") {
    running_server server(short_limits());
    raw_client     client(server.address());
    client.send(post_head(good_body.size()) + good_body.substr(0, 10));
    CHECK(status_of(client.until_closed()) == 408);
    CHECK(server.stored() == 0);
}

TEST_CASE("a connection that says nothing is closed without a word", "[http][hostile]") {
    running_server server(short_limits());
    raw_client     client(server.address());
    CHECK(client.until_closed().empty());
    raw_client used(server.address());
    used.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(status_of(used.until_closed()) == 200);
}

TEST_CASE("a client that does not read its answers is cut off", "[http][hostile]") {
    auto limits = short_limits();
    limits.idle_time = 60s;
    running_server server(limits);
    raw_client     client(server.address());
    // Answers that nobody takes fill both sockets' buffers; then the server stops reading too.
    std::string requests;
    for (int i = 0; i < 200; ++i) requests += "GET /v1/nothing HTTP/1.1\r\nHost: a\r\n\r\n";
    while (client.send(requests)) {}
    SUCCEED("the server ended it");
    check_unharmed(server);
}

TEST_CASE("a body cut off by its sender is not a message", "[http][hostile]") {
    running_server server;
    raw_client     client(server.address());
    client.send(post_head(good_body.size() + 1) + good_body);
    client.shutdown_send();
    CHECK(client.until_closed().empty());
    check_unharmed(server);
}

TEST_CASE("smuggled requests are not answered", "[http][hostile]") {
    running_server    server;
    const std::string hidden = "DELETE /v1/messages/x HTTP/1.1\r\nHost: a\r\n\r\n";
    for (const std::string head :
         {"Transfer-Encoding: xchunked\r\n", "Content-Length: 0\r\nContent-Length: 0\r\n",
          "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "X: a\r\n folded\r\n"}) {
        INFO(head);
        raw_client client(server.address());
        client.send("POST /v1/messages HTTP/1.1\r\nHost: a\r\n" + head + "\r\n" + hidden);
        const auto all = client.until_closed();
        CHECK(status_of(all) == 400);
        CHECK(all.find("HTTP/1.1", 8) == std::string::npos);  // one answer, then the end
    }
    check_unharmed(server);
}

TEST_CASE("garbage of all kinds does no harm", "[http][hostile]") {
    running_server                 server(short_limits());
    std::mt19937                   random(20261122);
    const std::vector<std::string> seeds{
        post_head(good_body.size()) + good_body,
        "POST /v1/messages HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        "token-send\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"to\"\r\n0\r\n\r\n",
        "GET /v1/messages?limit=1&status=sent HTTP/1.1\r\nHost: a\r\nAuthorization: Basic "
        "a2V5Y2xvYWs6dG9rZW4tc2VuZA==\r\n\r\n",
    };
    for (int round = 0; round < 300; ++round) {
        std::string octets = seeds[random() % seeds.size()];
        // Every mutation breaks at least one octet of the request's first ten.
        octets[random() % 10] = static_cast<char>(random() % 32);
        for (auto i = random() % 20; i > 0; --i)
            octets[random() % octets.size()] = static_cast<char>(random());
        raw_client client(server.address());
        client.send(octets);
        client.shutdown_send();
        client.until_closed();
    }
    check_unharmed(server);
}

TEST_CASE("the longest idle connection makes room for a new one", "[http][hostile]") {
    http::http_limits limits;
    limits.connections_max = 2;
    running_server server(limits);
    raw_client     first(server.address()), second(server.address());
    for (auto* client : {&first, &second}) {
        REQUIRE(client->send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"));
        REQUIRE(status_of(client->answer()) == 200);
    }
    raw_client third(server.address());
    REQUIRE(third.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(status_of(third.answer()) == 200);
    CHECK(first.until_closed().empty());
    REQUIRE(second.send("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(status_of(second.answer()) == 200);
}

TEST_CASE("where every connection is busy a new one is told so", "[http][hostile]") {
    http::http_limits limits;
    limits.connections_max = 1;
    running_server server(limits);
    server.with([](running_server& s) { return s.api.gate.hold = true; });
    raw_client busy(server.address());
    REQUIRE(busy.send(post_head(good_body.size()) + good_body));
    while (server.with([](running_server& s) { return s.api.gate.waiting(); }) == 0)
        std::this_thread::yield();

    raw_client other(server.address());
    CHECK(status_of(other.until_closed()) == 503);
    server.with([](running_server& s) {
        s.api.gate.release();
        return true;
    });
    CHECK(status_of(busy.answer()) == 201);
}
