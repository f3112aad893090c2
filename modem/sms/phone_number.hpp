#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace hayauma::sms {

/// An E.164 number. Personal data: it formats masked, and `digits()` is the only way to the full
/// value, so that `git grep 'digits()'` lists every place where it leaves.
class phone_number {
public:
    /// @param digits country code and national number, 1 to 15 ASCII digits, no '+', no leading 0.
    /// @return nullopt for anything else. @see ITU-T E.164 §6.
    static std::optional<phone_number> from_digits(std::string_view digits);

    std::string_view digits() const noexcept { return digits_; }  ///< "819012345678"
    std::string      masked() const;                              ///< "+8190******78"

    auto operator<=>(const phone_number&) const = default;

private:
    explicit phone_number(std::string_view digits) : digits_(digits) {}

    std::string digits_;
};

}  // namespace hayauma::sms
