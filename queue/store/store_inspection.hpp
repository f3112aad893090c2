#pragma once

#include <string>

namespace hayauma::store {

struct store_condition {
    std::string trouble;          ///< what is wrong with the file, in words; empty: nothing
    bool        checked = false;  ///< all of it was read, not only its head
};

/// Looks at a database that no process has open, and leaves it as it is: nothing is made, migrated
/// or repaired. A file of more than 256 MiB is not read to its end.
/// @param path of a file that exists.
store_condition inspect_sqlite_store(const std::string& path);

}  // namespace hayauma::store
