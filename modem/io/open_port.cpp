#include "modem/io/open_port.hpp"

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>
#include <system_error>

#include "modem/io/line_settings.hpp"
#include "modem/io/port_holder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace hayauma::io {
namespace {

constexpr int baud = 115200;

/// What errno of opening or setting up a port means.
open_problem problem_from(int error, const std::string& device, int ours) {
    switch (error) {  // errno has no end of values: what is not named is the driver's trouble.
    case ENOENT:
    case ENOTDIR:
    case ENXIO:
    case ENODEV: return {errc::absent, ""};
    case EACCES:
    case EPERM: return {errc::no_permission, ""};
    case EBUSY:
    case EWOULDBLOCK: return {errc::taken, find_port_holder(device, ours)};
    case ENOTTY:
    case EISDIR:
    case ELOOP: return {errc::not_a_port, ""};
    default: return {errc::device_failed, std::generic_category().message(error)};
    }
}

/// Where the path leads now: renumbered devices and the simulator's links move.
boost::system::result<std::string, open_problem> resolve(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                           &std::free);
    if (!real) return problem_from(errno, path, -1);
    struct stat about {};
    if (::stat(real.get(), &about) != 0) return problem_from(errno, path, -1);
    if (!S_ISCHR(about.st_mode)) return open_problem{errc::not_a_port, real.get()};
    return std::string(real.get());
}

bool is_pseudo_terminal(int fd) {
    constexpr unsigned int first_major = 136, last_major = 143;  // UNIX98_PTY_SLAVE_MAJOR
    struct stat            about {};
    return ::fstat(fd, &about) == 0 && S_ISCHR(about.st_mode) &&
           major(about.st_rdev) >= first_major && major(about.st_rdev) <= last_major;
}

unique_fd open_descriptor(const std::string& device) {
    unique_fd fd(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (fd.holds() && !::isatty(fd.get())) {
        fd.reset();
        errno = ENOTTY;
    }
    return fd;
}

// The packaged libserialport takes no lock, and TIOCEXCL does not stop root (T3).
bool lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0; }

/// Keeps other programs out that know nothing of our lock. Not on a pseudo-terminal: its flag
/// outlives us while the other side stays open, and would lock us out after a crash.
void make_exclusive(int fd) {
    if (!is_pseudo_terminal(fd)) ::ioctl(fd, TIOCEXCL);
}

/// The first refusal, or SP_OK.
sp_return set_up(sp_port* port) {
    sp_return answer = sp_set_baudrate(port, baud);
    if (answer == SP_OK) answer = sp_set_bits(port, 8);
    if (answer == SP_OK) answer = sp_set_parity(port, SP_PARITY_NONE);
    if (answer == SP_OK) answer = sp_set_stopbits(port, 1);
    if (answer == SP_OK) answer = sp_set_flowcontrol(port, SP_FLOWCONTROL_NONE);
    return answer;
}

/// Lets libserialport set the port up; where it refuses, the descriptor stays as it is.
void hand_to_library(opened_port& port, library_opener library) {
    // It opens for itself, and newer versions lock (T3): step aside, but keep ours open, so that
    // DTR does not fall in between.
    ::flock(port.fd.get(), LOCK_UN);
    auto theirs = library(port.device);
    if (theirs.answer == SP_OK) port.fd = std::move(theirs.fd);
    port.method = method_after(theirs.answer);
}

}  // namespace

library_answer open_with_libserialport(const std::string& device) {
    sp_port*  raw = nullptr;
    sp_return answer = sp_get_port_by_name(device.c_str(), &raw);
    if (answer != SP_OK) return {answer, {}};
    const std::unique_ptr<sp_port, decltype(&sp_free_port)> port(raw, &sp_free_port);

    answer = sp_open(port.get(), SP_MODE_READ_WRITE);
    if (answer != SP_OK) return {answer, {}};
    int handle = -1;
    answer = set_up(port.get());
    if (answer == SP_OK) answer = sp_get_port_handle(port.get(), &handle);

    // A descriptor of our own, born with close-on-exec, instead of two owners of one: libserialport
    // closes its own, we close ours.
    unique_fd ours(answer == SP_OK ? ::fcntl(handle, F_DUPFD_CLOEXEC, 0) : -1);
    sp_close(port.get());
    if (answer == SP_OK && !ours.holds()) answer = SP_ERR_FAIL;
    return {answer, std::move(ours)};
}

open_method method_after(sp_return answer) noexcept {
    if (answer == SP_OK) return open_method::libserialport;
    return answer == SP_ERR_ARG ? open_method::termios : open_method::termios_fallback;
}

open_result open_port(const std::string& path, library_opener library) {
    auto device = resolve(path);
    if (!device) return device.error();

    unique_fd plain = open_descriptor(*device);
    if (!plain.holds()) return problem_from(errno, *device, -1);
    opened_port port{std::move(plain), *device, open_method::termios};
    // Before anything is set: it would be set under the feet of who has the port.
    if (!lock(port.fd.get())) return problem_from(errno, *device, port.fd.get());

    hand_to_library(port, library);
    const int fd = port.fd.get();
    if (!lock(fd)) return problem_from(errno, *device, fd);
    make_exclusive(fd);
    const bool ready = port.method == open_method::libserialport ? let_reads_wait(fd) : set_raw(fd);
    if (!ready) return problem_from(errno, *device, fd);
    prepare_best_effort(fd);
    return port;
}

}  // namespace hayauma::io
