#include "modem/io/clock.hpp"

namespace hayauma::io {
namespace {

using duration = std::chrono::steady_clock::duration;

class machine_time final : public time_source {
public:
    mono_time now() noexcept override { return std::chrono::steady_clock::now(); }
    wall_time wall_now() noexcept override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    duration sleep_for(duration left) override { return left; }
};

machine_time real;
time_source* source = &real;

}  // namespace

void install_time_source(time_source* other) noexcept { source = other ? other : &real; }

mono_time mono_clock::now() noexcept { return source->now(); }

wall_time wall_now() noexcept { return source->wall_now(); }

duration mono_wait_traits::to_wait_duration(const duration& left) {
    return source->sleep_for(left);
}

duration mono_wait_traits::to_wait_duration(const mono_time& until) {
    return source->sleep_for(until - source->now());
}

}  // namespace hayauma::io
