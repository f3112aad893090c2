#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace hayauma::test {

/// A client that writes exactly the octets it is told to, and reads with a generous limit.
/// Blocking, for the test's own thread.
class raw_client {
public:
    /// @param address `127.0.0.1:PORT` or `unix:/PATH`.
    explicit raw_client(const std::string& address) {
        const bool local = address.starts_with("unix:");
        fd_ = ::socket(local ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const timeval limit{20, 0};  // only a hanging server takes so long
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        const bool connected = local ? connect_unix(address.substr(5)) : connect_tcp(address);
        if (!connected) throw std::runtime_error("cannot connect to " + address);
    }
    ~raw_client() { close(); }
    raw_client(const raw_client&) = delete;
    raw_client& operator=(const raw_client&) = delete;

    /// @return false where the server has gone.
    bool send(std::string_view octets) {
        while (!octets.empty()) {
            const auto written = ::send(fd_, octets.data(), octets.size(), MSG_NOSIGNAL);
            if (written < 0) return false;
            octets.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

    void shutdown_send() { ::shutdown(fd_, SHUT_WR); }

    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

    /// One answer, head and body by its Content-Length; what came until the end where that is
    /// earlier.
    std::string answer(bool without_body = false) {
        for (;;) {
            const auto end = rest_.find("\r\n\r\n");
            if (end != std::string::npos) {
                const auto size = end + 4 + (without_body ? 0 : length(rest_.substr(0, end + 2)));
                if (rest_.size() >= size) {
                    auto whole = rest_.substr(0, size);
                    rest_.erase(0, size);
                    return whole;
                }
            }
            if (!read_some()) return std::exchange(rest_, {});
        }
    }

    /// Everything until the server closes; "…" at the end where it did not.
    std::string until_closed() {
        while (read_some()) {}
        return std::exchange(rest_, {}) + (timed_out_ ? "…" : "");
    }

private:
    static std::size_t length(const std::string& head) {
        const auto at = head.find("Content-Length: ");
        return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    }

    bool read_some() {
        char       octets[4096];
        const auto size = ::recv(fd_, octets, sizeof octets, 0);
        timed_out_ = size < 0 && errno == EAGAIN;
        if (size > 0) rest_.append(octets, static_cast<std::size_t>(size));
        return size > 0;
    }

    bool connect_tcp(const std::string& address) const {
        const auto  colon = address.rfind(':');
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(std::stoul(address.substr(colon + 1))));
        ::inet_pton(AF_INET, address.substr(0, colon).c_str(), &to.sin_addr);
        return ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }

    bool connect_unix(const std::string& path) const {
        sockaddr_un to{};
        to.sun_family = AF_UNIX;
        path.copy(to.sun_path, sizeof to.sun_path - 1);
        return ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }

    int         fd_ = -1;
    std::string rest_;
    bool        timed_out_ = false;
};

}  // namespace hayauma::test
