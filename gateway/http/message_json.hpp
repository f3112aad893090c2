#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "modem/sms/errors.hpp"
#include "queue/message.hpp"
#include "queue/store/message_store.hpp"

namespace hayauma::http {

/// A message as the API shows it. Every member is always there; what is not known is null.
boost::json::object to_json(const queue::message_view& message);

/// `{"family", "code", "name", "permanent"}`, or null.
boost::json::value to_json(const std::optional<sms::error_code>& error);

/// `{"items": [...], "next_cursor": ...}`.
boost::json::object to_json(const store::page& page);

/// A moment as text, or null.
boost::json::value to_json(const std::optional<wall_time>& when);

/// A text, or null where it is empty: what is not known.
boost::json::value text_or_null(const std::string& text);

}  // namespace hayauma::http
