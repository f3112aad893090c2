#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "config/time.hpp"
#include "gateway/http/incoming_request.hpp"
#include "gateway/http/limits.hpp"
#include "gateway/http/listener.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "modem/io/clock.hpp"

namespace hayauma::http {

/// What answers requests; it knows nothing of sockets.
using request_handler = std::function<boost::asio::awaitable<response>(request)>;

/// One connection: reads requests, one after another, and writes their answers in order. While it
/// is idle it holds no buffer. It ends by returning, whatever the client does.
class session {
public:
    session(stream::socket socket, const http_limits& limits, const request_handler& handler);

    boost::asio::awaitable<void> run();

    /// Ends it after the request that is being answered, or at once where there is none.
    void stop() noexcept;

    /// Ends it now: every read and write fails.
    void abort() noexcept;

    /// Since when it waits for a request; nullopt while one is being read or answered.
    std::optional<mono_time> idle_since() const noexcept { return idle_since_; }

private:
    enum class transfer { done, timed_out, closed };

    boost::asio::awaitable<bool>                   wait_for_request();
    boost::asio::awaitable<bool>                   serve_one();
    boost::asio::awaitable<std::optional<refusal>> read_head(incoming_request& into);
    boost::asio::awaitable<std::optional<refusal>> read_body(incoming_request& into);
    boost::asio::awaitable<bool>                   answer(incoming_request& whole);
    boost::asio::awaitable<void>                   refuse(refusal why);
    boost::asio::awaitable<void>                   linger();

    boost::asio::awaitable<transfer> read_more(mono_time until);
    boost::asio::awaitable<transfer> write(std::string octets);

    stream::socket           socket_;
    io::timer                deadline_;
    const http_limits&       limits_;
    const request_handler&   handler_;
    std::string              buffer_;  // read, and not yet part of a request
    std::optional<mono_time> idle_since_;
    bool                     stopping_ = false;
};

}  // namespace hayauma::http
