#include "config/small_file.hpp"

#include <array>
#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hayauma::config {
namespace {

using boost::system::error_code;
using boost::system::generic_category;

/// Closes what was opened.
class descriptor {
public:
    explicit descriptor(int fd) noexcept : fd_(fd) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }

    int get() const noexcept { return fd_; }

private:
    int fd_;
};

error_code last_error() { return {errno, generic_category()}; }

/// A directory opens and then cannot be read; a pipe or a device could keep us for ever.
error_code check_regular(int fd) {
    struct stat about {};
    if (::fstat(fd, &about) != 0) return last_error();
    if (S_ISDIR(about.st_mode)) return {EISDIR, generic_category()};
    if (!S_ISREG(about.st_mode)) return {EINVAL, generic_category()};
    return {};
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr auto space = " \t\r\n";
    const auto     first = text.find_first_not_of(space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(space) - first + 1);
}

boost::system::result<std::string> read_small_file(const std::filesystem::path& file) {
    const descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (in.get() < 0) return last_error();
    if (const auto error = check_regular(in.get())) return error;

    std::string            content;
    std::array<char, 4096> block;
    for (;;) {
        const auto got = ::read(in.get(), block.data(), block.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return last_error();
        if (got == 0) return content;
        content.append(block.data(), static_cast<std::size_t>(got));
        if (content.size() > small_file_octets_max) return error_code{EFBIG, generic_category()};
    }
}

boost::system::result<secret> read_secret_file(const std::filesystem::path& file) {
    const auto content = read_small_file(file);
    if (!content) return content.error();
    return secret(std::string(trimmed(*content)));
}

}  // namespace hayauma::config
