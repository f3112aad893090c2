#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "config/table_reader.hpp"

namespace hayauma::config {

void to_lower(std::string& ascii);

/// Settings that name files: makes their paths absolute and looks into the files, as far as that
/// tells a mistake early. What a secret's file holds is looked at and forgotten.
class file_settings {
public:
    /// @param configuration the file whose folder paths are taken from.
    /// @param credentials_directory may be empty.
    file_settings(const std::filesystem::path& configuration,
                  std::string_view             credentials_directory);

    std::string resolve(std::string_view path) const;           ///< "" stays ""
    std::string resolve_listen(std::string_view listen) const;  ///< the path of `unix:PATH`

    /// What seals codes at rest: the credential `hayauma-key` comes before the setting.
    std::string sealing_key(std::string_view path) const;

    /// Each makes `path` absolute and notes under `key` what is wrong with the file.
    void existing(table_reader& in, std::string_view key, std::string& path) const;
    void secret(table_reader& in, std::string_view key,
                std::string& path) const;                                       ///< or credential
    void pin(table_reader& in, std::string_view key, std::string& path) const;  ///< or credential

    /// Adds the hashes of the file (one a line; `#` begins a comment) to `hashes`, lower case.
    void hashes(table_reader& in, std::string_view key, std::string& path,
                std::vector<std::string>& hashes) const;

private:
    std::string resolve_secret(std::string_view path) const;

    std::filesystem::path folder_;
    std::filesystem::path credentials_;
};

}  // namespace hayauma::config
