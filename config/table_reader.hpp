#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "config/problem.hpp"

namespace hayauma::config {

/// What reading a configuration brings to light beside its values.
struct findings {
    std::map<std::string, std::uint32_t> lines;  ///< where each key stands, by its path
    std::vector<problem>                 problems;
};

/// Takes the known keys out of one table. A wrong type leaves the value as it was and is noted,
/// as is, by `finish()`, every key that nobody asked for.
class table_reader {
public:
    /// @param path of the table: "queue", "modem[1]"; empty for the whole file.
    table_reader(const toml::table& table, std::string path, findings& notes);

    void text(std::string_view key, std::string& out);
    void flag(std::string_view key, bool& out);
    void texts(std::string_view key, std::vector<std::string>& out);
    void text_or_texts(std::string_view key, std::vector<std::string>& out);
    void seconds(std::string_view key, std::chrono::seconds& out);

    /// @return whether the key is there with a number that `out` can hold.
    template <class Int>
    bool number(std::string_view key, Int& out);

    /// @return the table under `key`, to be read and finished like this one.
    std::optional<table_reader> table(std::string_view key);
    /// @return the tables of `[[key]]`, or of `[key.NAME]`.
    std::vector<table_reader> tables(std::string_view key);
    std::vector<table_reader> named_tables(std::string_view key);

    void finish();

    bool               has(std::string_view key) const { return table_->contains(key); }
    const std::string& name() const noexcept { return name_; }  ///< NAME of `[key.NAME]`
    std::string        path_of(std::string_view key) const;
    void               note(std::string_view key, std::string what);

private:
    const toml::node*           take(std::string_view key);
    std::optional<std::int64_t> integer(std::string_view key);
    void collect(const toml::array& from, const std::string& path, std::vector<std::string>& out);

    const toml::table*                 table_;
    std::string                        path_;
    std::string                        name_;
    findings*                          notes_;
    std::set<std::string, std::less<>> taken_;
};

template <class Int>
bool table_reader::number(std::string_view key, Int& out) {
    const auto value = integer(key);
    if (!value) return false;
    if (*value < std::numeric_limits<Int>::min() || *value > std::numeric_limits<Int>::max()) {
        note(key, "is too far from zero");
        return false;
    }
    out = static_cast<Int>(*value);
    return true;
}

}  // namespace hayauma::config
