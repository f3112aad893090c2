#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "modem/io/unique_fd.hpp"

namespace hayauma::testing {

/// Blocks until `fd` has something to read, or its other side hung up.
inline void wait_readable(int fd) {
    pollfd about{fd, POLLIN, 0};
    while (::poll(&about, 1, -1) != 1) {}
}

/// The modem's side of a serial line, and the path of ours.
struct pseudo_terminal {
    io::unique_fd master{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    std::string   path = [this] {
        if (::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0)
            throw std::runtime_error("no pseudo-terminal");
        return std::string(::ptsname(master.get()));
    }();

    void say(std::string_view octets) const {
        const auto size = static_cast<ssize_t>(octets.size());
        if (::write(master.get(), octets.data(), octets.size()) != size)
            throw std::runtime_error("the master takes no octets");
    }

    /// Waits until `size` octets came from the other side.
    std::string hear(std::size_t size) const {
        std::string all;
        while (all.size() < size) {
            char       octets[4096];
            const auto got = ::read(master.get(), octets, sizeof octets);
            if (got <= 0) throw std::runtime_error("the slave hung up");
            all.append(octets, static_cast<std::size_t>(got));
        }
        return all;
    }
};

/// A folder for links that look like /dev/serial/by-id.
class link_folder {
public:
    link_folder() {
        if (!::mkdtemp(path_.data())) throw std::runtime_error("no temporary folder");
    }
    ~link_folder() {
        ::unlink(link().c_str());
        ::rmdir(path_.c_str());
    }
    link_folder(const link_folder&) = delete;
    link_folder& operator=(const link_folder&) = delete;

    std::string path() const { return path_; }
    std::string link() const { return path_ + "/modem0"; }  ///< its one entry

    void point_link_at(const std::string& target) const {
        ::unlink(link().c_str());
        if (::symlink(target.c_str(), link().c_str()) != 0) throw std::runtime_error("no link");
    }

private:
    std::string path_ = "/tmp/hayauma-io-XXXXXX";
};

}  // namespace hayauma::testing
