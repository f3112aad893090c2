#include "modem/session/call_guard.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto same_call = 10s;  // a line rings every 3 to 6 s

}  // namespace

bool call_guard::on_ring(mono_time now) {
    const bool another = !rang_ || now - *rang_ > same_call;
    rang_ = now;
    if (!rung_) rung_ = 0;
    return another;
}

std::optional<std::string> call_guard::due(const profile& device) const {
    if (!rung_ || *rung_ >= device.hang_up.size()) return std::nullopt;
    return device.hang_up[*rung_];
}

bool call_guard::on_answer(const std::string& text, bool ok, const profile& device) {
    if (due(device) != text) return false;
    if (ok || ++*rung_ >= device.hang_up.size()) rung_.reset();
    return true;
}

}  // namespace hayauma::modem
