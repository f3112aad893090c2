#include "modem/session/health.hpp"

namespace hayauma::modem {

using namespace std::chrono_literals;

namespace {

constexpr auto refused_retry = 300s;

struct row {
    std::string_view     text;
    std::chrono::seconds every;
    std::chrono::seconds every_unregistered;
};

constexpr std::string_view of_profile;

constexpr std::array<row, probe_count> rows{
    row{"AT+CPIN?", 10s, 10s},   row{"AT+CREG?", 10s, 2s},   row{"AT+CGREG?", 10s, 2s},
    row{"AT+CEREG?", 10s, 2s},   row{"AT+C5GREG?", 10s, 2s}, row{of_profile, 30s, 10s},
    row{"AT+CSQ", 30s, 10s},     row{"AT+CESQ", 30s, 10s},   row{of_profile, 30s, 10s},
    row{"AT+CNMI?", 300s, 300s},  // a missed acknowledgement makes a modem reset it by itself
};

constexpr std::array order{
    probe::creg, probe::cereg,  probe::cgreg,           probe::c5greg,        probe::ims,
    probe::sim,  probe::signal, probe::extended_signal, probe::vendor_signal, probe::indications};
static_assert(order.size() == probe_count);

}  // namespace

std::string_view command_of(probe p, const profile& device) noexcept {
    if (p == probe::ims) return device.ims;
    if (p == probe::vendor_signal) return device.signal;
    return rows[static_cast<std::size_t>(p)].text;
}

bool is_optional(probe p) noexcept {
    switch (p) {
    case probe::sim:
    case probe::creg:
    case probe::cereg:
    case probe::signal:
    case probe::indications: return false;
    case probe::cgreg:
    case probe::c5greg:
    case probe::ims:
    case probe::extended_signal:
    case probe::vendor_signal: return true;
    }
    return false;
}

void probe_plan::restart(mono_time now, const profile& device) {
    due_.fill(now);
    // These two were read a moment ago, while the modem was set up.
    done(probe::sim, now, true);
    done(probe::indications, now, true);
    for (const probe p : order)
        if (command_of(p, device).empty()) due_[index(p)] = mono_time::max();
}

void probe_plan::done(probe p, mono_time now, bool registered) {
    const row& r = rows[index(p)];
    due_[index(p)] = now + (registered ? r.every : r.every_unregistered);
}

void probe_plan::postpone(probe p, mono_time now) { due_[index(p)] = now + refused_retry; }

void probe_plan::hurry_registration(mono_time now) {
    for (const probe p : {probe::creg, probe::cgreg, probe::cereg}) hurry(p, now);
}

std::optional<probe> probe_plan::due(mono_time now) const {
    for (const probe p : order)
        if (due_[index(p)] <= now) return p;
    return std::nullopt;
}

mono_time probe_plan::next_due() const {
    mono_time earliest = mono_time::max();
    for (const probe p : order)
        if (due_[index(p)] < earliest) earliest = due_[index(p)];
    return earliest;
}

}  // namespace hayauma::modem
