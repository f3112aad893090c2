#pragma once

#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>

#include "gateway/http/server.hpp"
#include "tests/unit/http/api_fixture.hpp"

namespace hayauma::test {

/// The API behind a real server on a thread of its own. What is in `api` belongs to that thread
/// while it runs: `with` goes there.
class running_server {
public:
    explicit running_server(http::http_limits  limits = {},
                            const std::string& listen = "127.0.0.1:0") {
        auto handler = [this](http::request asked) {
            return http::handle(std::move(asked), api.api);
        };
        server_.emplace(api.loop.get_executor(), *http::parse_listen(listen), limits, handler);
        boost::asio::co_spawn(api.loop, server_->run(), boost::asio::detached);
        thread_ = std::thread([this] { api.loop.run(); });
    }

    ~running_server() {
        stop(std::chrono::seconds(5));
        work_.reset();
        thread_.join();
    }

    std::string address() const { return server_->address(); }

    /// Runs `work` on the server's thread and gives its value back.
    template <class Work>
    auto with(Work work) {
        std::packaged_task<decltype(work(*this))()> task([&] { return work(*this); });
        auto                                        value = task.get_future();
        boost::asio::post(api.loop, [&task] { task(); });
        return value.get();
    }

    std::size_t stored() {
        return with([](running_server& s) { return s.api.store.rows.size(); });
    }
    std::size_t connections() {
        return with([](running_server& s) { return s.server_->connections(); });
    }

    /// Begins to stop; the future holds how many requests were cut off.
    std::future<std::size_t> begin_stop(std::chrono::milliseconds grace) {
        return boost::asio::co_spawn(api.loop, server_->stop(grace), boost::asio::use_future);
    }
    std::size_t stop(std::chrono::milliseconds grace) {
        if (!std::exchange(stopped_, true)) cut_off_ = begin_stop(grace).get();
        return cut_off_;
    }

    api_fixture api;

private:
    std::optional<http::server>                                              server_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        api.loop.get_executor()};  // the loop goes on after a stop, so that tests can look around
    std::thread thread_;
    bool        stopped_ = false;
    std::size_t cut_off_ = 0;
};

inline const std::string good_body = R"({"to":"090-1234-5678","code":"613142"})";

/// The head of a POST with this body's length.
inline std::string post_head(std::size_t length, const std::string& fields = {}) {
    return "POST /v1/messages HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer token-send\r\n"
           "Content-Type: application/json\r\nContent-Length: " +
           std::to_string(length) + "\r\n" + fields + "\r\n";
}

inline unsigned status_of(const std::string& answer) {
    if (!answer.starts_with("HTTP/1.1 ")) return 0;
    return static_cast<unsigned>(std::stoul(answer.substr(9, 3)));
}

}  // namespace hayauma::test
