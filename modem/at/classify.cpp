#include "modem/at/classify.hpp"

#include <array>
#include <charconv>

#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

constexpr std::array<std::string_view, 9> call_news{
    "RING",
    "NO CARRIER",
    "BUSY",
    "NO ANSWER",
    "NO DIALTONE",
    "NO DIAL TONE",
    "MO RING",
    "MO CONNECTED",  // SIMCom's SIM800
    "VOICE CALL: BEGIN",
};
constexpr std::size_t dcs_characters_max = 6;  // ", 255" behind the text of a +CUSD

constexpr std::array<std::string_view, 2> call_ends{
    "VOICE CALL: END",  // SIMCom; the seconds follow
    "HANGUP:",          // ZTE
};

bool is_listed(std::string_view line, std::span<const std::string> news) noexcept {
    for (const std::string& entry : news)
        if (line.starts_with(entry)) return true;
    return false;
}

bool is_echo(std::string_view line, const in_flight& written) noexcept {
    if (!written.what) return false;
    if (same_ignoring_case(line, written.what->text)) return true;
    if (written.payload.empty()) return false;
    // The echo of a PDU may follow the prompt on its line and include the Ctrl-Z.
    if (consume(line, ">")) line = trim(line);
    if (line.ends_with(send_payload)) line.remove_suffix(1);
    return same_ignoring_case(line, written.payload);
}

bool has_expected_prefix(std::string_view line, const command& what) noexcept {
    for (const std::string& prefix : what.prefixes)
        if (line.starts_with(prefix)) return true;
    return false;
}

// "+CREG: 5" or `+CREG: 5,"25FF","825E"` while AT+CREG? runs is news: the answer begins with <n>
// and an unquoted <stat> (3GPP TS 27.007 §7.2).
bool is_registration_news(std::string_view line) noexcept {
    const std::size_t      colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (name != "+CREG" && name != "+CGREG" && name != "+CEREG" && name != "+C5GREG") return false;
    const std::size_t comma = line.find(',');
    return comma == line.npos || trim(line.substr(comma + 1)).starts_with('"');
}

bool is_free_text(std::string_view line) noexcept {
    const bool command = line.starts_with("AT") && line.size() > 2 &&
                         std::string_view("+^#$%*!&").find(line[2]) != line.npos;
    return !command && !looks_unsolicited(line);
}

bool has_pdu_header(std::string_view line, int& tpdu_octets) noexcept {
    const std::size_t before = line.find_last_of(",:");
    if (before == line.npos) return false;
    const auto length = to_int(trim(line.substr(before + 1)));
    tpdu_octets = length.value_or(0);
    return length.has_value();
}

// `+CMT: [<alpha>],<length>` in PDU mode; in text mode more fields follow the sender.
bool is_text_mode_header(std::string_view line) noexcept {
    if (!line.starts_with("+CMT:")) return false;
    bool quoted = false;
    int  commas = 0;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) ++commas;
    }
    return commas > 1;
}

// The first octet of a PDU line: how long its SMSC field is.
std::size_t smsc_octets(std::string_view hex) noexcept {
    unsigned length = 0;
    std::from_chars(hex.data(), hex.data() + 2, length, 16);
    return length;
}

}  // namespace

meaning classify(std::string_view line, const in_flight& written) {
    if (is_echo(line, written)) return echo{};

    const bool call = written.what && written.what->kind == command_kind::call;
    if (const auto result = parse_final_result(line, {call, written.numeric})) return *result;

    const command* const what = written.what;
    if (what && has_expected_prefix(line, *what) && !is_registration_news(line))
        return information{std::string(line)};
    if (looks_unsolicited(line) || is_listed(line, written.plain_news))
        return unsolicited{std::string(line), {}};
    if (what && what->free_text && is_free_text(line)) return information{std::string(line)};
    return unknown_line{};
}

bool looks_unsolicited(std::string_view line) noexcept {
    for (const std::string_view news : call_news)
        if (line == news) return true;
    for (const std::string_view news : call_ends)
        if (line.starts_with(news)) return true;
    constexpr std::string_view signs = "+^#$%*!";
    if (line.size() < 3 || signs.find(line.front()) == signs.npos) return false;
    const std::size_t colon = line.find(':');
    if (colon == line.npos || colon < 2) return false;
    for (const char c : line.substr(1, colon - 1))
        if (!is_digit(c) && !(upper(c) >= 'A' && upper(c) <= 'Z')) return false;
    return true;
}

bool heads_two_lines(std::string_view line) noexcept {
    if (line.starts_with("+CMT:")) return true;
    if (!line.starts_with("+CDS:") && !line.starts_with("+CBM:")) return false;
    return to_int(trim(line.substr(line.find(':') + 1))).has_value();
}

bool opens_text(std::string_view line) noexcept {
    if (!line.starts_with("+CUSD:")) return false;
    const std::size_t first = line.find('"');
    if (first == line.npos) return false;
    const std::size_t last = line.rfind('"');
    const auto        rest = trim(line.substr(last + 1));
    const bool closes = rest.empty() || (rest.front() == ',' && rest.size() <= dcs_characters_max);
    return first == last || !closes;
}

bool is_incoming_call(std::string_view line) noexcept {
    return line == "RING" || line.starts_with("+CRING:") || line.starts_with("+CLIP:");
}

bool matches_header(std::string_view header, std::string_view body) noexcept {
    if (is_text_mode_header(header)) return true;
    int length = 0;
    if (!has_pdu_header(header, length) || length < 0) return false;
    if (!is_hex(body) || body.size() % 2 != 0) return false;
    const std::size_t octets = body.size() / 2;
    const auto        tpdu = static_cast<std::size_t>(length);
    return octets == tpdu || octets == 1 + smsc_octets(body) + tpdu;
}

}  // namespace hayauma::at
