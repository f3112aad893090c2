#include "gateway/http/message_query.hpp"

#include <set>

#include "gateway/http/list_query.hpp"
#include "queue/transition.hpp"

namespace hayauma::http {
namespace {

class reader {
public:
    std::variant<store::list_filter, std::vector<field_error>> read(
        const std::vector<std::pair<std::string, std::string>>& query);

private:
    void read_one(const std::string& name, const std::string& value);
    void read_limit(const std::string& value);
    void read_status(const std::string& value);
    void read_cursor(const std::string& value);
    void wrong(const std::string& name, std::string code, std::string detail) {
        errors_.push_back({name.substr(0, 64), std::move(code), std::move(detail), true});
    }

    store::list_filter       filter_;
    std::set<std::string>    seen_;
    std::vector<field_error> errors_;
};

void reader::read_limit(const std::string& value) {
    const auto limit = list_limit(value);
    if (!limit) return wrong("limit", "invalid_limit", "This must be 1 to 500.");
    filter_.limit = *limit;
}

void reader::read_status(const std::string& value) {
    filter_.status = queue::state_of(value.c_str());
    if (!filter_.status) wrong("status", "invalid_status", "There is no such status.");
}

void reader::read_cursor(const std::string& value) {
    if (!is_cursor(value))
        return wrong("cursor", "invalid_cursor", "This is no cursor of an earlier answer.");
    filter_.cursor = value;
}

void reader::read_one(const std::string& name, const std::string& value) {
    if (!seen_.insert(name).second)
        return wrong(name, "repeated_parameter", "This may be given once.");
    if (name != "status" && name != "client" && name != "reference" && name != "limit" &&
        name != "cursor")
        return wrong(name, "unknown_parameter", "There is no such parameter.");
    if (value.empty()) return;
    if (name == "status") read_status(value);
    if (name == "client") filter_.client = value;
    if (name == "reference") filter_.reference = value;
    if (name == "limit") read_limit(value);
    if (name == "cursor") read_cursor(value);
}

std::variant<store::list_filter, std::vector<field_error>> reader::read(
    const std::vector<std::pair<std::string, std::string>>& query) {
    for (const auto& [name, value] : query) read_one(name, value);
    if (!errors_.empty()) return std::move(errors_);
    return std::move(filter_);
}

}  // namespace

std::variant<store::list_filter, std::vector<field_error>> read_message_query(
    const std::vector<std::pair<std::string, std::string>>& query) {
    return reader().read(query);
}

}  // namespace hayauma::http
