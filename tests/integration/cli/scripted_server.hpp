#pragma once

#include <string>
#include <thread>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

namespace hayauma::test {

/// A complete answer with a length.
std::string answer(const std::string& status, const std::string& body,
                   const std::string& type = "application/json");

/// A server that reads one request a connection and answers from a script, octet by octet as
/// given; then it closes. An answer of `silence` keeps the connection open until the client goes.
class scripted_server {
public:
    static constexpr const char* silence = "(silence)";

    explicit scripted_server(std::vector<std::string> script);
    scripted_server(std::vector<std::string> script, const std::string& socket_path);
    scripted_server(const scripted_server&) = delete;
    scripted_server& operator=(const scripted_server&) = delete;
    ~scripted_server();

    const std::string& url() const noexcept { return url_; }

    /// The requests as they came, head and body. Waits for the script's end.
    const std::vector<std::string>& requests();

private:
    using any_stream = boost::asio::generic::stream_protocol;

    void start(const any_stream::endpoint& where);
    void serve();
    void serve_one(any_stream::socket& with, const std::string& what);

    boost::asio::io_context                        loop_;
    boost::asio::basic_socket_acceptor<any_stream> acceptor_{loop_};
    std::vector<std::string>                       script_;
    std::vector<std::string>                       requests_;
    std::string                                    url_;
    std::thread                                    thread_;
};

}  // namespace hayauma::test
