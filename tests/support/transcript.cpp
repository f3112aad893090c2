#include "tests/support/transcript.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/sample_part.hpp"

namespace hayauma::testing {
namespace {

using item = transcript::item;

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

// "<CR>", "<LF>", "<1A>" -> octets; other text, '<' and '>' included, as it is.
std::string to_octets(std::string text) {
    replace_all(text, "{pdu}", sample_pdu);
    replace_all(text, "{report}", sample_report);
    replace_all(text, "<CR>", "\r");
    replace_all(text, "<LF>", "\n");
    for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
        if (at + 3 >= text.size() || text[at + 3] != '>') continue;
        const std::string hex = text.substr(at + 1, 2);
        if (hex.find_first_not_of("0123456789ABCDEF") != hex.npos) continue;
        text.replace(at, 4, 1, static_cast<char>(std::stoi(hex, nullptr, 16)));
    }
    return text;
}

std::string modem_octets(const std::string& text) {
    std::string octets = to_octets(text);
    const bool  is_prompt = octets == ">" || octets == "> ";
    if (is_prompt || octets.find_first_of("\r\n") != octets.npos) return octets;
    return "\r\n" + octets + "\r\n";
}

std::chrono::milliseconds parse_time(const std::string& text) {
    const auto time = std::chrono::duration<double>(std::stod(text));
    return std::chrono::round<std::chrono::milliseconds>(time);
}

// "AT+CSMS? => +CSMS: 1,1,1,1 / OK"
void parse_given(transcript& parsed, const std::string& text) {
    constexpr std::string_view arrow = " => ", between = " / ";
    const auto                 at = text.find(arrow);
    if (at == text.npos) throw std::runtime_error("no answer is given: " + text);
    std::string answer = modem_octets(text.substr(at + arrow.size()));
    replace_all(answer, between, "\r\n\r\n");
    parsed.given[text.substr(0, at)].push_back(answer);
}

item parse_item(const std::string& text) {
    if (text.starts_with("H> ")) return {item::host, to_octets(text.substr(3))};
    if (text.starts_with("M< ")) return {item::modem, modem_octets(text.substr(3))};
    if (text.starts_with("= ")) return {item::hears, to_octets(text.substr(2))};
    if (text.starts_with("t+")) return {item::pause, {}, parse_time(text.substr(2))};
    if (text == "hang up") return {item::hang_up};
    if (text.starts_with("gone ")) return {item::hang_up, {}, parse_time(text.substr(5))};
    if (text == "ready") return {item::ready};
    if (text == "send") return {.kind = item::ready, .submit = true};
    if (text.starts_with("send "))
        return {.kind = item::ready, .octets = text.substr(5), .submit = true};
    throw std::runtime_error("no line of a transcript: " + text);
}

}  // namespace

transcript parse_transcript(std::string name, std::string_view text) {
    constexpr std::string_view expect = "expect ", given = "given ";
    transcript                 parsed{std::move(name), {}, {}, {}};
    std::istringstream         lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with(expect))
            parsed.expected.push_back(line.substr(expect.size()));
        else if (line.starts_with(given))
            parse_given(parsed, line.substr(given.size()));
        else
            parsed.items.push_back(parse_item(line));
    }
    return parsed;
}

transcript load_transcript(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream text;
    text << file.rdbuf();
    return parse_transcript(path.substr(path.rfind('/') + 1), text.str());
}

}  // namespace hayauma::testing
