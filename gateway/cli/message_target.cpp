#include "gateway/cli/message_target.hpp"

#include <boost/url/url.hpp>

namespace hayauma::cli {

std::string message_target(std::string_view id) {
    boost::urls::url out("/v1/messages");
    out.segments().push_back(id);
    return std::string(out.buffer());
}

std::string messages_target(const message_filter& filter) {
    boost::urls::url out("/v1/messages");
    auto             query = out.params();
    const auto       add = [&query](std::string_view key, const std::string& value) {
        if (!value.empty()) query.append({key, value});
    };
    add("status", filter.status);
    add("client", filter.client);
    add("reference", filter.reference);
    add("cursor", filter.cursor);
    add("limit", std::to_string(filter.limit));
    return std::string(out.buffer());
}

}  // namespace hayauma::cli
