#include "queue/store/sqlite/file_lock.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "queue/store/store_error.hpp"

namespace hayauma::store::sqlite {
namespace {

[[noreturn]] void refuse(const std::string& database, const std::string& lock, int error) {
    const std::string folder = std::filesystem::path(lock).parent_path().string();
    switch (error) {
    case ENOENT:
        throw store_error(trouble::io, "the folder of " + database + " does not exist: " + folder);
    case EACCES:
    case EPERM:
    case EROFS:
        throw store_error(trouble::read_only,
                          database + " cannot be used: no permission to write " + lock);
    case ENOSPC: throw store_error(trouble::full, "no space left for " + lock);
    default: throw store_error(trouble::io, lock + " cannot be opened: " + std::strerror(error));
    }
}

}  // namespace

file_lock::file_lock(const std::string& database) {
    const std::string path = database + ".lock";
    fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd_ < 0) refuse(database, path, errno);
    if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return;
    const int error = errno;
    ::close(fd_);
    if (error != EWOULDBLOCK) refuse(database, path, error);
    throw store_error(trouble::busy, database + " is held by another process (a hayauma that runs "
                                                "with the same database)");
}

file_lock::~file_lock() { ::close(fd_); }

}  // namespace hayauma::store::sqlite
