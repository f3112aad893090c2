#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace hayauma::sim {

/// What a terminal has finished typing.
struct line_typed {
    std::string body;  ///< without "AT" and the line's end
    bool        operator==(const line_typed&) const = default;
};
struct repeat_typed {  ///< "A/": the last line again, at once (ITU-T V.250 §5.2.4)
    bool operator==(const repeat_typed&) const = default;
};
struct payload_typed {  ///< ended by Ctrl-Z
    std::string text;
    bool        too_long = false;
    bool        operator==(const payload_typed&) const = default;
};
struct payload_dropped {  ///< ended by ESC
    bool operator==(const payload_dropped&) const = default;
};
struct line_too_long {
    bool operator==(const line_too_long&) const = default;
};
using typed = std::variant<line_typed, repeat_typed, payload_typed, payload_dropped, line_too_long>;

/// How the terminal wants its characters treated (S3, S5, E).
struct input_settings {
    char line_end = '\r';
    char backspace = '\b';
    bool echo = true;
};

/// What is awaited after the prompt "> ".
enum class payload_kind {
    pdu,   ///< hexadecimal digits on one line
    text,  ///< lines of text; each carriage return brings the prompt again
};

/// Collects what a terminal sends, one octet at a time: command lines, "A/", and after
/// `expect_payload()` one payload. @see ITU-T V.250 §5.2, 3GPP TS 27.005 §3.5.1 and §4.3.
class line_input {
public:
    static constexpr std::size_t line_octets_max = 1024;
    static constexpr std::size_t payload_octets_max = 2048;

    /// @param echo what goes back to the terminal for this octet is appended here.
    std::optional<typed> feed(char octet, const input_settings& settings, std::string& echo);

    /// The octets that follow are a payload, until Ctrl-Z or ESC.
    void expect_payload(payload_kind kind);

    bool in_payload() const noexcept { return place_ == place::payload; }
    /// Nothing has been begun.
    bool at_rest() const noexcept { return place_ == place::outside; }

    /// A payload of which somebody has typed this much before.
    void expect_rest_of_payload(payload_kind kind, std::string typed_before);

    /// Forgets what was begun, as a modem that restarts does.
    void reset();

private:
    enum class place { outside, after_a, in_line, payload };

    std::optional<typed> feed_line(char octet, const input_settings& settings, std::string& echo);
    std::optional<typed> feed_payload(char octet, const input_settings& settings,
                                      std::string& echo);
    void                 feed_prefix(char octet);

    place        place_ = place::outside;
    payload_kind payload_ = payload_kind::pdu;
    std::string  text_;
    bool         too_long_ = false;
};

}  // namespace hayauma::sim
