#pragma once

#include <string>

namespace hayauma::sim {

/// A file descriptor that closes itself.
class owned_fd {
public:
    explicit owned_fd(int fd = -1) noexcept : fd_(fd) {}
    owned_fd(owned_fd&& other) noexcept : fd_(other.release()) {}
    owned_fd& operator=(owned_fd&& other) noexcept;
    ~owned_fd();

    int get() const noexcept { return fd_; }
    int release() noexcept;

private:
    int fd_;
};

/// A raw pseudo-terminal. We keep the slave open too, so that a client that closes it does not end
/// the line (the master would read EIO until somebody opens it again).
struct pty_pair {
    owned_fd    master;  ///< non-blocking
    owned_fd    slave;
    std::string path;  ///< "/dev/pts/7"
};

/// @throws std::system_error when the system has no pseudo-terminal left.
pty_pair open_pty();

/// A symbolic link that is there as long as this object: it replaces an older link in one step,
/// and at the end removes only itself.
class path_link {
public:
    /// Makes the folder too. @throws std::system_error, also where something else than a link lies.
    path_link(std::string path, std::string target);
    path_link(const path_link&) = delete;
    path_link& operator=(const path_link&) = delete;
    ~path_link();

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
    std::string target_;
};

}  // namespace hayauma::sim
