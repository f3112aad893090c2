#include "modem/session/recovery.hpp"

#include <algorithm>

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds reopen_first = 2s;
constexpr std::chrono::milliseconds reopen_max = 30s;

}  // namespace

recovery_step recovery::on_silence(mono_time now) {
    if (++silences_ >= silences_max) return on_deaf(now);
    return try_resync{};
}

recovery_step recovery::on_deaf(mono_time) {
    silences_ = 0;
    const int doublings = std::min(reopened_++, 4);
    return try_reopen{std::min(reopen_first * (1 << doublings), reopen_max)};
}

}  // namespace hayauma::modem
