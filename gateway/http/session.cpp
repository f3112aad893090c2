#include "gateway/http/session.hpp"

#include <utility>

#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

#include "gateway/http/problem.hpp"

namespace hayauma::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t      read_octets = 4 * 1024;
constexpr std::size_t      linger_octets_max = 32 * 1024 * 1024;
constexpr std::string_view continue_octets = "HTTP/1.1 100 Continue\r\n\r\n";

// Nothing can be said any more: the client has gone.
constexpr refusal silence{0, {}, {}};

constexpr refusal bad_octets{400, "malformed_request", "This is not an HTTP request."};
constexpr refusal head_too_large{431, "head_too_large", "The header fields are too large."};
constexpr refusal too_slow{408, "request_timeout", "The request did not arrive in time."};

}  // namespace

session::session(stream::socket socket, const http_limits& limits, const request_handler& handler)
    : socket_(std::move(socket)), deadline_(socket_.get_executor()), limits_(limits),
      handler_(handler) {}

asio::awaitable<void> session::run() {
    while (!stopping_) {
        const bool asked = co_await wait_for_request();
        if (!asked) break;
        const bool goes_on = co_await serve_one();
        if (!goes_on) break;
        if (buffer_.empty()) std::string().swap(buffer_);  // idle connections hold no memory
    }
    boost::system::error_code ignored;
    socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    socket_.close(ignored);
}

void session::stop() noexcept {
    stopping_ = true;
    if (idle_since_) abort();
}

void session::abort() noexcept {
    boost::system::error_code ignored;
    socket_.close(ignored);
    deadline_.cancel();
    idle_since_.reset();  // on its way out, so nobody chooses it again
}

asio::awaitable<bool> session::wait_for_request() {
    if (!buffer_.empty()) co_return true;  // pipelined
    idle_since_ = io::mono_clock::now();
    deadline_.expires_at(*idle_since_ + limits_.idle_time);
    auto [order, read_ec, timer_ec] =
        co_await asio::experimental::make_parallel_group(
            socket_.async_wait(asio::socket_base::wait_read, asio::deferred),
            deadline_.async_wait(asio::deferred))
            .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    idle_since_.reset();
    co_return !read_ec;
}

asio::awaitable<bool> session::serve_one() {
    incoming_request incoming(limits_);
    auto             bad = co_await read_head(incoming);
    if (!bad) bad = co_await read_body(incoming);
    if (bad) {
        co_await refuse(*bad);
        co_return false;
    }
    const bool goes_on = co_await answer(incoming);
    co_return goes_on;
}

asio::awaitable<std::optional<refusal>> session::read_head(incoming_request& into) {
    const auto   until = io::mono_clock::now() + limits_.head_time;
    head_scanner scanner;
    for (;;) {
        const auto progress = scanner.scan(buffer_);
        if (progress == head_scanner::progress::malformed) co_return bad_octets;
        if (scanner.size() > limits_.head_octets_max) co_return head_too_large;
        if (progress == head_scanner::progress::complete) break;
        const transfer got = co_await read_more(until);
        if (got == transfer::timed_out) co_return too_slow;
        if (got == transfer::closed) co_return silence;
    }
    auto bad = into.accept_head(scanner.head(buffer_));
    buffer_.erase(0, scanner.size());
    co_return bad;
}

asio::awaitable<std::optional<refusal>> session::read_body(incoming_request& into) {
    const auto until = io::mono_clock::now() + limits_.body_time;
    if (into.expects_continue() && buffer_.empty() && !into.complete()) {
        const transfer said = co_await write(std::string(continue_octets));
        if (said != transfer::done) co_return silence;
    }
    for (;;) {
        if (auto bad = into.feed(buffer_)) co_return bad;
        if (into.complete()) co_return std::nullopt;
        const transfer got = co_await read_more(until);
        if (got == transfer::timed_out) co_return too_slow;
        if (got == transfer::closed) co_return silence;
    }
}

asio::awaitable<bool> session::answer(incoming_request& whole) {
    auto       asked = whole.take();
    const bool is_head = asked.method == "HEAD";
    const auto given = co_await handler_(std::move(asked));

    const bool     goes_on = whole.keep_alive() && !stopping_;
    auto           octets = to_octets(given, {is_head, !goes_on, whole.http_1_0(), io::wall_now()});
    const transfer written = co_await write(std::move(octets));
    co_return goes_on&& written == transfer::done;
}

asio::awaitable<void> session::refuse(refusal why) {
    if (why.status == silence.status) co_return;
    spdlog::info("request: refused status={} code={}", why.status, why.code);
    auto           octets = to_octets(to_response(why), {false, true, false, io::wall_now()});
    const transfer written = co_await write(std::move(octets));
    if (written == transfer::done) co_await linger();
}

/// Reads on for a moment after a refusal: closing with octets unread would reset the connection
/// and take the answer with it. @see RFC 9112 §9.6.
asio::awaitable<void> session::linger() {
    boost::system::error_code ignored;
    socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    const auto  until = io::mono_clock::now() + limits_.linger_time;
    std::size_t thrown_away = 0;
    while (thrown_away < linger_octets_max) {
        buffer_.clear();
        const transfer got = co_await read_more(until);
        if (got != transfer::done) break;
        thrown_away += buffer_.size();
    }
}

asio::awaitable<session::transfer> session::read_more(mono_time until) {
    const auto before = buffer_.size();
    buffer_.resize(before + read_octets);
    deadline_.expires_at(until);
    auto [order, read_ec, size, timer_ec] =
        co_await asio::experimental::make_parallel_group(
            socket_.async_read_some(asio::buffer(buffer_.data() + before, read_octets),
                                    asio::deferred),
            deadline_.async_wait(asio::deferred))
            .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    buffer_.resize(before + (read_ec ? 0 : size));

    if (!read_ec) co_return transfer::done;  // octets beat the timer
    co_return timer_ec ? transfer::closed : transfer::timed_out;
}

asio::awaitable<session::transfer> session::write(std::string octets) {
    deadline_.expires_after(limits_.write_time);
    auto [order, write_ec, size, timer_ec] =
        co_await asio::experimental::make_parallel_group(
            asio::async_write(socket_, asio::buffer(octets), asio::deferred),
            deadline_.async_wait(asio::deferred))
            .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);

    if (!write_ec) co_return transfer::done;
    co_return timer_ec ? transfer::closed : transfer::timed_out;
}

}  // namespace hayauma::http
