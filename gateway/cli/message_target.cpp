#include "gateway/cli/message_target.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace hayauma::cli {
namespace {

/// Everything but letters, digits and -._~ in percent form: a '+' left as it is would be read as a
/// space by many servers. @see RFC 3986 §2.3.
std::string encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

void add(std::string& target, const char* key, const std::string& value) {
    if (!value.empty()) target += std::string("&") + key + '=' + encoded(value);
}

}  // namespace

std::string message_target(std::string_view id) { return "/v1/messages/" + encoded(id); }

std::string messages_target(const message_filter& filter) {
    std::string out = "/v1/messages?limit=" + std::to_string(filter.limit);
    add(out, "status", filter.status);
    add(out, "client", filter.client);
    add(out, "reference", filter.reference);
    add(out, "cursor", filter.cursor);
    return out;
}

std::string inbound_target(std::string_view id) { return "/v1/inbound/" + encoded(id); }

std::string inbound_target(const inbound_filter& filter) {
    std::string out = "/v1/inbound?limit=" + std::to_string(filter.limit);
    add(out, "modem", filter.modem);
    add(out, "cursor", filter.cursor);
    return out;
}

std::string modem_target(std::string_view name, std::string_view verb) {
    std::string out = "/v1/modems/" + encoded(name);
    if (!verb.empty()) out.append("/").append(verb);
    return out;
}

}  // namespace hayauma::cli
