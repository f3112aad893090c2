#include "queue/store/sqlite/migrate.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "queue/store/sqlite/transaction.hpp"

namespace hayauma::store::sqlite {
namespace {

// https://www.sqlite.org/fileformat.html §1.3: offsets in the header of 100 octets.
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t      user_version_at = 60;
constexpr std::size_t      application_id_at = 68;

std::uint32_t big_endian(const std::array<char, 100>& header, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = (value << 8) | static_cast<unsigned char>(header[at + i]);
    return value;
}

void check_version(const std::string& path, std::int64_t version) {
    if (version <= schema_version()) return;
    throw store_error(trouble::newer, path + " was written by a newer version of hayauma (schema " +
                                          std::to_string(version) + ", this one knows " +
                                          std::to_string(schema_version()) + ")");
}

void check_owner(const std::string& path, std::int64_t owner) {
    if (owner == application_id) return;
    throw store_error(trouble::damaged, path + " is a database of another program");
}

}  // namespace

void check_header(const std::string& path) {
    std::array<char, 100> header{};
    std::ifstream         file(path, std::ios::binary);
    file.read(header.data(), header.size());
    if (file.gcount() == 0) return;  // an empty file is a new database
    if (file.gcount() < static_cast<std::streamsize>(header.size()) ||
        std::string_view(header.data(), magic.size()) != magic)
        throw store_error(trouble::damaged, path + " is not a database");
    const auto version = big_endian(header, user_version_at);
    const auto owner = big_endian(header, application_id_at);
    // A first start that was cut short leaves a database without schema: version 0 and no owner.
    if (version != 0 || owner != 0) check_owner(path, owner);
    check_version(path, version);
}

void check_schema(database& db) {
    if (db.number("SELECT count(*) FROM sqlite_schema") > 0)
        check_owner(db.path(), db.number("PRAGMA application_id"));
    check_version(db.path(), db.number("PRAGMA user_version"));
}

void migrate(database& db) {
    const std::int64_t found = db.number("PRAGMA user_version");
    for (int version = static_cast<int>(found) + 1; version <= schema_version(); ++version) {
        transaction step(db);
        db.run(migrations()[static_cast<std::size_t>(version) - 1]);
        db.run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
        db.run(("PRAGMA user_version = " + std::to_string(version)).c_str());
        step.commit();
    }
    // The header of the file itself has the version now, for whoever looks only at that.
    if (found != schema_version()) db.truncate_log();
}

}  // namespace hayauma::store::sqlite
