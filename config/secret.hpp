#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace hayauma::config {

/// A string that must not leave by accident: it has no formatter and no stream operator, and
/// `reveal()` is the only way to its value, so that `git grep 'reveal()'` lists every such place.
class secret {
public:
    secret() = default;
    explicit secret(std::string value) : value_(std::move(value)) {}

    std::string_view reveal() const noexcept { return value_; }
    bool             empty() const noexcept { return value_.empty(); }

    bool operator==(const secret&) const = default;

private:
    std::string value_;
};

}  // namespace hayauma::config
