#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gateway/http/problem.hpp"
#include "queue/store/message_store.hpp"

namespace hayauma::http {

/// Reads the query of `GET /v1/messages`. Pure. An empty value is as good as none.
/// @return the filter, or every wrong parameter at once.
std::variant<store::list_filter, std::vector<field_error>> read_message_query(
    const std::vector<std::pair<std::string, std::string>>& query);

}  // namespace hayauma::http
