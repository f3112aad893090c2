#pragma once

#include <span>

#include "queue/store/sqlite/database.hpp"

namespace hayauma::store::sqlite {

/// Marks a file as ours in its header ("HYMA").
inline constexpr int application_id = 0x48594D41;

/// The schema steps in order; applying the first n makes user_version n. Append only: a released
/// step is never changed.
std::span<const char* const> migrations() noexcept;

/// The newest schema that this program knows.
inline int schema_version() noexcept { return static_cast<int>(migrations().size()); }

/// Refuses a file that is not ours or too new by its first octets, before SQLite writes to it.
/// @throws store_error `damaged` or `newer`.
void check_header(const std::string& path);

/// The same through SQLite, before any setting is written: a log may hold a newer header, and a
/// database without an owner may have tables.
/// @throws store_error `damaged` or `newer`.
void check_schema(database& db);

/// Applies the steps that are missing, each in a transaction of its own.
void migrate(database& db);

}  // namespace hayauma::store::sqlite
