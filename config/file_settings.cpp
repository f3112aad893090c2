#include "config/file_settings.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

#include "config/small_file.hpp"
#include "config/validate.hpp"

namespace hayauma::config {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view socket_prefix = "unix:";
constexpr std::string_view sealing_credential = "hayauma-key";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A SIM card takes a PIN of four to eight digits.
bool is_pin(std::string_view text) {
    return text.size() >= 4 && text.size() <= 8 && std::all_of(text.begin(), text.end(), is_digit);
}

/// What was read, or nothing and a note of why.
template <class Content>
std::optional<Content> noting(table_reader& in, std::string_view key, const std::string& path,
                              boost::system::result<Content> content) {
    if (content) return std::move(*content);
    in.note(key, path + " cannot be read: " + content.error().message());
    return std::nullopt;
}

}  // namespace

void to_lower(std::string& ascii) {
    for (char& c : ascii)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

file_settings::file_settings(const fs::path& configuration, std::string_view credentials_directory)
    : credentials_(credentials_directory) {
    std::error_code no_working_directory;  // then paths stay relative: there is nothing better
    folder_ = fs::absolute(configuration, no_working_directory).parent_path();
}

std::string file_settings::resolve(std::string_view path) const {
    if (path.empty()) return {};
    return (folder_ / path).lexically_normal().string();
}

std::string file_settings::resolve_listen(std::string_view listen) const {
    if (!listen.starts_with(socket_prefix) || listen.size() == socket_prefix.size())
        return std::string(listen);
    return std::string(socket_prefix) + resolve(listen.substr(socket_prefix.size()));
}

std::string file_settings::resolve_secret(std::string_view path) const {
    const bool      bare_name = path.find('/') == std::string_view::npos;
    std::error_code unreadable;
    if (!path.empty() && bare_name && !credentials_.empty() &&
        fs::exists(credentials_ / path, unreadable))
        return (credentials_ / path).string();
    return resolve(path);
}

std::string file_settings::sealing_key(std::string_view path) const {
    std::error_code unreadable;
    if (!credentials_.empty() && fs::exists(credentials_ / sealing_credential, unreadable))
        return (credentials_ / sealing_credential).string();
    return resolve(path);
}

void file_settings::existing(table_reader& in, std::string_view key, std::string& path) const {
    if (path.empty()) return;
    path = resolve(path);
    noting(in, key, path, read_small_file(path));
}

void file_settings::secret(table_reader& in, std::string_view key, std::string& path) const {
    if (path.empty()) return;
    path = resolve_secret(path);
    const auto content = noting(in, key, path, read_secret_file(path));
    if (content && content->empty()) in.note(key, path + " is empty");
}

void file_settings::pin(table_reader& in, std::string_view key, std::string& path) const {
    if (path.empty()) return;
    path = resolve_secret(path);
    const auto content = noting(in, key, path, read_secret_file(path));
    if (content && !is_pin(content->reveal()))
        in.note(key, path + " must hold a PIN of 4 to 8 digits and nothing else");
}

void file_settings::hashes(table_reader& in, std::string_view key, std::string& path,
                           std::vector<std::string>& hashes) const {
    for (auto& hash : hashes) to_lower(hash);
    if (path.empty()) return;
    path = resolve_secret(path);
    const auto content = noting(in, key, path, read_small_file(path));
    if (!content) return;

    std::string_view rest = *content;
    bool             any = false;
    for (int number = 1; !rest.empty(); ++number) {
        const auto  end = std::min(rest.find('\n'), rest.size() - 1);
        std::string line(trimmed(rest.substr(0, std::min(rest.find('#'), end + 1))));
        rest.remove_prefix(end + 1);
        to_lower(line);
        if (line.empty()) continue;
        any = true;
        if (is_sha256(line))
            hashes.push_back(std::move(line));
        else
            in.note(key, path + ", line " + std::to_string(number) +
                             ", is not a SHA-256 in 64 hex digits");
    }
    if (!any) in.note(key, path + " holds no hash");
}

}  // namespace hayauma::config
