#include "gateway/http/context.hpp"

namespace hayauma::http {
namespace {

template_map parse_templates(const config::settings& settings) {
    template_map parsed;
    for (const auto& [name, written] : settings.templates)
        parsed.emplace(name, queue::message_template::parse(written).value());
    return parsed;
}

}  // namespace

context::context(const config::settings& valid, wiring::store_gate& gate,
                 const wiring::status_board& shown, wiring::bell& dispatcher,
                 wiring::modem_control& modems, random_source randomness)
    : settings(valid), store(gate), board(shown), dispatcher_bell(dispatcher), control(modems),
      random(std::move(randomness)), clients(valid.clients), templates(parse_templates(valid)) {}

}  // namespace hayauma::http
