#include "gateway/http/message_request.hpp"

#include <algorithm>
#include <array>

#include <boost/json/object.hpp>
#include <boost/json/string.hpp>

#include "gateway/http/json.hpp"
#include "modem/sms/utf8.hpp"
#include "queue/numbering.hpp"

namespace hayauma::http {
namespace {

namespace json = boost::json;
using queue::message_kind;

constexpr std::array<std::string_view, 11> known_fields{
    "to",   "code",      "text",  "kind",      "template",    "app",
    "wait", "supersede", "modem", "reference", "ttl_seconds",
};
constexpr std::string_view callback_field = "callback_url";

/// Reads field by field and collects what is wrong with each.
class reader {
public:
    reader(const json::object& body, const config::settings& settings,
           const template_map& templates)
        : body_(body), settings_(settings), templates_(templates) {}

    std::variant<message_request, std::vector<field_error>> read();

private:
    void read_to();
    void read_content();
    void read_code();
    void read_text();
    void read_kind();
    void read_ttl();
    void read_route();
    void read_reference();
    void refuse_unknown();

    void fill(const queue::message_template& chosen, std::string_view code);
    void measure(std::string_view field);
    bool flag(std::string_view field, bool otherwise);
    bool plain(std::string_view field, std::string_view text, bool line_feeds);

    bool has(std::string_view field) const { return body_.contains(field); }
    std::optional<std::string_view> string(std::string_view field);
    void wrong(std::string_view field, std::string code, std::string detail);

    const json::object&              body_;
    const config::settings&          settings_;
    const template_map&              templates_;
    std::optional<sms::phone_number> to_;
    queue::message_kind              kind_ = message_kind::code;
    queue::message_text              text_;
    std::string                      template_name_;
    std::optional<std::string>       reference_;
    std::string                      route_;
    sms::measure                     measure_;
    std::chrono::seconds             ttl_{};
    std::vector<field_error>         errors_;
};

void reader::wrong(std::string_view field, std::string code, std::string detail) {
    errors_.push_back({"/" + pointer_token(field), std::move(code), std::move(detail), false});
}

/// The field's text; nullopt where it is absent, or is no string, which is then an error.
std::optional<std::string_view> reader::string(std::string_view field) {
    const auto* value = body_.if_contains(field);
    if (!value) return std::nullopt;
    const auto* text = value->if_string();
    if (text) return std::string_view(text->data(), text->size());
    wrong(field, "wrong_type", "This must be a string.");
    return std::nullopt;
}

bool reader::flag(std::string_view field, bool otherwise) {
    const auto* value = body_.if_contains(field);
    if (!value) return otherwise;
    if (const auto* set = value->if_bool()) return *set;
    wrong(field, "wrong_type", "This must be true or false.");
    return otherwise;
}

/// Whether a text holds no control character, or only line feeds where these are allowed.
bool reader::plain(std::string_view field, std::string_view text, bool line_feeds) {
    const auto characters = sms::from_utf8(text);
    const bool fine =
        characters &&
        std::none_of(characters->begin(), characters->end(), [line_feeds](char32_t c) {
            return sms::is_control(c) && !(line_feeds && c == U'\n');
        });
    if (!fine) wrong(field, "control_character", "This holds a control character.");
    return fine;
}

void reader::read_to() {
    if (!has("to")) return wrong("to", "required", "A message needs a number to go to.");
    const auto written = string("to");
    if (!written) return;
    const auto number = queue::normalise(*written, settings_.numbering);
    if (number)
        to_ = *number;
    else
        wrong("to", queue::name(number.error()), queue::text(number.error()));
}

void reader::read_content() {
    const bool code = has("code");
    kind_ = code ? message_kind::code : message_kind::text;
    read_kind();
    if (code && has("text"))
        return wrong("text", "code_or_text", "Give either code or text, not both.");
    if (!code && !has("text"))
        return wrong("code", "code_or_text", "A message needs either code or text.");
    code ? read_code() : read_text();
}

void reader::read_kind() {
    const auto kind = string("kind");
    if (!kind) return;
    if (*kind == "code")
        kind_ = message_kind::code;
    else if (*kind != "text")
        wrong("kind", "invalid_kind", "This must be code or text.");
    else if (has("code"))
        wrong("kind", "invalid_kind", "With code given the kind is code.");
}

void reader::read_code() {
    const auto code = string("code");
    const bool six_digits = code && queue::is_code(*code);
    if (code && !six_digits) wrong("code", "invalid_code", "A code is six ASCII digits.");

    const auto chosen = string("template");
    template_name_ = chosen.value_or("default");
    const auto found = templates_.find(template_name_);
    if (found == templates_.end())
        return wrong("template", "unknown_template", "There is no such template.");
    // A wrong code does not hide a wrong app: both are said at once.
    fill(found->second, six_digits ? *code : "000000");
}

void reader::fill(const queue::message_template& chosen, std::string_view code) {
    std::optional<std::string> app;
    if (const auto given = string("app")) app = std::string(*given);
    auto filled = chosen.fill(code, app);
    if (!filled) return wrong("app", "invalid_app", filled.error().message());
    text_ = std::move(*filled);
    measure("app");
}

void reader::read_text() {
    for (const auto* field : {"template", "app"})
        if (has(field)) wrong(field, "needs_code", "This goes with code, not with a whole text.");
    const auto text = string("text");
    if (!text) return;
    if (text->empty()) return wrong("text", "empty_text", "The text is empty.");
    if (!plain("text", *text, true)) return;
    text_.utf8 = std::string(*text);
    measure("text");
}

void reader::measure(std::string_view field) {
    const auto size = sms::measure_text(text_.utf8);
    const int  most = field == "text" ? parts_max : 1;
    if (!size) return wrong(field, "invalid_text", "This is not a text that can be sent.");
    measure_ = *size;
    if (measure_.parts > static_cast<std::size_t>(most))
        wrong(field, "text_too_long",
              "The text needs more than " + std::to_string(most) + " part(s).");
}

void reader::read_ttl() {
    const bool code = kind_ == message_kind::code;
    ttl_ = code ? settings_.queue.default_ttl : settings_.queue.text_ttl;
    const auto* value = body_.if_contains("ttl_seconds");
    if (!value) return;

    const auto  most = code ? code_ttl_max : text_ttl_max;
    const auto* seconds = value->if_int64();
    if (!seconds && !value->is_uint64())
        return wrong("ttl_seconds", "wrong_type", "This must be a whole number of seconds.");
    if (seconds && *seconds >= ttl_min.count() && *seconds <= most.count()) {
        ttl_ = std::chrono::seconds(*seconds);
        return;
    }
    wrong("ttl_seconds", "ttl_out_of_range",
          "This must be " + std::to_string(ttl_min.count()) + " to " +
              std::to_string(most.count()) + " for a " + queue::name(kind_) + ".");
}

void reader::read_route() {
    const auto name = string("modem");
    if (!name) return;
    const auto& modems = settings_.modems;
    const bool  known = !name->empty() && std::any_of(modems.begin(), modems.end(),
                                                      [&](const config::modem_settings& m) {
                                                         return m.name == *name || m.group == *name;
                                                     });
    if (known)
        route_ = std::string(*name);
    else
        wrong("modem", "unknown_modem", "There is no modem and no group of this name.");
}

void reader::read_reference() {
    const auto text = string("reference");
    if (!text || !plain("reference", *text, false)) return;
    if (sms::from_utf8(*text)->size() > reference_characters_max)
        return wrong("reference", "reference_too_long", "This may have 128 characters at most.");
    reference_ = std::string(*text);
}

void reader::refuse_unknown() {
    if (has(callback_field))
        wrong(callback_field, "not_available",
              "Webhooks come with a later version; follow the message by its id until then.");
    for (const auto& [key, value] : body_) {
        const std::string_view name(key.data(), key.size());
        const bool             known =
            name == callback_field ||
            std::find(known_fields.begin(), known_fields.end(), name) != known_fields.end();
        if (!known) wrong(name, "unknown_field", "There is no such field.");
    }
}

std::variant<message_request, std::vector<field_error>> reader::read() {
    read_to();
    read_content();
    read_ttl();
    const bool wait = flag("wait", false);
    const bool supersede = flag("supersede", has("code"));
    read_route();
    read_reference();
    refuse_unknown();
    if (!errors_.empty()) return std::move(errors_);
    return message_request{*to_,
                           kind_,
                           std::move(text_),
                           std::move(template_name_),
                           std::move(reference_),
                           std::move(route_),
                           measure_.alphabet,
                           static_cast<int>(measure_.parts),
                           ttl_,
                           supersede,
                           wait};
}

}  // namespace

std::variant<message_request, std::vector<field_error>> read_message_request(
    const json::value& body, const config::settings& settings, const template_map& templates) {
    const auto* object = body.if_object();
    if (!object)
        return std::vector{
            field_error{"", "not_an_object", "The body must be a JSON object.", false}};
    return reader(*object, settings, templates).read();
}

}  // namespace hayauma::http
