#pragma once

#include <stdexcept>
#include <string>

namespace hayauma::store {

/// Why the store cannot do its work. It is never a normal outcome: the service stops taking work
/// (503) and never drops what was accepted.
enum class trouble {
    full,       ///< no space left on the device
    io,         ///< the device fails
    read_only,  ///< no permission to write
    busy,       ///< another process holds the file
    damaged,    ///< not a database, or corrupt
    newer,      ///< written by a newer version
    bug         ///< anything else: a statement of ours failed
};

class store_error : public std::runtime_error {
public:
    store_error(trouble what, const std::string& message)
        : std::runtime_error(message), what_(what) {}

    trouble kind() const noexcept { return what_; }

private:
    trouble what_;
};

}  // namespace hayauma::store
