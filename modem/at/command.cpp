#include "modem/at/command.hpp"

#include <array>
#include <utility>

#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

using namespace std::chrono_literals;

struct timing {
    std::string_view          begins;
    std::chrono::milliseconds limit;
};

// The first that fits counts. Values between what proven drivers use and what modems were seen to
// need; everything else is an ordinary command.
constexpr std::array timings{
    timing{"ATZ", 5s},       timing{"AT&F", 5s},        timing{"AT+CPIN=", 30s},
    timing{"AT+CPIN?", 10s}, timing{"AT+COPS=?", 180s}, timing{"AT+COPS", 30s},
    timing{"AT+CFUN", 30s},  timing{"AT+CPMS", 20s},    timing{"AT+CMGR", 10s},
    timing{"AT+CMGD", 25s},  timing{"AT+CMGL", 60s},    timing{"AT+CNMA", 10s},
    timing{"AT+CUSD", 60s},  timing{"ATH", 30s},        timing{"AT+CHUP", 30s},
    timing{"ATD", 90s},      timing{"ATA", 90s},        timing{"AT+CLCC", 5s},
};

constexpr std::array<std::string_view, 9> free_text_names{
    "+CGMI", "+CGMM", "+CGMR", "+CGSN", "+CIMI", "+GMI", "+GMM", "+GMR", "+GSN",
};

// Commands that answer with information although they set or read something by parameter.
// +CUSD is none: what the network says is news, wherever it comes.
constexpr std::array<std::string_view, 8> answering_sets{
    "+CMGS", "+CMGR", "+CMGL", "+CPMS", "+CSMS", "+CGSN", "+QCFG", "^SPIC",
};

template <class Table>
bool contains(const Table& table, std::string_view name) noexcept {
    for (const std::string_view entry : table)
        if (entry == name) return true;
    return false;
}

// "AT+CREG?" -> "+CREG"; empty for a basic command such as ATE0.
std::string_view extended_name(std::string_view text) noexcept {
    if (!consume(text, "AT") || text.empty()) return {};
    if (std::string_view("+^#$%*!").find(text.front()) == text.npos) return {};
    return text.substr(0, text.find_first_of("=?"));
}

bool only_sets(std::string_view text) noexcept {
    return text.find('=') != text.npos && !text.ends_with('?');
}

std::chrono::milliseconds limit_of(std::string_view text) noexcept {
    for (const timing& t : timings)
        if (text.starts_with(t.begins)) return t.limit;
    return ordinary_limit;
}

command_kind kind_of(std::string_view text) noexcept {
    if (text.starts_with("AT+CMGS=") || text.starts_with("AT+CMGW=")) return command_kind::payload;
    if (text.starts_with("ATD") || text == "ATA") return command_kind::call;
    return command_kind::ordinary;
}

}  // namespace

command make_command(std::string text) {
    command                made;
    const std::string_view name = extended_name(text);
    const bool             answers = !only_sets(text) || contains(answering_sets, name);
    made.limit = limit_of(text);
    made.kind = kind_of(text);
    // The PDU that +CMGR: or +CMGL: announces stands on a line of its own.
    const bool with_pdu = name == "+CMGR" || name == "+CMGL";
    made.free_text = answers && (contains(free_text_names, name) || with_pdu || text == "ATI");
    if (answers && !name.empty()) made.prefixes.push_back(std::string(name) + ":");
    made.text = std::move(text);
    return made;
}

command make_cmgs(std::size_t tpdu_octets) {
    command made = make_command("AT+CMGS=" + std::to_string(tpdu_octets));
    made.limit = prompt_limit;
    return made;
}

}  // namespace hayauma::at
