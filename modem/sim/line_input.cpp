#include "modem/sim/line_input.hpp"

#include <utility>

namespace hayauma::sim {
namespace {

constexpr char ctrl_z = '\x1A';
constexpr char escape = '\x1B';
constexpr char del = '\x7F';

bool is_control(char octet) noexcept { return static_cast<unsigned char>(octet) < 0x20; }

}  // namespace

void line_input::reset() {
    place_ = place::outside;
    text_.clear();
    too_long_ = false;
}

void line_input::expect_payload(payload_kind kind) {
    reset();
    place_ = place::payload;
    payload_ = kind;
}

void line_input::expect_rest_of_payload(payload_kind kind, std::string typed_before) {
    expect_payload(kind);
    text_ = std::move(typed_before);
}

std::optional<typed> line_input::feed(char octet, const input_settings& settings,
                                      std::string& echo) {
    if (place_ == place::payload) return feed_payload(octet, settings, echo);
    if (settings.echo && octet != escape && octet != ctrl_z && octet != '\0') echo.push_back(octet);
    if (place_ == place::in_line) return feed_line(octet, settings, echo);
    if (place_ == place::after_a && octet == '/') {
        reset();
        return repeat_typed{};
    }
    feed_prefix(octet);
    return std::nullopt;
}

/// Everything before "AT" is noise (V.250 §5.2.2).
void line_input::feed_prefix(char octet) {
    if (octet == 'A' || octet == 'a') {
        place_ = place::after_a;
    } else if (place_ == place::after_a && (octet == 'T' || octet == 't')) {
        place_ = place::in_line;
    } else {
        place_ = place::outside;
    }
}

std::optional<typed> line_input::feed_line(char octet, const input_settings& settings,
                                           std::string& echo) {
    if (octet == settings.line_end) {
        const bool too_long = too_long_;
        line_typed line{std::move(text_)};
        reset();
        if (too_long) return line_too_long{};
        return line;
    }
    if (octet == settings.backspace || octet == del) {
        if (!text_.empty()) text_.pop_back();
        if (settings.echo) echo += " \b";
        return std::nullopt;
    }
    if (is_control(octet)) return std::nullopt;  // V.250 §5.2.2: ignored inside a line
    if (text_.size() == line_octets_max) {
        too_long_ = true;
    } else {
        text_.push_back(octet);
    }
    return std::nullopt;
}

std::optional<typed> line_input::feed_payload(char octet, const input_settings& settings,
                                              std::string& echo) {
    if (octet == ctrl_z) {
        payload_typed payload{std::move(text_), too_long_};
        reset();
        return payload;
    }
    if (octet == escape) {
        reset();
        return payload_dropped{};
    }
    if (settings.echo) echo.push_back(octet);
    const bool is_text = payload_ == payload_kind::text;
    if (is_text && (octet == settings.backspace || octet == del)) {
        if (!text_.empty()) text_.pop_back();
        return std::nullopt;
    }
    if (is_text && octet == settings.line_end) echo += "\r\n> ";
    if (text_.size() == payload_octets_max) {
        too_long_ = true;
    } else {
        text_.push_back(octet);
    }
    return std::nullopt;
}

}  // namespace hayauma::sim
