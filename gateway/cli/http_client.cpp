#include "gateway/cli/http_client.hpp"

#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "gateway/cli/errors.hpp"

namespace hayauma::cli {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

using boost::system::error_code;
using any_stream = asio::generic::stream_protocol;
using time_allowed = std::chrono::milliseconds;

http::request<http::string_body> to_beast(const http_request& from, const server_url& where) {
    http::request<http::string_body> out;
    out.method_string(from.method);
    out.target(where.base_path + from.target);
    out.version(11);
    out.set(http::field::host, where.authority());
    out.set(http::field::connection, "close");
    out.set(http::field::accept, "application/json, application/problem+json");
    for (const auto& [name, value] : from.fields) out.set(name, value);
    if (!from.body.empty()) out.set(http::field::content_type, "application/json");
    out.body() = from.body;
    out.prepare_payload();
    return out;
}

/// What Beast says about an answer, in our words.
error_code translate(error_code error) {
    if (error == http::error::body_limit) return errc::answer_too_large;
    if (error == http::error::end_of_stream || error == http::error::partial_message)
        return errc::no_answer;
    if (error == asio::error::connection_reset) return errc::no_answer;
    if (error.category() == make_error_code(http::error::bad_version).category())
        return errc::not_http;
    return error;
}

/// One connection with one request and its answer. Each step runs the loop for as long as it may
/// take, so there is no timer: what has not ended by then is cut off by closing the socket.
class conversation {
public:
    explicit conversation(const server_url& where) : where_(where) {}

    error_code connect(time_allowed each) {
        const auto endpoints = addresses();
        if (!endpoints) return endpoints.error();
        error_code last = asio::error::host_not_found;
        for (const auto& endpoint : *endpoints) {
            socket_ = any_stream::socket(loop_);
            last = finish(each, errc::connect_timed_out,
                          [&](auto done) { socket_.async_connect(endpoint, std::move(done)); });
            if (!last) break;
        }
        return last;
    }

    boost::system::result<http_answer> ask(const http::request<http::string_body>& request,
                                           time_allowed limit, std::size_t body_octets_max) {
        const auto unwritten = finish(limit, errc::answer_timed_out, [&](auto done) {
            http::async_write(socket_, request, std::move(done));
        });
        // A server may refuse a request before it has read all of it: its answer explains more.
        if (unwritten == errc::answer_timed_out) return unwritten;

        http::response_parser<http::string_body> parser;
        parser.body_limit(body_octets_max);
        const auto unread = finish(limit, errc::answer_timed_out, [&](auto done) {
            http::async_read(socket_, octets_, parser, std::move(done));
        });
        if (unread) return translate(unread);
        auto answer = parser.release();
        return http_answer{answer.result_int(), std::string(answer[http::field::content_type]),
                           std::move(answer.body())};
    }

private:
    boost::system::result<std::vector<any_stream::endpoint>> addresses() {
        using local = asio::local::stream_protocol;
        if (where_.socket_path.size() > longest_socket_path)
            return error_code(asio::error::name_too_long);
        if (!where_.socket_path.empty())
            return std::vector{any_stream::endpoint(local::endpoint(where_.socket_path))};

        asio::ip::tcp::resolver resolver(loop_);
        error_code              unknown;  // the system's resolver has limits of its own
        const auto found = resolver.resolve(where_.host, std::to_string(where_.port), unknown);
        if (unknown) return unknown;
        std::vector<any_stream::endpoint> out;
        for (const auto& one : found) out.emplace_back(one.endpoint());
        return out;
    }

    /// Starts one operation and runs the loop until it ends.
    /// @return how it ended, or `late` after `limit`.
    template <class Start>
    error_code finish(time_allowed limit, errc late, Start start) {
        std::optional<error_code> ended;
        loop_.restart();
        start([&ended](error_code error, std::size_t = 0) { ended = error; });
        loop_.run_for(limit);
        if (ended) return *ended;
        error_code ignored;  // the socket is given up, whatever closing it says
        socket_.close(ignored);
        loop_.run();  // the aborted operation still refers to what its caller holds
        return late;
    }

    static constexpr std::size_t longest_socket_path = 107;

    const server_url&         where_;
    asio::io_context          loop_{1};
    any_stream::socket        socket_{loop_};
    boost::beast::flat_buffer octets_;
};

}  // namespace

boost::system::result<http_answer> http_client::exchange(const http_request& request) const {
    conversation talk(where_);
    if (const auto error = talk.connect(limits_.connect)) return error;
    return talk.ask(to_beast(request, where_), limits_.answer, limits_.body_octets_max);
}

std::string explain(error_code error, const server_url& where) {
    namespace sys = boost::system::errc;
    const std::string at = where.text + ": ";
    if (error == sys::connection_refused || error == sys::no_such_file_or_directory)
        return at + "nothing listens there (" + error.message() +
               "): is `hayauma serve` or `hayauma dev` running?";
    if (error == sys::permission_denied)
        return at + "this user may not connect to that socket (" + error.message() + ')';
    if (error == asio::error::host_not_found) return at + "there is no host " + where.host;
    return at + error.message();
}

}  // namespace hayauma::cli
