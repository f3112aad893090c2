#include "config/load.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "config/file_settings.hpp"
#include "config/small_file.hpp"
#include "config/table_reader.hpp"
#include "config/validate.hpp"
#include "config/words.hpp"

namespace hayauma::config {
namespace {

void read_http(table_reader in, const file_settings& files, http_settings& out) {
    in.text("listen", out.listen);
    in.flag("insecure_http", out.insecure_http);
    if (auto tls = in.table("tls")) {
        tls->text("certificate", out.tls_certificate);
        tls->text("key", out.tls_key);
        files.existing(*tls, "certificate", out.tls_certificate);
        files.existing(*tls, "key", out.tls_key);
        tls->finish();
    }
    out.listen = files.resolve_listen(out.listen);
    in.finish();
}

void read_scopes(table_reader& in, std::vector<scope>& out) {
    std::vector<std::string> words;
    if (!in.has("scopes")) return;
    in.texts("scopes", words);
    out.clear();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto known = scope_of(words[i]))
            out.push_back(*known);
        else
            in.note("scopes[" + std::to_string(i) + ']', "must be one of send, read, admin");
    }
}

void read_kind(table_reader& in, message_kind& out) {
    std::string text = word(out);
    in.text("kind", text);
    if (const auto known = kind_of(text))
        out = *known;
    else
        in.note("kind", "must be code or text");
}

void read_client(table_reader in, const file_settings& files, client_settings& out) {
    in.text("name", out.name);
    in.text_or_texts("token_sha256", out.token_sha256);
    in.text("token_sha256_file", out.token_sha256_file);
    read_scopes(in, out.scopes);
    in.texts("shapes", out.shapes);
    read_kind(in, out.kind);
    in.text("callback_secret_file", out.callback_secret_file);
    in.flag("allow_query_token", out.allow_query_token);
    files.secret(in, "callback_secret_file", out.callback_secret_file);
    files.hashes(in, "token_sha256_file", out.token_sha256_file, out.token_sha256);
    in.finish();
}

void read_queue(table_reader in, const file_settings& files, queue_settings& out) {
    in.text("database", out.database);
    in.seconds("default_ttl_seconds", out.default_ttl);
    in.seconds("text_ttl_seconds", out.text_ttl);
    in.number("max_messages", out.max_messages);
    in.text("key_file", out.key_file);
    in.number("history_days", out.history_days);
    out.database = files.resolve(out.database);
    in.finish();
}

void read_inbound(table_reader in, inbound_settings& out) {
    std::string text = word(out.store);
    in.text("store", text);
    if (const auto known = inbound_store_of(text))
        out.store = *known;
    else
        in.note("store", "must be masked, full or none");
    in.finish();
}

void read_numbering(table_reader in, numbering_settings& out) {
    in.text("home_country", out.home_country);
    in.texts("allowed_countries", out.allowed_countries);
    in.finish();
}

void read_guard(table_reader in, guard_settings& out) {
    in.number("codes_per_number_10_minutes", out.codes_per_number_10_minutes);
    in.number("codes_per_number_day", out.codes_per_number_day);
    in.number("client_per_minute", out.client_per_minute);
    in.texts("blocked_numbers", out.blocked_numbers);
    in.number("system_per_day", out.system_per_day);
    in.finish();
}

void read_template(table_reader in, template_settings& out) {
    in.text("text", out.text);
    in.text("app", out.app);
    in.finish();
}

/// Left out, the hard stop follows the soft one; a stop of 0 means none.
void read_daily_parts(table_reader& in, modem_settings& out) {
    constexpr int hard_default = 190;
    in.number("daily_parts", out.daily_parts);
    if (in.has("daily_parts_hard"))
        in.number("daily_parts_hard", out.daily_parts_hard);
    else
        out.daily_parts_hard = out.daily_parts == 0 ? 0 : std::max(hard_default, out.daily_parts);
}

void read_modem(table_reader in, const file_settings& files, modem_settings& out) {
    in.text("name", out.name);
    in.text("device", out.device);
    in.text("usb", out.usb);
    in.text("serial", out.usb_serial);
    if (in.number("interface", out.usb_interface) && out.usb_interface < 0)
        in.note("interface", "must be 0 to 255");
    in.text("imei", out.imei);
    in.text("pin_file", out.pin_file);
    read_daily_parts(in, out);
    in.text("group", out.group);
    if (!out.device.starts_with("tcp://")) out.device = files.resolve(out.device);
    to_lower(out.usb);
    files.pin(in, "pin_file", out.pin_file);
    in.finish();
}

void read_all(table_reader in, const file_settings& files, settings& out) {
    if (auto http = in.table("http")) read_http(*http, files, out.http);
    for (auto& client : in.tables("client")) read_client(client, files, out.clients.emplace_back());
    if (auto queue = in.table("queue")) read_queue(*queue, files, out.queue);
    if (auto inbound = in.table("inbound")) read_inbound(*inbound, out.inbound);
    if (auto numbering = in.table("numbering")) read_numbering(*numbering, out.numbering);
    if (auto guard = in.table("guard")) read_guard(*guard, out.guard);
    for (auto& one : in.named_tables("template")) read_template(one, out.templates[one.name()]);
    for (auto& modem : in.tables("modem")) read_modem(modem, files, out.modems.emplace_back());
    if (auto compat = in.table("compat")) {
        compat->texts("shapes", out.compat.shapes);
        compat->finish();
    }
    in.finish();
    out.queue.key_file = files.sealing_key(out.queue.key_file);
}

/// Where the key stands or, where it was left out, the table that should hold it.
std::uint32_t line_of(const findings& notes, std::string key) {
    for (;;) {
        if (const auto at = notes.lines.find(key); at != notes.lines.end() && at->second > 0)
            return at->second;
        const auto cut = key.find_last_of(".[");
        if (cut == std::string::npos) return 1;
        key.resize(cut);
    }
}

/// A value that could not be read at all is not judged a second time by what stands in its place.
void add_unless_noted(findings& notes, std::vector<problem> found) {
    const auto read = notes.problems;
    for (auto& one : found) {
        const bool noted = std::any_of(read.begin(), read.end(), [&](const problem& p) {
            return p.key == one.key || p.key.starts_with(one.key + '[');
        });
        if (!noted) notes.problems.push_back(std::move(one));
    }
}

std::vector<mistake> located(const findings& notes, const std::string& file) {
    std::vector<mistake> out;
    for (const auto& one : notes.problems)
        out.push_back({file, line_of(notes, one.key), one.key, one.what});
    std::stable_sort(out.begin(), out.end(),
                     [](const mistake& a, const mistake& b) { return a.line < b.line; });
    return out;
}

/// @return the table, or what is wrong with it as TOML: of such mistakes only the first is known.
std::optional<toml::table> parse(std::string_view text, const std::string& file,
                                 std::vector<mistake>& mistakes) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        mistakes.push_back(
            {file, error.source().begin.line, {}, "not TOML: " + std::string(error.description())});
        return std::nullopt;
    }
}

}  // namespace

std::string to_string(const mistake& m) {
    std::string out = m.file;
    if (m.line > 0) out += ':' + std::to_string(m.line);
    if (!m.key.empty()) out += ": " + m.key;
    return out + ": " + m.what;
}

load_options options_from_environment() {
    load_options out;
    if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY"))
        out.credentials_directory = folder;
    return out;
}

loaded_config load_text(std::string_view toml, const std::filesystem::path& file,
                        const load_options& options) {
    loaded_config out;
    const auto    table = parse(toml, file.string(), out.mistakes);
    if (!table) return out;

    findings            notes;
    const file_settings files(file, options.credentials_directory);
    read_all(table_reader(*table, {}, notes), files, out.values);
    add_unless_noted(notes, validate(out.values));
    if (options.more) add_unless_noted(notes, options.more(out.values));
    out.mistakes = located(notes, file.string());
    return out;
}

loaded_config load(const std::filesystem::path& file, const load_options& options) {
    const auto text = read_small_file(file);
    if (!text) return {{}, {{file.string(), 0, {}, "cannot be read: " + text.error().message()}}};
    return load_text(*text, file, options);
}

}  // namespace hayauma::config
