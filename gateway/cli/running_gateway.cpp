#include "gateway/cli/running_gateway.hpp"

#include <chrono>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "config/listen.hpp"
#include "gateway/cli/json_text.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

// It is on this machine, or near.
constexpr http_limits limits{std::chrono::seconds(2), std::chrono::seconds(5)};

constexpr unsigned ok = 200;
constexpr unsigned unavailable = 503;

/// The status words of /readyz, one a line, as a sentence has them.
std::string in_one_line(std::string words) {
    while (!words.empty() && words.back() == '\n') words.pop_back();
    for (std::size_t at = 0; (at = words.find('\n', at)) != words.npos;) words.replace(at, 1, ", ");
    return words;
}

void read_modems(const std::string& body, doctor::gateway_facts& out) {
    boost::system::error_code malformed;
    const auto                value = json::parse(body, malformed);
    if (malformed || !value.is_object()) return;
    for (const auto& modem : objects_of(value.get_object(), "items"))
        out.modems.push_back({text_of(modem, "name"), text_of(modem, "state"),
                              text_of(modem, "reason"), text_of(modem, "device"),
                              text_of(modem, "can_send") == "yes"});
}

}  // namespace

std::string local_url(const config::http_settings& settings) {
    if (!settings.tls_certificate.empty()) return {};
    const auto listens = config::parse_listen(settings.listen);
    if (!listens) return {};
    if (listens->is_socket()) return "unix:" + listens->socket_path;
    std::string address = listens->address;
    if (address == "0.0.0.0") address = "127.0.0.1";
    if (address == "::") address = "::1";
    if (address.find(':') != address.npos) address = '[' + address + ']';
    return "http://" + address + ':' + std::to_string(listens->port);
}

doctor::gateway_facts ask_gateway(const server_options& server) {
    doctor::gateway_facts out;
    if (server.url.empty()) return out;
    const gateway_api api(server, limits);
    const auto        lives = api.try_get("/livez");
    if (!lives || lives->status != ok || lives->body != "live\n") return out;
    out.running = true;
    out.where = server.url;
    const auto ready = api.try_get("/readyz");
    if (ready && (ready->status == ok || ready->status == unavailable)) {
        out.ready = ready->status == ok;
        if (!*out.ready) out.not_ready = in_one_line(ready->body);
    }
    const auto modems = api.try_get("/v1/modems");
    if (modems && modems->status == ok)
        read_modems(modems->body, out);
    else
        out.refused = true;
    return out;
}

}  // namespace hayauma::cli
