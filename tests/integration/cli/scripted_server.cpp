#include "tests/integration/cli/scripted_server.hpp"

#include <cctype>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <sys/socket.h>

namespace hayauma::test {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

std::size_t content_length(const std::string& head) {
    const std::string name = "Content-Length: ";
    const auto        at = head.find(name);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}  // namespace

std::string answer(const std::string& status, const std::string& body, const std::string& type) {
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

scripted_server::scripted_server(std::vector<std::string> script) : script_(std::move(script)) {
    start(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    sockaddr_in where{};
    socklen_t   size = sizeof where;
    ::getsockname(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&where), &size);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(where.sin_port));
}

scripted_server::scripted_server(std::vector<std::string> script, const std::string& socket_path)
    : script_(std::move(script)), url_("unix:" + socket_path) {
    start(asio::local::stream_protocol::endpoint(socket_path));
}

void scripted_server::start(const any_stream::endpoint& where) {
    acceptor_.open(where.protocol());
    acceptor_.bind(where);
    acceptor_.listen();
    thread_ = std::thread(&scripted_server::serve, this);
}

scripted_server::~scripted_server() {
    // Wakes an accept() that no client will come for, as where a test has failed.
    ::shutdown(acceptor_.native_handle(), SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
}

const std::vector<std::string>& scripted_server::requests() {
    if (thread_.joinable()) thread_.join();
    return requests_;
}

void scripted_server::serve() {
    for (const auto& what : script_) {
        any_stream::socket with(loop_);
        error_code         refused;
        acceptor_.accept(with, refused);
        if (refused) return;
        serve_one(with, what);
    }
}

void scripted_server::serve_one(any_stream::socket& with, const std::string& what) {
    std::string request;
    error_code  gone;
    const auto  head = asio::read_until(with, asio::dynamic_buffer(request), "\r\n\r\n", gone);
    const auto  whole = head + content_length(request);
    if (!gone && request.size() < whole)
        asio::read(with, asio::dynamic_buffer(request),
                   asio::transfer_exactly(whole - request.size()), gone);
    requests_.push_back(request);
    if (what != silence) {
        asio::write(with, asio::buffer(what), gone);
        return;
    }
    std::string rest;
    asio::read(with, asio::dynamic_buffer(rest), gone);  // until the client closes
}

}  // namespace hayauma::test
