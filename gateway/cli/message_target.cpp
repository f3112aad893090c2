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

}  // namespace

std::string message_target(std::string_view id) { return "/v1/messages/" + encoded(id); }

std::string messages_target(const message_filter& filter) {
    std::string out = "/v1/messages?limit=" + std::to_string(filter.limit);
    const auto  add = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out += std::string("&") + key + '=' + encoded(value);
    };
    add("status", filter.status);
    add("client", filter.client);
    add("reference", filter.reference);
    add("cursor", filter.cursor);
    return out;
}

}  // namespace hayauma::cli
