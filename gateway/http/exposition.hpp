#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hayauma::http {

/// Writes metrics in Prometheus' text exposition format, version 0.0.4, family by family.
class exposition {
public:
    using label_list = std::vector<std::pair<std::string_view, std::string>>;

    static constexpr const char* content_type = "text/plain; version=0.0.4; charset=utf-8";

    /// Begins a family; one without samples leaves nothing behind.
    /// @param type "counter" or "gauge".
    void family(std::string_view name, std::string_view type, std::string_view help);

    /// One sample of the family begun last.
    void sample(double value, const label_list& labels = {});

    std::string text() && { return std::move(text_); }

private:
    std::string name_;
    std::string heading_;  ///< of the family, until its first sample
    std::string text_;
};

}  // namespace hayauma::http
