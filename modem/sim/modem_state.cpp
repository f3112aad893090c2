#include "modem/sim/modem_state.hpp"

#include "modem/sim/parameters.hpp"

namespace hayauma::sim {
namespace {

/// A control character of an S-register, 0 to 127.
char register_character(const settings& set, int which) {
    return static_cast<char>(set.registers.at(which));
}

sim_card make_card(const sim_options& options) {
    sim_card card;
    card.lock = options.lock;
    card.asks_pin = options.lock == sim_lock::pin || options.lock == sim_lock::puk;
    card.pin = options.pin;
    card.puk = options.puk;
    card.pin_left = options.lock == sim_lock::puk ? 0 : 3;
    card.smsc = options.smsc;
    return card;
}

}  // namespace

modem_state::modem_state(const sim_options& made, mono_time at)
    : options(made), maker(find_personality(made.profile) ? find_personality(made.profile)
                                                          : find_personality("generic")),
      who(make_identity(made.seed, made.index)), card(make_card(made)),
      storage(made.me_slots, made.sm_slots, made.sr_slots), wobble(made.seed ^ made.index),
      now(at) {
    radio.conditions = made.radio;
    radio.registered_at = at;  // It has been on for long: only a restart searches again.
}

int modem_state::number(std::string_view name) const {
    if (const auto at = set.numbers.find(name); at != set.numbers.end()) return at->second;
    const parameter* row = find_parameter(name);
    return row ? row->initial : 0;
}

result_settings modem_state::results() const {
    return {set.verbose, set.quiet, register_character(set, 3), register_character(set, 4),
            number("+CMEE")};
}

input_settings modem_state::input() const {
    return {register_character(set, 3), register_character(set, 5), set.echo};
}

int stat(const modem_state& state, domain which) noexcept {
    const radio_state& radio = state.radio;
    if (radio.functionality != 1 || radio.detached || state.card.lock != sim_lock::none) return 0;
    if (state.now < radio.registered_at) return 2;
    switch (which) {
    case domain::cs: return radio.conditions.creg;
    case domain::ps: return radio.conditions.cgreg;
    case domain::eps: return radio.conditions.cereg;
    case domain::ps_5g: return radio.conditions.c5greg;
    }
    return 0;
}

bool has_service(const modem_state& state) noexcept {
    const int cs = stat(state, domain::cs);
    const int eps = stat(state, domain::eps);
    return cs == 1 || (cs >= 5 && cs <= 7) || cs == 9 || cs == 10 || eps == 1 || eps == 5;
}

std::string registration_location(const modem_state& state) {
    return has_service(state) ? ",\"1A2B\",\"0100C80A\",7" : "";
}

void search_network(modem_state& state) noexcept {
    state.radio.registered_at = state.now + state.options.registration_time;
}

void power_up(modem_state& state) {
    state.set = settings{};
    state.radio.functionality = 1;
    state.radio.detached = false;
    state.radio.selection = 0;
    if (state.card.asks_pin && state.card.lock == sim_lock::none) state.card.lock = sim_lock::pin;
    search_network(state);
}

}  // namespace hayauma::sim
