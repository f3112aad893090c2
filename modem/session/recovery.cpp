#include "modem/session/recovery.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds reopen_first = 2s;
constexpr std::chrono::milliseconds reopen_max = 5s;
constexpr std::chrono::milliseconds strong_first = 30s;
constexpr std::chrono::milliseconds strong_max = 10min;

constexpr std::array strong_kinds{recovery_kind::radio, recovery_kind::reset,
                                  recovery_kind::usb_reset};
constexpr int        without_end = 1 << 30;

}  // namespace

recovery_kind recovery::on_silence(mono_time now) {
    if (++silences_ < silences_max) return recovery_kind::resync;
    return on_deaf(now);
}

// What cannot hear cannot be told to reset itself: only the USB port above it can.
recovery_kind recovery::on_deaf(mono_time now) {
    silences_ = 0;
    if (now < boot_until_) return recovery_kind::reopen;
    if (reopened_++ < reopenings_max || !may_be_strong(now)) return recovery_kind::reopen;
    treated_ = ailment::deafness;
    count_strong(now);
    return recovery_kind::usb_reset;
}

recovery_kind recovery::on_refusal(mono_time now) {
    return strong(ailment::refusal, without_end, now);
}

recovery_kind recovery::on_no_network(mono_time now) {
    return strong(ailment::no_network, without_end, now);
}

recovery_kind recovery::on_no_sim(mono_time now) { return strong(ailment::no_sim, 2, now); }

recovery_kind recovery::strong(ailment what, int steps_max, mono_time now) {
    if (std::exchange(treated_, what) != what) step_ = 0;
    if (step_ >= steps_max || !may_be_strong(now)) return recovery_kind::rest;
    count_strong(now);
    return strong_kinds[static_cast<std::size_t>(step_++) % strong_kinds.size()];
}

bool recovery::may_be_strong(mono_time now) const noexcept {
    const auto lately = std::count_if(strong_.begin(), strong_.end(),
                                      [now](mono_time at) { return now - at < 1h; });
    return now >= next_strong_ && lately < strong_steps_per_hour;
}

void recovery::count_strong(mono_time now) {
    strong_.push_back(now);
    if (strong_.size() > strong_steps_per_hour) strong_.pop_front();
    const auto grown = std::min(strong_first * (1 << std::min(in_a_row_++, 10)), strong_max);
    const std::chrono::duration<double, std::milli> spread = grown * (0.9 + 0.2 * draw());
    next_strong_ = now + std::chrono::duration_cast<std::chrono::milliseconds>(spread);
}

// splitmix64: several modems on one hub must not reset in step. @return in [0, 1).
double recovery::draw() noexcept {
    std::uint64_t z = (jitter_ += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

std::chrono::milliseconds recovery::reopen_pause() const noexcept {
    return std::min(reopen_first * std::max(reopened_, 1), reopen_max);
}

void recovery::on_working() noexcept {
    silences_ = reopened_ = 0;
    if (treated_ == ailment::refusal) return;  // it looked well before, too
    treated_ = ailment::none;
    step_ = in_a_row_ = 0;
}

void recovery::on_success() noexcept {
    on_working();
    treated_ = ailment::none;
    step_ = in_a_row_ = 0;
}

}  // namespace hayauma::modem
