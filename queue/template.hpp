#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

#include "config/settings.hpp"
#include "queue/errors.hpp"
#include "queue/message.hpp"

namespace hayauma::queue {

/// A checked template: `{code}` exactly once, `{app}` as often as wanted, never more than one part
/// with a code of six digits and the configured name.
class message_template {
public:
    /// Checks the template and the name that stands for `{app}`.
    /// @return errc::{no_code, code_twice, unknown_placeholder, invalid_characters, bad_app,
    ///         over_one_part}.
    static boost::system::result<message_template> parse(const config::template_settings& settings);

    /// The text that is sent. What is filled in is never read as a placeholder.
    /// @param code six ASCII digits.
    /// @param app stands for `{app}` instead of the configured name; checked also where the
    ///        template has no `{app}`.
    /// @return errc::{bad_code, bad_app, over_one_part}.
    boost::system::result<message_text> fill(std::string_view                  code,
                                             const std::optional<std::string>& app = {}) const;

private:
    message_template(std::string text, std::string app)
        : text_(std::move(text)), app_(std::move(app)) {}

    std::string text_;
    std::string app_;
};

/// Whether it is a code: six ASCII digits.
bool is_code(std::string_view text) noexcept;

}  // namespace hayauma::queue
