#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "gateway/cli/follow.hpp"
#include "gateway/cli/inbound.hpp"
#include "gateway/cli/messages.hpp"
#include "gateway/cli/modems.hpp"
#include "gateway/cli/send.hpp"
#include "tests/integration/cli/scripted_server.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/run_command.hpp"

using namespace hayauma;
using namespace std::chrono_literals;
using test::answer;
using test::scripted_server;

namespace {

const std::string id = "0193a5c0-0000-7000-8000-000000000001";

std::string message(const std::string& status, bool finished = false) {
    return answer("200 OK", R"({"id":")" + id + R"(","status":")" + status + R"(","finished_at":)" +
                                (finished ? R"("2026-11-22T03:04:05.678Z")" : "null") +
                                R"(,"error":null,"attempts":[]})");
}

std::string accepted() {
    return answer("201 Created", R"({"id":")" + id + R"(","status":"queued"})");
}

std::string problem(const std::string& status, const std::string& body) {
    return answer(status, body, "application/problem+json");
}

test::command_result run(const scripted_server& server, std::vector<std::string> arguments,
                         const std::string& in = {}) {
    arguments.insert(arguments.end(), {"--url", server.url(), "--token", "dev"});
    return test::run_command(arguments,
                             {cli::add_send_command, cli::add_modems_command,
                              cli::add_messages_command, cli::add_inbound_command},
                             in);
}

std::string body_of(const std::string& request) {
    return request.substr(request.find("\r\n\r\n") + 4);
}

/// Asks without a pause: time is no part of these tests.
cli::follow_end follow(const scripted_server& server, std::ostream* out, int silences_max = 3) {
    return cli::follow(cli::gateway_api({server.url(), "dev"}), id, {0ms, silences_max}, out);
}

}  // namespace

TEST_CASE("`send` submits a code and prints its id", "[cli][send]") {
    scripted_server server({accepted()});
    const auto ended = run(server, {"send", "090-1234-5678", "--code", "613142", "--ttl", "120",
                                    "--idempotency-key", "k-1"});
    CHECK(ended.code == 0);
    CHECK(ended.out == id + "\n");
    CHECK(ended.err.empty());

    const auto& request = server.requests().at(0);
    CHECK(request.starts_with("POST /v1/messages HTTP/1.1\r\n"));
    CHECK(request.find("\r\nAuthorization: Bearer dev\r\n") != std::string::npos);
    CHECK(request.find("\r\nIdempotency-Key: k-1\r\n") != std::string::npos);
    CHECK(body_of(request) == R"({"to":"090-1234-5678","code":"613142","ttl_seconds":120})");
}

TEST_CASE("`send` without a code takes the whole text from standard input", "[cli][send]") {
    scripted_server server({accepted()});
    CHECK(run(server, {"send", "+819012345678"}, "本日は閉店しました。\n").code == 0);
    const auto body = boost::json::parse(body_of(server.requests().at(0))).as_object();
    CHECK(body.at("text").as_string() == "本日は閉店しました。");
    CHECK_FALSE(body.contains("code"));
}

TEST_CASE("`send` takes its server and token from the environment", "[cli][send]") {
    scripted_server server({accepted()});
    ::setenv("HAYAUMA_URL", server.url().c_str(), 1);
    ::setenv("HAYAUMA_TOKEN", "from-environment", 1);
    const auto ended =
        test::run_command({"send", "09012345678", "--code", "613142"}, {cli::add_send_command});
    ::unsetenv("HAYAUMA_URL");
    ::unsetenv("HAYAUMA_TOKEN");
    CHECK(ended.code == 0);
    CHECK(server.requests().at(0).find("Bearer from-environment\r\n") != std::string::npos);
}

TEST_CASE("a refused message ends `send` with the gateway's words", "[cli][send]") {
    scripted_server server({problem("400 Bad Request",
                                    R"({"title":"Bad Request","status":400,"detail":"to is refused",
        "code":"invalid_prefix","errors":[{"pointer":"/to","detail":"no mobile number"}]})")});
    const auto      ended = run(server, {"send", "0312345678", "--code", "613142"});
    CHECK(ended.code == 1);
    CHECK(ended.out.empty());
    CHECK(ended.err == "hayauma: to is refused (invalid_prefix)\n  /to: no mobile number\n");
}

TEST_CASE("who gives no token is told how", "[cli][send]") {
    scripted_server server(
        {problem("401 Unauthorized", R"({"detail":"no token","code":"unauthorized"})")});
    const auto ended =
        test::run_command({"send", "09012345678", "--code", "613142", "--url", server.url()},
                          {cli::add_send_command});
    CHECK(ended.code == 1);
    CHECK(ended.err == "hayauma: no token (unauthorized)\n  give --token or set HAYAUMA_TOKEN\n");
    CHECK(server.requests().at(0).find("Authorization") == std::string::npos);
}

TEST_CASE("an answer that is not Hayauma's ends `send`", "[cli][send]") {
    for (const auto& octets : {answer("200 OK", "<html>", "text/html"), answer("200 OK", "[]"),
                               answer("200 OK", "{}")}) {
        scripted_server server({octets});
        const auto      ended = run(server, {"send", "09012345678", "--code", "613142"});
        CHECK(ended.code == 1);
        CHECK(ended.err ==
              "hayauma: the answer is not JSON as Hayauma writes it: does the URL lead "
              "to it?\n");
    }
}

TEST_CASE("`send --wait` ends well once the message is sent", "[cli][send]") {
    scripted_server server({accepted(), message("sent", true)});
    const auto      ended = run(server, {"send", "09012345678", "--code", "613142", "--wait"});
    CHECK(ended.code == 0);
    CHECK(ended.out == id + "\n");
    CHECK(server.requests().at(1).starts_with("GET /v1/messages/" + id + " HTTP/1.1\r\n"));
}

TEST_CASE("`send --wait` ends badly where the message is not sent, and the id is known",
          "[cli][send]") {
    scripted_server server({accepted(), message("expired", true)});
    const auto      ended = run(server, {"send", "09012345678", "--code", "613142", "--wait"});
    CHECK(ended.code == 1);
    CHECK(ended.out == id + "\n");
    CHECK(ended.err == "hayauma: the message was not sent: expired\n");
}

TEST_CASE("a message is followed through every status, each told once", "[cli][follow]") {
    scripted_server    server({message("queued"), message("queued"), message("sending"),
                               message("unconfirmed"), message("sending"), message("sent", true)});
    std::ostringstream out;
    CHECK(follow(server, &out).sent);
    CHECK(out.str() == "queued\nsending\nunconfirmed\nsending\nsent\n");
}

TEST_CASE("a gateway that is away for a moment does not end the following", "[cli][follow]") {
    scripted_server server({"", problem("503 Service Unavailable", R"({"detail":"starting"})"),
                            message("sending"), "", "", "", message("sent", true)});
    CHECK(follow(server, nullptr).sent);
}

TEST_CASE("a gateway that stays away ends the following, with the id", "[cli][follow]") {
    scripted_server server({message("queued"), "", "", "", ""});
    const auto      end = follow(server, nullptr);
    CHECK_FALSE(end.sent);
    CHECK(end.words == "the gateway no longer answers; the message " + id + " is in its queue");
    CHECK(server.requests().size() == 5);
}

TEST_CASE("a refusal ends the following at once", "[cli][follow]") {
    scripted_server server(
        {problem("403 Forbidden", R"({"detail":"the client may not read","code":"forbidden"})")});
    const auto end = follow(server, nullptr);
    CHECK_FALSE(end.sent);
    CHECK(end.words == "the client may not read (forbidden)");
}

TEST_CASE("how a message ended is told with its error and its modem", "[cli][follow]") {
    const std::string error = R"("error":{"family":"cms","code":38,"name":"network_out_of_order"})";
    struct {
        const char* status;
        const char* words;
    } cases[] = {
        {"failed", "the message was not sent: failed: cms 38 network_out_of_order (kddi-1)"},
        {"undelivered", "the message was sent and not delivered: undelivered: cms 38 "
                        "network_out_of_order (kddi-1)"},
        {"unconfirmed", "the message may have been sent, and may not: unconfirmed: cms 38 "
                        "network_out_of_order (kddi-1)"},
    };
    for (const auto& c : cases) {
        scripted_server server({answer(
            "200 OK", std::string(R"({"status":")") + c.status + R"(","finished_at":"2026",)" +
                          error + R"(,"attempts":[{"modem":"docomo-1"},{"modem":"kddi-1"}]})")});
        const auto      end = follow(server, nullptr);
        CHECK_FALSE(end.sent);
        CHECK(end.words == c.words);
    }
}

TEST_CASE("`modems`, `messages` and `inbound` ask for what they show", "[cli]") {
    const std::string list = R"({"items":[],"next_cursor":"abc"})";
    struct {
        std::vector<std::string> arguments;
        const char*              target;
        const char*              heading;
    } cases[] = {
        {{"modems"}, "GET /v1/modems HTTP/1.1", "NAME "},
        {{"modems", "docomo-1"}, "GET /v1/modems/docomo-1 HTTP/1.1", "name\n"},
        {{"inbound"}, "GET /v1/inbound?limit=20 HTTP/1.1", "RECEIVED "},
        {{"inbound", "--modem", "a", "--limit", "5"},
         "GET /v1/inbound?limit=5&modem=a HTTP/1.1",
         "RECEIVED "},
        {{"inbound", "x/y"}, "GET /v1/inbound/x%2Fy HTTP/1.1", "id\n"},
        {{"messages"}, "GET /v1/messages?limit=20 HTTP/1.1", "CREATED "},
        {{"messages", "--status", "failed", "--client", "a", "--reference", "b", "--limit", "5"},
         "GET /v1/messages?limit=5&status=failed&client=a&reference=b HTTP/1.1",
         "CREATED "},
        {{"messages", "x/y"}, "GET /v1/messages/x%2Fy HTTP/1.1", "id\n"},
    };
    for (auto c : cases) {
        INFO(c.target);
        scripted_server words({answer("200 OK", list)});
        const auto      shown = run(words, c.arguments);
        CHECK(shown.code == 0);
        CHECK(shown.out.starts_with(c.heading));
        CHECK(words.requests().at(0).starts_with(c.target));

        scripted_server json({answer("200 OK", list)});
        c.arguments.push_back("--json");
        const auto given = run(json, c.arguments);
        CHECK(given.code == 0);
        CHECK(given.out == list + "\n");
        CHECK(given.err.empty());
    }
}

TEST_CASE("`modems` pauses, resumes and resets one, and says how it is", "[cli]") {
    for (const std::string verb : {"pause", "resume", "reset"}) {
        INFO(verb);
        const std::string body = R"({"name":"docomo-1","state":"sending","paused":)" +
                                 std::string(verb == "pause" ? "true}" : "false}");
        scripted_server words({answer("200 OK", body)});
        const auto      ended = run(words, {"modems", verb, "docomo-1"});
        CHECK(ended.code == 0);
        CHECK(ended.out ==
              (verb == "pause" ? "docomo-1: sending, paused\n" : "docomo-1: sending\n"));
        CHECK(words.requests().at(0).starts_with("POST /v1/modems/docomo-1/" + verb + " HTTP/1.1"));
        CHECK(words.requests().size() == 1);

        scripted_server json({answer("200 OK", body)});
        CHECK(run(json, {"modems", verb, "docomo-1", "--json"}).out == body + "\n");
    }
}

TEST_CASE("`modems ussd` shows what the network says, or why it does not", "[cli]") {
    const std::string body = R"({"state":0,"text":"残高\n1980円","error":null})";
    scripted_server   words({answer("200 OK", body)});
    const auto        ended = run(words, {"modems", "ussd", "docomo-1", "*100#"});
    CHECK(ended.code == 0);
    CHECK(ended.out == "残高\n1980円\n");
    CHECK(body_of(words.requests().at(0)) == R"({"code":"*100#"})");

    scripted_server refused({problem(
        "502 Bad Gateway", R"({"detail":"the network refuses it","code":"ussd_failed"})")});
    const auto      failed = run(refused, {"modems", "ussd", "docomo-1", "*100#"});
    CHECK(failed.code == 1);
    CHECK(failed.out.empty());
    CHECK(failed.err == "hayauma: the network refuses it (ussd_failed)\n");
}

TEST_CASE("a list that goes on says how to see more", "[cli]") {
    scripted_server server({answer("200 OK", R"({"items":[],"next_cursor":"abc"})")});
    CHECK(run(server, {"messages"}).err == "Older ones: --cursor abc\n");
}

TEST_CASE("a message that is not there ends `messages` with the gateway's words", "[cli]") {
    scripted_server server(
        {problem("404 Not Found", R"({"detail":"no such message","code":"not_found"})")});
    const auto ended = run(server, {"messages", id});
    CHECK(ended.code == 1);
    CHECK(ended.out.empty());
    CHECK(ended.err == "hayauma: no such message (not_found)\n");
}
