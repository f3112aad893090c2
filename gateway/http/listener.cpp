#include "gateway/http/listener.hpp"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/system_error.hpp>

namespace hayauma::http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using local = asio::local::stream_protocol;

constexpr mode_t socket_mode = 0660;  // the owner and the group; nobody else may ask

[[noreturn]] void fail(const boost::system::error_code& ec, const listen_address& where) {
    throw boost::system::system_error(ec, "cannot listen on " + to_text(where));
}

boost::system::error_code last_error() { return {errno, boost::system::system_category()}; }

/// Removes a socket that nobody serves any more. Anything else at that path stays, and so bind()
/// says that the address is in use.
void remove_stale(const asio::any_io_executor& executor, const std::string& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return;
    local::socket             probe(executor);
    boost::system::error_code ec;
    probe.open(local(), ec);
    probe.non_blocking(true, ec);
    probe.connect(local::endpoint(path), ec);
    if (ec == asio::error::connection_refused) ::unlink(path.c_str());
}

stream::endpoint to_endpoint(const listen_address& where) {
    if (const auto* path = std::get_if<unix_path>(&where)) return local::endpoint(path->path);
    return std::get<tcp::endpoint>(where);
}

}  // namespace

listener::listener(asio::any_io_executor executor, const listen_address& where)
    : acceptor_(executor), where_(where) {
    const auto* path = std::get_if<unix_path>(&where);
    const auto  endpoint = to_endpoint(where);
    if (path) remove_stale(executor, path->path);

    boost::system::error_code ec;
    acceptor_.open(endpoint.protocol(), ec);
    if (ec) fail(ec, where);
    // Linux takes the new path's mode from the socket's own, less the umask: never wider than this.
    if (path && ::fchmod(acceptor_.native_handle(), socket_mode) != 0) fail(last_error(), where);
    if (!path) acceptor_.set_option(asio::socket_base::reuse_address(true), ec);
    if (!ec) acceptor_.bind(endpoint, ec);
    if (ec) fail(ec, where);
    if (path && ::chmod(path->path.c_str(), socket_mode) != 0) fail(last_error(), where);
    acceptor_.listen(asio::socket_base::max_listen_connections, ec);
    if (ec) fail(ec, where);

    if (auto* tcp_where = std::get_if<tcp::endpoint>(&where_)) {
        const auto bound = acceptor_.local_endpoint();
        std::memcpy(tcp_where->data(), bound.data(), bound.size());
    }
}

void listener::close() noexcept {
    if (!acceptor_.is_open()) return;
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    if (const auto* path = std::get_if<unix_path>(&where_)) ::unlink(path->path.c_str());
}

}  // namespace hayauma::http
