#include "gateway/http/server.hpp"

#include <cstdlib>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>

#include "tests/integration/http/raw_client.hpp"
#include "tests/integration/http/running_server.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace hayauma::test;
using namespace std::chrono_literals;

namespace {

const std::string get_livez = "GET /livez HTTP/1.1\r\nHost: gateway\r\n\r\n";

bool has(const std::string& answer, const std::string& what) {
    return answer.find(what) != std::string::npos;
}

struct temporary_folder {
    temporary_folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "hayauma-http-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
        path = name;
    }
    ~temporary_folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

}  // namespace

TEST_CASE("a message posted over a socket is stored once and answered with 201", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send(post_head(good_body.size()) + good_body));
    const auto answer = client.answer();
    CHECK(status_of(answer) == 201);
    CHECK(has(answer, "\r\nLocation: /v1/messages/"));
    CHECK(has(answer, "\r\nX-Request-Id: "));
    CHECK(has(answer, "\r\nDate: "));
    CHECK_FALSE(has(answer, "613142"));
    CHECK(server.stored() == 1);
}

TEST_CASE("a connection is kept for one request after another", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    for (int i = 0; i < 100; ++i) {
        REQUIRE(client.send(get_livez));
        const auto answer = client.answer();
        REQUIRE(status_of(answer) == 200);
        CHECK_FALSE(has(answer, "Connection: close"));
    }
    CHECK(server.connections() == 1);
}

TEST_CASE("pipelined requests are answered in their order", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send(get_livez + post_head(good_body.size()) + good_body +
                        "GET /nothing HTTP/1.1\r\nHost: gateway\r\n\r\n" + "\r\n" + get_livez));
    CHECK(status_of(client.answer()) == 200);
    CHECK(status_of(client.answer()) == 201);
    CHECK(status_of(client.answer()) == 404);
    CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("a request that comes octet by octet is answered like any other", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    for (const char c : post_head(good_body.size()) + good_body) REQUIRE(client.send({&c, 1}));
    CHECK(status_of(client.answer()) == 201);
    CHECK(server.stored() == 1);
}

TEST_CASE("a client that expects it is told to continue, once", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send(post_head(good_body.size(), "Expect: 100-continue\r\n")));
    CHECK(client.answer() == "HTTP/1.1 100 Continue\r\n\r\n");
    REQUIRE(client.send(good_body));
    CHECK(status_of(client.answer()) == 201);

    // Whoever sends the body at once needs no permission.
    REQUIRE(client.send(post_head(good_body.size(), "Expect: 100-continue\r\n") + good_body));
    CHECK(status_of(client.answer()) == 201);
}

TEST_CASE("a body that is too large is refused before it is sent", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send(post_head(70'000, "Expect: 100-continue\r\n")));
    CHECK(status_of(client.answer()) == 413);
}

TEST_CASE("a chunked body is taken", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send(
        "POST /v1/messages HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer token-send\r\n"
        "Transfer-Encoding: chunked\r\n\r\n5\r\n" +
        good_body.substr(0, 5) + "\r\n"));
    REQUIRE(client.send("21\r\n" + good_body.substr(5, 0x21) + "\r\n0\r\n\r\n"));
    REQUIRE(good_body.size() == 5 + 0x21);
    CHECK(status_of(client.answer()) == 201);
    REQUIRE(client.send(get_livez));
    CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("HTTP/1.0 is closed after its answer, unless it asks to be kept", "[http][server]") {
    running_server server;
    raw_client     once(server.address());
    REQUIRE(once.send("GET /livez HTTP/1.0\r\n\r\n"));
    const auto all = once.until_closed();
    CHECK(status_of(all) == 200);
    CHECK(all.ends_with("\r\n\r\nlive\n"));

    raw_client kept(server.address());
    REQUIRE(kept.send("GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
    CHECK(has(kept.answer(), "Connection: keep-alive"));
    REQUIRE(kept.send("GET /livez HTTP/1.0\r\n\r\n"));
    CHECK(status_of(kept.until_closed()) == 200);
}

TEST_CASE("Connection: close is obeyed and confirmed", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send("GET /livez HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n"));
    CHECK(has(client.until_closed(), "\r\nConnection: close\r\n"));
}

TEST_CASE("HEAD gets the head of GET's answer, with its length", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send("HEAD /livez HTTP/1.1\r\nHost: gateway\r\n\r\n" + get_livez));
    const auto head = client.answer(true);
    CHECK(has(head, "\r\nContent-Length: 5\r\n"));
    CHECK(status_of(client.answer()) == 200);  // nothing of a body stood between
}

TEST_CASE("an upgrade to HTTP/2 is ignored", "[http][server]") {
    running_server server;
    raw_client     client(server.address());
    REQUIRE(client.send(post_head(good_body.size(),
                                  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                  "HTTP2-Settings: AAMAAABkAAQBAAAAAAIAAAAA\r\n") +
                        good_body));
    CHECK(status_of(client.answer()) == 201);
    REQUIRE(client.send(get_livez));
    CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("stopping closes what is idle and finishes what is in flight", "[http][server]") {
    running_server server;
    server.with([](running_server& s) { return s.api.gate.hold = true; });
    raw_client idle(server.address());
    raw_client busy(server.address());
    REQUIRE(busy.send(post_head(good_body.size()) + good_body));
    while (server.with([](running_server& s) { return s.api.gate.waiting(); }) == 0)
        std::this_thread::yield();

    auto stopped = server.begin_stop(10s);
    CHECK(idle.until_closed().empty());
    CHECK_THROWS(raw_client(server.address()));
    server.with([](running_server& s) {
        s.api.gate.release();
        return true;
    });
    const auto answer = busy.until_closed();
    CHECK(status_of(answer) == 201);
    CHECK(has(answer, "\r\nConnection: close\r\n"));
    CHECK(stopped.get() == 0);
}

TEST_CASE("stopping does not wait for ever", "[http][server]") {
    running_server server;
    server.with([](running_server& s) { return s.api.gate.hold = true; });
    raw_client busy(server.address());
    REQUIRE(busy.send(post_head(good_body.size()) + good_body));
    while (server.with([](running_server& s) { return s.api.gate.waiting(); }) == 0)
        std::this_thread::yield();

    CHECK(server.begin_stop(1ms).get() == 1);
    CHECK(busy.until_closed().empty());
    server.with([](running_server& s) {
        s.api.gate.release();
        return true;
    });
}

TEST_CASE("a client that leaves before its answer harms nobody", "[http][server]") {
    running_server server;
    for (int i = 0; i < 50; ++i) {
        raw_client client(server.address());
        REQUIRE(client.send(get_livez + get_livez + post_head(good_body.size()) + good_body));
        client.close();
    }
    raw_client client(server.address());
    REQUIRE(client.send(get_livez));
    CHECK(status_of(client.answer()) == 200);
}

TEST_CASE("a unix socket serves its owner and its group", "[http][server]") {
    const temporary_folder folder;
    const auto             path = (folder.path / "http.sock").string();
    {
        running_server server({}, "unix:" + path);
        struct stat    found {};
        REQUIRE(::stat(path.c_str(), &found) == 0);
        CHECK((found.st_mode & 0777) == 0660);
        raw_client client(server.address());
        REQUIRE(client.send(get_livez));
        CHECK(status_of(client.answer()) == 200);

        // A second server does not take the place of one that lives.
        CHECK_THROWS(running_server({}, "unix:" + path));
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a unix socket that a crash left behind is replaced, anything else is not",
          "[http][server]") {
    const temporary_folder folder;
    const auto             path = (folder.path / "http.sock").string();
    {
        const int   fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        path.copy(at.sun_path, sizeof at.sun_path - 1);
        REQUIRE(::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0);
        ::close(fd);
    }
    REQUIRE(std::filesystem::exists(path));
    {
        running_server server({}, "unix:" + path);
        raw_client     client(server.address());
        REQUIRE(client.send(get_livez));
        CHECK(status_of(client.answer()) == 200);
    }
    const auto file = (folder.path / "file").string();
    ::close(::creat(file.c_str(), 0600));
    CHECK_THROWS_AS(running_server({}, "unix:" + file), boost::system::system_error);
    CHECK(std::filesystem::exists(file));
}

TEST_CASE("an address that is taken is named", "[http][server]") {
    running_server server;
    CHECK_THROWS_WITH(running_server({}, server.address()), Catch::Contains(server.address()));
}
