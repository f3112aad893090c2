#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/json/value.hpp>

#include "config/settings.hpp"
#include "gateway/http/problem.hpp"
#include "modem/sms/phone_number.hpp"
#include "modem/sms/segment.hpp"
#include "queue/message.hpp"
#include "queue/template.hpp"

namespace hayauma::http {

using template_map = std::map<std::string, queue::message_template>;

inline constexpr int                  parts_max = 10;
inline constexpr std::size_t          reference_characters_max = 128;
inline constexpr std::chrono::seconds ttl_min{10};
inline constexpr std::chrono::seconds code_ttl_max{600};
inline constexpr std::chrono::seconds text_ttl_max{259'200};

/// What a body of `POST /v1/messages` asks for: checked, normalised, filled in, measured.
struct message_request {
    sms::phone_number          to;
    queue::message_kind        kind = queue::message_kind::code;
    queue::message_text        text;
    std::string                template_name;  ///< empty for a whole text
    std::optional<std::string> reference;
    std::string                route;  ///< a modem's or a group's name; or empty
    sms::encoding              encoding = sms::encoding::gsm7;
    int                        parts = 1;
    std::chrono::seconds       ttl{};
    bool                       supersede = false;
    bool                       wait = false;
};

/// Reads and checks such a body. Pure.
/// @return the request, or every wrong field at once, in the order of the contract's table; none
///         of them holds a value that was sent.
std::variant<message_request, std::vector<field_error>> read_message_request(
    const boost::json::value& body, const config::settings& settings,
    const template_map& templates);

}  // namespace hayauma::http
