#include "queue/errors.hpp"

#include <string>

namespace hayauma::queue {
namespace {

const char* text(errc e) noexcept {
    switch (e) {
    case errc::no_code: return "the template must hold {code}";
    case errc::code_twice: return "the template must hold {code} only once";
    case errc::unknown_placeholder:
        return "braces are for {code} and {app} only; another placeholder or a lone brace is there";
    case errc::invalid_characters:
        return "the text is not UTF-8 or holds a control character (a line feed is allowed)";
    case errc::over_one_part:
        return "the filled text is longer than one part (160 characters, 70 with any character "
               "outside GSM 03.38)";
    case errc::bad_code: return "a code is six ASCII digits";
    case errc::bad_app:
        return "the app's name is empty, longer than 64 characters, or holds control characters";
    }
    return "unknown queue error";
}

class queue_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "hayauma.queue"; }
    std::string message(int value) const override { return text(static_cast<errc>(value)); }
};

}  // namespace

const boost::system::error_category& category() noexcept {
    static const queue_category instance;
    return instance;
}

}  // namespace hayauma::queue
