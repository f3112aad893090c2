#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include "gateway/http/listen_address.hpp"

namespace hayauma::http {

using stream = boost::asio::generic::stream_protocol;

/// The socket that clients connect to. Only its owner may end it: a unix socket's path is removed
/// with it.
class listener {
public:
    /// Binds and listens. A unix socket gets mode 0660, and one that nobody listens on any more
    /// is replaced.
    /// @throws boost::system::system_error with the address in its text: the daemon cannot start.
    listener(boost::asio::any_io_executor executor, const listen_address& where);
    ~listener() { close(); }

    listener(const listener&) = delete;
    listener& operator=(const listener&) = delete;

    boost::asio::basic_socket_acceptor<stream>& acceptor() noexcept { return acceptor_; }

    /// Where it listens, with the port that the system chose.
    const listen_address& where() const noexcept { return where_; }

    void close() noexcept;

private:
    boost::asio::basic_socket_acceptor<stream> acceptor_;
    listen_address                             where_;
};

}  // namespace hayauma::http
