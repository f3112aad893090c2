#include "modem/sim/parameters.hpp"

#include <algorithm>
#include <array>

namespace hayauma::sim {
namespace {

constexpr std::array table{
    // Error results: 3GPP TS 27.007 §9.1.
    parameter{"+CMEE", 0, 2, 0},
    // Short messages: 3GPP TS 27.005 §3.2.3, §3.3.5, §3.5.6; 3GPP TS 27.007 §10.1.21 (+CGSMS).
    parameter{"+CMGF", 0, 1, 0},
    parameter{"+CSDH", 0, 1, 0},
    parameter{"+CMMS", 0, 2, 0},
    parameter{"+CGSMS", 0, 3, 1},
    // Calls: kept, so that terminals which set them are content; there are no calls here.
    parameter{"+CLIP", 0, 1, 0, ",1"},
    parameter{"+CLIR", 0, 2, 0, ",4"},
    parameter{"+COLP", 0, 1, 0, ",1"},
    parameter{"+CRC", 0, 1, 0},
    parameter{"+CCWA", 0, 1, 0},
    parameter{"+CVHU", 0, 1, 0},
    // Time and line.
    parameter{"+CTZU", 0, 1, 0},
    parameter{"+CTZR", 0, 2, 0},
    parameter{"+IPR", 0, 921600, 0},
    parameter{"+CEMODE", 0, 3, 2},
};

}  // namespace

std::span<const parameter> parameters() noexcept { return table; }

const parameter* find_parameter(std::string_view name) noexcept {
    const auto at = std::find_if(table.begin(), table.end(),
                                 [name](const parameter& row) { return row.name == name; });
    return at == table.end() ? nullptr : &*at;
}

}  // namespace hayauma::sim
