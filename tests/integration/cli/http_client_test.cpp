#include "gateway/cli/http_client.hpp"

#include <cstdlib>
#include <filesystem>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include "gateway/cli/errors.hpp"
#include "tests/integration/cli/scripted_server.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma;
using namespace std::chrono_literals;
using cli::errc;
using test::answer;
using test::scripted_server;

namespace {

namespace asio = boost::asio;

const cli::http_request get{"GET", "/v1/modems", {}, {}};

cli::http_client client_of(const std::string& url, cli::http_limits limits = {}) {
    return cli::http_client(cli::parse_server_url(url).value(), limits);
}

/// A path for a socket, in a folder that goes with it.
class socket_path {
public:
    socket_path() {
        std::string pattern = (std::filesystem::temp_directory_path() / "hayauma-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
    }
    socket_path(const socket_path&) = delete;
    socket_path& operator=(const socket_path&) = delete;
    ~socket_path() { std::filesystem::remove_all(folder_); }

    std::string text() const { return (folder_ / "http.sock").string(); }

private:
    std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("an answer comes back with its status, its type and its body", "[cli][http]") {
    scripted_server server({answer("201 Created", R"({"id":"1"})")});
    const auto      got =
        client_of(server.url())
            .exchange({"POST", "/v1/messages", {{"Authorization", "Bearer dev"}}, R"({"to":"1"})"});
    REQUIRE(got.has_value());
    CHECK(got->status == 201);
    CHECK(got->content_type == "application/json");
    CHECK(got->body == R"({"id":"1"})");

    const auto& request = server.requests().at(0);
    CHECK(request.starts_with("POST /v1/messages HTTP/1.1\r\n"));
    CHECK(request.find("\r\nHost: " + server.url().substr(7) + "\r\n") != std::string::npos);
    CHECK(request.find("\r\nAuthorization: Bearer dev\r\n") != std::string::npos);
    CHECK(request.find("\r\nContent-Type: application/json\r\n") != std::string::npos);
    CHECK(request.ends_with("\r\n\r\n{\"to\":\"1\"}"));
}

TEST_CASE("a refusal is an answer, not an error", "[cli][http]") {
    scripted_server server(
        {answer("400 Bad Request", R"({"detail":"no"})", "application/problem+json")});
    const auto got = client_of(server.url()).exchange(get);
    REQUIRE(got.has_value());
    CHECK(got->status == 400);
    CHECK(got->content_type == "application/problem+json");
}

TEST_CASE("an answer without a length ends with its connection", "[cli][http]") {
    scripted_server server({"HTTP/1.1 200 OK\r\n\r\nall of it"});
    CHECK(client_of(server.url()).exchange(get).value().body == "all of it");
}

TEST_CASE("a server is reached over a Unix socket too", "[cli][http]") {
    socket_path     path;
    scripted_server server({answer("200 OK", "{}")}, path.text());
    const auto      got = client_of(server.url()).exchange(get);
    REQUIRE(got.has_value());
    CHECK(got->status == 200);
    CHECK(server.requests().at(0).find("\r\nHost: localhost\r\n") != std::string::npos);
}

TEST_CASE("the URL's own path comes before the request's", "[cli][http]") {
    scripted_server server({answer("200 OK", "{}")});
    REQUIRE(client_of(server.url() + "/sms/").exchange(get).has_value());
    CHECK(server.requests().at(0).starts_with("GET /sms/v1/modems HTTP/1.1\r\n"));
}

TEST_CASE("a server that does not answer is given up", "[cli][http]") {
    scripted_server server({scripted_server::silence});
    const auto      got = client_of(server.url(), {5s, 30ms, 1024}).exchange(get);
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::answer_timed_out);
}

TEST_CASE("a server that does not take connections is given up", "[cli][http]") {
    // Linux keeps one connection more than asked for; those after it are not answered.
    using tcp = asio::ip::tcp;
    asio::io_context loop;
    tcp::acceptor    full(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    ::listen(full.native_handle(), 0);
    tcp::socket waiting(loop);
    waiting.connect(full.local_endpoint());

    const auto url = "http://127.0.0.1:" + std::to_string(full.local_endpoint().port());
    const auto got = client_of(url, {30ms, 5s, 1024}).exchange(get);
    REQUIRE(got.has_error());
    CHECK(got.error() == errc::connect_timed_out);
}

TEST_CASE("what is no good answer is told apart", "[cli][http]") {
    struct {
        const char* name;
        std::string octets;
        errc        expected;
    } cases[] = {
        {"closed at once", "", errc::no_answer},
        {"closed in the head", "HTTP/1.1 200 OK\r\nContent-", errc::no_answer},
        {"closed in the body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
         errc::no_answer},
        {"another protocol", "220 mail.example ESMTP\r\n\r\n", errc::not_http},
        {"longer than allowed by its length", answer("200 OK", std::string(1025, 'x')),
         errc::answer_too_large},
        {"longer than allowed without a length", "HTTP/1.1 200 OK\r\n\r\n" + std::string(1025, 'x'),
         errc::answer_too_large},
    };
    for (const auto& c : cases) {
        INFO(c.name);
        scripted_server server({c.octets});
        const auto      got = client_of(server.url(), {5s, 5s, 1024}).exchange(get);
        REQUIRE(got.has_error());
        CHECK(got.error() == c.expected);
    }
}

TEST_CASE("why nothing was reached is said with what to do about it", "[cli][http]") {
    using tcp = asio::ip::tcp;
    asio::io_context loop;
    tcp::acceptor    closed(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    const auto       url = "http://127.0.0.1:" + std::to_string(closed.local_endpoint().port());
    closed.close();

    const auto explain = [](const std::string& at) {
        const auto client = client_of(at);
        const auto got = client.exchange(get);
        REQUIRE(got.has_error());
        return cli::explain(got.error(), client.where());
    };
    CHECK(explain(url) == url + ": nothing listens there (Connection refused): is `hayauma serve` "
                                "or `hayauma dev` running?");

    socket_path path;
    CHECK(explain("unix:" + path.text()) ==
          "unix:" + path.text() +
              ": nothing listens there (No such file or directory): is `hayauma serve` or `hayauma "
              "dev` running?");
    {
        asio::local::stream_protocol::acceptor left(loop, path.text());  // as after a crash
    }
    CHECK(explain("unix:" + path.text()).find("(Connection refused)") != std::string::npos);
    CHECK(explain("unix:/" + std::string(107, 'x')).find("File name too long") !=
          std::string::npos);
}
