#include "gateway/cli/load_settings.hpp"

#include "queue/numbering.hpp"
#include "queue/template.hpp"

namespace hayauma::cli {
namespace {

using problems = std::vector<config::problem>;

void check_templates(problems& out, const config::settings& s) {
    for (const auto& [name, one] : s.templates) {
        const auto parsed = queue::message_template::parse(one);
        if (parsed) continue;
        const bool app = parsed.error() == make_error_code(queue::errc::bad_app);
        out.push_back({"template." + name + (app ? ".app" : ".text"), parsed.error().message()});
    }
}

/// Numbers that are never sent to anyway may be listed; what is no number would block nothing.
bool blocks_something(queue::refusal why) {
    switch (why) {
    case queue::refusal::country_not_allowed:
    case queue::refusal::not_sms_capable:
    case queue::refusal::emergency: return true;
    case queue::refusal::empty:
    case queue::refusal::not_a_number:
    case queue::refusal::too_short:
    case queue::refusal::too_long:
    case queue::refusal::invalid_characters:
    case queue::refusal::invalid_prefix: return false;
    }
    return false;
}

void check_blocked_numbers(problems& out, const config::settings& s) {
    for (std::size_t i = 0; i < s.guard.blocked_numbers.size(); ++i) {
        const auto number = queue::normalise(s.guard.blocked_numbers[i], s.numbering);
        if (number || blocks_something(number.error())) continue;
        out.push_back({"guard.blocked_numbers[" + std::to_string(i) + ']',
                       std::string("is no number: ") + queue::name(number.error())});
    }
}

problems check(const config::settings& s) {
    problems out;
    check_templates(out, s);
    check_blocked_numbers(out, s);
    return out;
}

}  // namespace

config::loaded_config load_settings(const std::filesystem::path& file) {
    auto options = config::options_from_environment();
    options.more = check;
    return load(file, options);
}

}  // namespace hayauma::cli
