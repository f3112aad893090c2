#include "queue/template.hpp"

#include <algorithm>

#include "modem/sms/segment.hpp"
#include "modem/sms/utf8.hpp"

namespace hayauma::queue {
namespace {

using boost::system::result;

constexpr std::string_view code_mark = "{code}";
constexpr std::string_view app_mark = "{app}";
constexpr std::size_t      code_digits = 6;
constexpr std::size_t      app_characters_max = 64;
constexpr std::string_view widest_code = "000000";  // all digits are one unit in both alphabets

bool is_plain(const std::u32string& text, bool line_feed_allowed) {
    return std::none_of(text.begin(), text.end(), [=](char32_t c) {
        return sms::is_control(c) && !(line_feed_allowed && c == U'\n');
    });
}

result<void> check_app(std::string_view app) {
    const auto text = sms::from_utf8(app);
    if (!text || text->empty() || text->size() > app_characters_max || !is_plain(*text, false))
        return errc::bad_app;
    return {};
}

result<void> check_placeholders(std::string_view text) {
    int codes = 0;
    for (std::size_t at = text.find_first_of("{}"); at != std::string_view::npos;
         at = text.find_first_of("{}", at)) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with(code_mark)) {
            ++codes;
            at += code_mark.size();
        } else if (rest.starts_with(app_mark)) {
            at += app_mark.size();
        } else {
            return errc::unknown_placeholder;
        }
    }
    if (codes == 0) return errc::no_code;
    if (codes > 1) return errc::code_twice;
    return {};
}

/// One pass, so that braces in what is filled in stay what they are.
std::string replace_marks(std::string_view text, std::string_view code, std::string_view app) {
    std::string out;
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('{'), text.size());
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        const bool is_app = text.starts_with(app_mark);
        out.append(is_app ? app : code);
        text.remove_prefix(is_app ? app_mark.size() : code_mark.size());
    }
    return out;
}

}  // namespace

bool is_code(std::string_view text) noexcept {
    return text.size() == code_digits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

result<message_template> message_template::parse(const config::template_settings& settings) {
    const auto text = sms::from_utf8(settings.text);
    if (!text || !is_plain(*text, true)) return errc::invalid_characters;
    if (auto checked = check_placeholders(settings.text); !checked) return checked.error();
    message_template made(settings.text, settings.app);
    if (auto longest = made.fill(widest_code); !longest) return longest.error();
    return made;
}

result<message_text> message_template::fill(std::string_view                  code,
                                            const std::optional<std::string>& app) const {
    if (!is_code(code)) return errc::bad_code;
    const std::string_view name = app ? std::string_view(*app) : std::string_view(app_);
    if (auto checked = check_app(name); !checked) return checked.error();
    message_text filled{replace_marks(text_, code, name)};
    const auto   size = sms::measure_text(filled.utf8);
    if (!size) return errc::invalid_characters;
    if (size->parts > 1) return errc::over_one_part;
    return filled;
}

}  // namespace hayauma::queue
