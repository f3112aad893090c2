#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hayauma::config {

/// Everything that can be set. Defaults are the contract's; ranges stand beside each member and
/// are checked once in `validate()`, so that every reader may rely on them. Paths are absolute
/// after `load()` (they are taken from the configuration file's own folder).

struct http_settings {
    std::string listen = "127.0.0.1:8080";  ///< ADDR:PORT, [ADDR6]:PORT or unix:/PATH
    bool        insecure_http = false;      ///< allow a non-loopback address without TLS
    std::string tls_certificate;            ///< PEM path; empty: plain HTTP
    std::string tls_key;                    ///< PEM path

    bool operator==(const http_settings&) const = default;
};

enum class scope { send, read, admin };
enum class message_kind { code, text };

struct client_settings {
    std::string              name;          ///< unique, 1 to 64 of [A-Za-z0-9._-]
    std::vector<std::string> token_sha256;  ///< lower-case hex, at least one (also from the file)
    std::string              token_sha256_file;  ///< one hash a line
    std::vector<scope>       scopes{scope::send};
    std::vector<std::string> shapes;  ///< empty: all that are on
    message_kind             kind = message_kind::code;
    std::string              callback_secret_file;
    bool                     allow_query_token = false;

    bool operator==(const client_settings&) const = default;
};

struct queue_settings {
    std::string          database = "/var/lib/hayauma/queue.db";
    std::chrono::seconds default_ttl{300};          ///< of a code; 10 to 600 s
    std::chrono::seconds text_ttl{3600};            ///< of a plain text; 10 to 259,200 s
    std::int64_t         max_messages = 2'000'000;  ///< waiting at once; 1 or more
    std::string          key_file;                  ///< empty: credential, else <database>.key
    int                  history_days = 30;         ///< 1 to 3,650

    bool operator==(const queue_settings&) const = default;
};

/// What is kept of messages that come to our SIMs.
enum class inbound_store {
    masked,  ///< without the digits that could be a code or a number
    full,    ///< as they came
    none     ///< nothing
};

struct inbound_settings {
    inbound_store store = inbound_store::masked;

    bool operator==(const inbound_settings&) const = default;
};

struct numbering_settings {
    std::string              home_country = "81";
    std::vector<std::string> allowed_countries{"81"};

    bool operator==(const numbering_settings&) const = default;
};

/// Against abuse; 0 = no limit.
struct guard_settings {
    int                      codes_per_number_10_minutes = 5;
    int                      codes_per_number_day = 10;
    int                      client_per_minute = 600;
    std::vector<std::string> blocked_numbers;
    int                      system_per_day = 0;

    bool operator==(const guard_settings&) const = default;
};

struct template_settings {
    std::string text = "Use verification code {code} for {app} authentication.";
    std::string app = "Microsoft";

    bool operator==(const template_settings&) const = default;
};

struct modem_settings {
    std::string name;        ///< unique, 1 to 64 of [A-Za-z0-9._-]
    std::string device;      ///< a path, or tcp://HOST:PORT; one of device, usb, imei is set
    std::string usb;         ///< "2c7c:0125", lower case
    std::string usb_serial;  ///< with usb
    int         usb_interface = -1;  ///< with usb; -1: by the profile
    std::string imei;                ///< 15 digits
    std::string pin_file;            ///< empty: no PIN is ever entered
    int         daily_parts = 150;
    int         daily_parts_hard = 190;  ///< after load: the default rule is already applied
    std::string group;

    bool operator==(const modem_settings&) const = default;
};

struct compat_settings {
    std::vector<std::string> shapes{"sms", "twilio"};

    bool operator==(const compat_settings&) const = default;
};

struct settings {
    http_settings                            http;
    std::vector<client_settings>             clients;
    queue_settings                           queue;
    inbound_settings                         inbound;
    numbering_settings                       numbering;
    guard_settings                           guard;
    std::map<std::string, template_settings> templates{{"default", {}}};
    std::vector<modem_settings>              modems;
    compat_settings                          compat;

    bool operator==(const settings&) const = default;
};

}  // namespace hayauma::config
