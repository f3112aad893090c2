#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "queue/retry_policy.hpp"
#include "queue/store/message_store.hpp"

namespace hayauma::store {

/// What the store must know of the settings.
struct store_limits {
    std::int64_t               max_messages = 2'000'000;  ///< waiting at once; then `queue_full`
    queue::second_try_settings second_try{};
};

/// Opens the queue's database, makes it where there is none (the folder must exist), and brings its
/// schema up to date. The file belongs to this process until the store is destroyed.
/// @throws store_error with a plain message where the file is from a newer version, read-only, held
///         by another process, not a database of ours, or its folder is missing. It is then left
///         as it was; no file is ever renamed or overwritten.
std::unique_ptr<message_store> open_sqlite_store(const std::string& path, store_limits limits = {});

}  // namespace hayauma::store
