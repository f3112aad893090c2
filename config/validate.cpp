#include "config/validate.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "config/listen.hpp"

namespace hayauma::config {
namespace {

using problems = std::vector<problem>;

constexpr std::size_t name_characters_max = 64;
constexpr std::size_t socket_path_octets_max = 107;  // sun_path holds 108 with its zero
constexpr std::array  known_shapes{"sms", "twilio", "verify", "kannel", "capcom6", "smseagle"};

std::string indexed(std::string_view list, std::size_t index) {
    return std::string(list) + '[' + std::to_string(index) + ']';
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

bool is_name_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '-';
}

template <class Int>
void check_range(problems& out, std::string key, Int value, Int least,
                 Int most = std::numeric_limits<Int>::max()) {
    if (value >= least && value <= most) return;
    std::string what = "must be " + std::to_string(least);
    what += most == std::numeric_limits<Int>::max() ? " or more" : " to " + std::to_string(most);
    out.push_back({std::move(key), what + ", not " + std::to_string(value)});
}

void check_name(problems& out, const std::string& key, std::string_view name) {
    if (name.empty())
        out.push_back({key, "is required"});
    else if (!is_name(name))
        out.push_back({key, "must be 1 to 64 letters, digits, '.', '_' or '-'"});
}

/// Remembers values that must differ, and says whose was first.
class uniqueness {
public:
    void check(problems& out, const std::string& key, const std::string& value) {
        if (value.empty()) return;
        const auto [first, is_new] = first_.try_emplace(value, key);
        if (!is_new) out.push_back({key, "repeats " + first->second});
    }

    bool known(const std::string& value) const { return first_.contains(value); }

private:
    std::map<std::string, std::string> first_;
};

void check_shapes(problems& out, const std::string& key, const std::vector<std::string>& shapes) {
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (std::find(known_shapes.begin(), known_shapes.end(), shapes[i]) != known_shapes.end())
            continue;
        out.push_back(
            {indexed(key, i), "must be one of sms, twilio, verify, kannel, capcom6, smseagle"});
    }
}

void check_listen(problems& out, const http_settings& http) {
    const auto where = parse_listen(http.listen);
    if (!where) {
        out.push_back({"http.listen", "must be ADDRESS:PORT, [IPV6-ADDRESS]:PORT or unix:PATH"});
    } else if (where->socket_path.size() > socket_path_octets_max) {
        out.push_back({"http.listen", "the path of a socket must not be longer than " +
                                          std::to_string(socket_path_octets_max) + " octets"});
    } else if (!where->loopback && !http.insecure_http && http.tls_certificate.empty()) {
        out.push_back({"http.listen", "an address that others can reach needs tls.certificate and "
                                      "tls.key, or insecure_http = true"});
    }
}

void check_http(problems& out, const http_settings& http) {
    check_listen(out, http);
    if (http.tls_certificate.empty() && http.tls_key.empty()) return;
    if (http.tls_certificate.empty())
        out.push_back({"http.tls.key", "is of no use without tls.certificate"});
    if (http.tls_key.empty())
        out.push_back({"http.tls.certificate", "is of no use without tls.key"});
    // Refused rather than ignored: nobody may believe that what is sent in clear is protected.
    out.push_back({http.tls_certificate.empty() ? "http.tls.key" : "http.tls.certificate",
                   "tls is not available in this version"});
}

void check_tokens(problems& out, const std::string& key, const client_settings& client) {
    if (client.token_sha256.empty() && client.token_sha256_file.empty())
        out.push_back({key, "is required: `hayauma client add NAME` makes a token"});
    for (const auto& hash : client.token_sha256) {
        if (is_sha256(hash)) continue;
        out.push_back({key,
                       "must be a SHA-256 in 64 hex digits, not the token itself: `hayauma client "
                       "add NAME` makes both"});
        break;
    }
}

void check_client(problems& out, const std::string& path, const client_settings& client) {
    check_name(out, path + ".name", client.name);
    check_tokens(out, path + ".token_sha256", client);
    if (client.scopes.empty())
        out.push_back({path + ".scopes", "must name at least one of send, read, admin"});
    check_shapes(out, path + ".shapes", client.shapes);
}

void check_clients(problems& out, const std::vector<client_settings>& clients) {
    if (clients.empty())
        out.push_back(
            {"client", "at least one [[client]] is required: `hayauma client add NAME` makes it"});
    uniqueness names;
    uniqueness tokens;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const std::string path = indexed("client", i);
        check_client(out, path, clients[i]);
        names.check(out, path + ".name", clients[i].name);
        std::vector<std::string> own = clients[i].token_sha256;
        std::sort(own.begin(), own.end());  // the same token twice in one client does no harm
        own.erase(std::unique(own.begin(), own.end()), own.end());
        for (const auto& hash : own) tokens.check(out, path + ".token_sha256", hash);
    }
}

void check_queue(problems& out, const queue_settings& queue) {
    if (queue.database.empty()) out.push_back({"queue.database", "must be the path of a file"});
    check_range<std::int64_t>(out, "queue.default_ttl_seconds", queue.default_ttl.count(), 10, 600);
    check_range<std::int64_t>(out, "queue.text_ttl_seconds", queue.text_ttl.count(), 10, 259'200);
    check_range<std::int64_t>(out, "queue.max_messages", queue.max_messages, 1);
    check_range(out, "queue.history_days", queue.history_days, 1, 3'650);
}

/// A country calling code has one to three digits and never begins with 0. @see ITU-T E.164 §6.
bool is_country_code(std::string_view text) {
    return !text.empty() && text.size() <= 3 && text.front() != '0' &&
           std::all_of(text.begin(), text.end(), is_digit);
}

void check_numbering(problems& out, const numbering_settings& numbering) {
    constexpr auto what =
        "must be a country calling code such as \"81\": one to three digits, no +";
    if (!is_country_code(numbering.home_country)) out.push_back({"numbering.home_country", what});
    if (numbering.allowed_countries.empty())
        out.push_back({"numbering.allowed_countries", "must name at least one country"});
    for (std::size_t i = 0; i < numbering.allowed_countries.size(); ++i)
        if (!is_country_code(numbering.allowed_countries[i]))
            out.push_back({indexed("numbering.allowed_countries", i), what});
}

void check_guard(problems& out, const guard_settings& guard) {
    check_range(out, "guard.codes_per_number_10_minutes", guard.codes_per_number_10_minutes, 0);
    check_range(out, "guard.codes_per_number_day", guard.codes_per_number_day, 0);
    check_range(out, "guard.client_per_minute", guard.client_per_minute, 0);
    for (std::size_t i = 0; i < guard.blocked_numbers.size(); ++i)
        if (guard.blocked_numbers[i].empty())
            out.push_back({indexed("guard.blocked_numbers", i), "must not be empty"});
    check_range(out, "guard.system_per_day", guard.system_per_day, 0);
}

void check_templates(problems& out, const std::map<std::string, template_settings>& templates) {
    for (const auto& [name, one] : templates)
        if (!is_name(name))
            out.push_back(
                {"template." + name, "the name must be 1 to 64 letters, digits, '.', '_' or '-'"});
}

/// `tcp://HOST:PORT`, with an IPv6 address in brackets.
bool is_tcp_device(std::string_view text) {
    text.remove_prefix(std::string_view("tcp://").size());
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto host = text.substr(0, colon);
    const auto port = parse_port(text.substr(colon + 1));
    if (!port || *port == 0 || host.find_first_of("/ @?#") != std::string_view::npos) return false;
    return host.find(':') == std::string_view::npos || (host.front() == '[' && host.back() == ']');
}

/// Vendor and product, each in four hex digits: `2c7c:0125`.
bool is_usb_id(std::string_view text) {
    return text.size() == 9 && text[4] == ':' &&
           std::count_if(text.begin(), text.end(), is_hex_digit) == 8;
}

void check_how_found(problems& out, const std::string& path, const modem_settings& modem) {
    const int ways =
        int{!modem.device.empty()} + int{!modem.usb.empty()} + int{!modem.imei.empty()};
    if (ways == 0) out.push_back({path + ".device", "one of device, usb and imei is required"});
    if (ways > 1)
        out.push_back({path + (modem.imei.empty() ? ".usb" : ".imei"),
                       "only one of device, usb and imei can be given"});
    if (modem.usb.empty() && !modem.usb_serial.empty())
        out.push_back({path + ".serial", "is of no use without usb"});
    if (modem.usb.empty() && modem.usb_interface != -1)
        out.push_back({path + ".interface", "is of no use without usb"});
}

void check_address(problems& out, const std::string& path, const modem_settings& modem) {
    if (modem.device.starts_with("tcp://") && !is_tcp_device(modem.device))
        out.push_back({path + ".device", "must be a path or tcp://HOST:PORT"});
    if (!modem.usb.empty() && !is_usb_id(modem.usb))
        out.push_back({path + ".usb", "must be a usb id such as \"2c7c:0125\""});
    if (modem.usb_interface != -1)
        check_range(out, path + ".interface", modem.usb_interface, 0, 255);
    const bool digits = std::all_of(modem.imei.begin(), modem.imei.end(), is_digit);
    if (!modem.imei.empty() && (modem.imei.size() != 15 || !digits))
        out.push_back({path + ".imei", "must be 15 digits"});
}

void check_modem(problems& out, const std::string& path, const modem_settings& modem) {
    check_name(out, path + ".name", modem.name);
    check_how_found(out, path, modem);
    check_address(out, path, modem);
    check_range(out, path + ".daily_parts", modem.daily_parts, 0);
    check_range(out, path + ".daily_parts_hard", modem.daily_parts_hard, 0);
    if (modem.daily_parts_hard > 0 && modem.daily_parts_hard < modem.daily_parts)
        out.push_back({path + ".daily_parts_hard", "must not be below daily_parts, which is " +
                                                       std::to_string(modem.daily_parts)});
    if (!modem.group.empty()) check_name(out, path + ".group", modem.group);
}

/// What tells one usb device from another, in one word. Empty where the modem is not found by usb,
/// or where two of a model are to be taken as they come.
std::string usb_identity(const modem_settings& modem) {
    if (modem.usb_serial.empty()) return {};
    return modem.usb + '/' + modem.usb_serial + '/' + std::to_string(modem.usb_interface);
}

void check_modems(problems& out, const std::vector<modem_settings>& modems) {
    uniqueness names, devices;
    for (std::size_t i = 0; i < modems.size(); ++i) {
        const std::string path = indexed("modem", i);
        const auto&       modem = modems[i];
        check_modem(out, path, modem);
        names.check(out, path + ".name", modem.name);
        devices.check(out, path + ".device", modem.device);
        devices.check(out, path + ".usb", usb_identity(modem));
        devices.check(out, path + ".imei", modem.imei);
    }
    // A message may ask for a modem's or a group's name: the two must not be mistaken.
    for (std::size_t i = 0; i < modems.size(); ++i)
        if (names.known(modems[i].group))
            out.push_back({indexed("modem", i) + ".group", "must not be a modem's name"});
}

}  // namespace

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= name_characters_max &&
           std::all_of(text.begin(), text.end(), is_name_character);
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex_digit);
}

std::vector<problem> validate(const settings& s) {
    problems out;
    check_http(out, s.http);
    check_clients(out, s.clients);
    check_queue(out, s.queue);
    check_numbering(out, s.numbering);
    check_guard(out, s.guard);
    check_templates(out, s.templates);
    check_modems(out, s.modems);
    check_shapes(out, "compat.shapes", s.compat.shapes);
    return out;
}

}  // namespace hayauma::config
