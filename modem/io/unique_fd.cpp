#include "modem/io/unique_fd.hpp"

#include <unistd.h>

namespace hayauma::io {

void unique_fd::reset(int fd) noexcept {
    const int old = std::exchange(fd_, fd);
    if (old >= 0) ::close(old);  // never twice, also not after EINTR: Linux has closed it then
}

}  // namespace hayauma::io
