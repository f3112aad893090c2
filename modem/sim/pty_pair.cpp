#include "modem/sim/pty_pair.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

namespace hayauma::sim {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// No echo, no line editing, no translation: octets pass as they are.
void make_raw(int fd) {
    termios mode{};
    if (::tcgetattr(fd, &mode) != 0) fail("tcgetattr");
    ::cfmakeraw(&mode);
    mode.c_cc[VMIN] = 1;
    mode.c_cc[VTIME] = 0;
    if (::tcsetattr(fd, TCSANOW, &mode) != 0) fail("tcsetattr");
}

}  // namespace

owned_fd& owned_fd::operator=(owned_fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

owned_fd::~owned_fd() {
    if (fd_ >= 0) ::close(fd_);
}

int owned_fd::release() noexcept { return std::exchange(fd_, -1); }

pty_pair open_pty() {
    owned_fd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK));
    if (master.get() < 0) fail("posix_openpt");
    if (::grantpt(master.get()) != 0) fail("grantpt");
    if (::unlockpt(master.get()) != 0) fail("unlockpt");
    char path[64];
    if (::ptsname_r(master.get(), path, sizeof path) != 0) fail("ptsname_r");
    owned_fd slave(::open(path, O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (slave.get() < 0) fail(path);
    make_raw(slave.get());
    return {std::move(master), std::move(slave), path};
}

path_link::path_link(std::string path, std::string target)
    : path_(std::move(path)), target_(std::move(target)) {
    const fs::path place(path_);
    if (place.has_parent_path()) fs::create_directories(place.parent_path());
    const fs::file_status there = fs::symlink_status(place);
    if (fs::exists(there) && !fs::is_symlink(there)) {
        throw fs::filesystem_error("not a link", place,
                                   std::make_error_code(std::errc::file_exists));
    }
    const fs::path fresh = path_ + ".new." + std::to_string(::getpid());
    fs::remove(fresh);
    fs::create_symlink(target_, fresh);
    fs::rename(fresh, place);
}

path_link::~path_link() {
    std::error_code ignored;  // Nothing can be done about it while stopping.
    if (fs::read_symlink(path_, ignored) == target_) fs::remove(path_, ignored);
}

}  // namespace hayauma::sim
