#pragma once

#include <string>

namespace hayauma::store::sqlite {

/// `<database>.lock`, held by one process at a time; the system frees it when the process ends,
/// however it ends. SQLite's own locks would keep a backup's reader out too; this one does not.
/// The file stays: removing it would let two processes lock two files.
class file_lock {
public:
    /// @throws store_error `busy` where another process has it, `io` where the folder is missing,
    ///         `read_only` where it may not be written.
    explicit file_lock(const std::string& database);
    ~file_lock();

    file_lock(const file_lock&) = delete;
    file_lock& operator=(const file_lock&) = delete;

private:
    int fd_ = -1;
};

}  // namespace hayauma::store::sqlite
