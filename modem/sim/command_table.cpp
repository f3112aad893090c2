#include "modem/sim/command_table.hpp"

#include <array>

#include "modem/sim/parameters.hpp"

namespace hayauma::sim {
namespace {

const command_entry* find_command(std::string_view name) noexcept {
    const std::array lists{general_commands(), sim_card_commands(), network_commands(),
                           sms_commands(), sms_storage_commands()};
    for (const auto& list : lists) {
        for (const command_entry& entry : list) {
            if (entry.name == name) return &entry;
        }
    }
    return nullptr;
}

struct lock_errors {
    int cme;
    int cms;
};

lock_errors errors_of(sim_lock lock) noexcept {
    switch (lock) {
    case sim_lock::none: return {0, 0};
    case sim_lock::pin: return {cme::sim_pin_required, cms::sim_pin_required};
    case sim_lock::puk: return {cme::sim_puk_required, cms::sim_puk_required};
    case sim_lock::absent: return {cme::sim_not_inserted, cms::sim_not_inserted};
    case sim_lock::failure: return {cme::sim_failure, cms::sim_failure};
    case sim_lock::busy: return {cme::sim_busy, cms::sim_busy};
    }
    return {0, 0};
}

reply run_parameter(modem_state& state, const parameter& row, const command& what) {
    const std::string prefix = std::string(row.name) + ": ";
    switch (what.kind) {
    case command_kind::test:
        return reply::ok(prefix + "(" + std::to_string(row.lowest) + "-" +
                         std::to_string(row.highest) + ")");
    case command_kind::read:
        return reply::ok(prefix + std::to_string(state.number(row.name)).append(row.read_tail));
    case command_kind::set:
    case command_kind::action: break;
    }
    // Without a value the initial one is meant (3GPP TS 27.005 §3.2.3: +CMGF alone is +CMGF=0).
    const auto value = what.has(0) ? what.number(0) : std::optional(row.initial);
    if (!value || *value < row.lowest || *value > row.highest) {
        return reply::cme(cme::incorrect_parameters);
    }
    state.set.numbers[std::string(row.name)] = *value;
    return reply::ok();
}

}  // namespace

reply run_command(modem_state& state, const command& what) {
    if (auto answer = run_vendor_command(state, what)) return *std::move(answer);
    if (const parameter* row = find_parameter(what.name)) return run_parameter(state, *row, what);
    const command_entry* entry = find_command(what.name);
    if (!entry) return unknown_command(state);
    if (entry->needs != need::nothing && state.card.lock != sim_lock::none) {
        const lock_errors errors = errors_of(state.card.lock);
        return entry->needs == need::card ? reply::cme(errors.cme) : reply::cms(errors.cms);
    }
    return entry->run(state, what);
}

}  // namespace hayauma::sim
