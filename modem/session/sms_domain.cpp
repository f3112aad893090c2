#include "modem/session/sms_domain.hpp"

namespace hayauma::modem {
namespace {

constexpr std::array order{3, 1, 2, 0};

std::string command(int service) { return "AT+CGSMS=" + std::to_string(service); }

}  // namespace

void sms_domain::read(std::optional<int> service) {
    is_ = service;
    if (is_) tried_.at(static_cast<std::size_t>(*is_)) = true;
}

std::optional<std::string> sms_domain::next() {
    if (!is_) return std::nullopt;
    for (const int service : order) {
        bool& tried = tried_.at(static_cast<std::size_t>(service));
        if (tried) continue;
        tried = true;
        chosen_ = is_ = service;
        return command(service);
    }
    return std::nullopt;
}

std::optional<std::string> sms_domain::restored() const {
    if (!is_ || !chosen_ || is_ == chosen_) return std::nullopt;
    return command(*chosen_);
}

}  // namespace hayauma::modem
