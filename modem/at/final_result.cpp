#include "modem/at/final_result.hpp"

#include <array>

#include "modem/at/text.hpp"

namespace hayauma::at {
namespace {

struct spelling {
    std::string_view line;
    verdict          what;
};

constexpr std::array whole_lines{
    spelling{"OK", verdict::ok},
    spelling{"ERROR", verdict::error},
    spelling{"CONNECT", verdict::connect},
    spelling{"COMMAND NOT SUPPORT", verdict::error},  // Huawei
    spelling{"TOO MANY PARAMETERS", verdict::error},  // Huawei
    spelling{"NA", verdict::error},                   // Samsung Z810
    spelling{"ABORTED", verdict::aborted},
};

constexpr std::array beginnings{
    spelling{"CONNECT ", verdict::connect}, spelling{"+EXT ERROR:", verdict::error},
    spelling{"MODEM ERROR:", verdict::error},  // Motorola EZX
    spelling{"ERROR+CNUM:", verdict::error},   // Huawei glues a line to its ERROR
};

constexpr std::array call_results{
    spelling{"NO CARRIER", verdict::no_carrier},    spelling{"BUSY", verdict::busy},
    spelling{"NO ANSWER", verdict::no_answer},      spelling{"NO DIALTONE", verdict::no_dialtone},
    spelling{"NO DIAL TONE", verdict::no_dialtone},
};

// ITU-T V.250 §5.7.1.
constexpr std::array numeric_results{
    spelling{"0", verdict::ok},
    spelling{"4", verdict::error},
};

// While anything else runs they are news, and 2 (RING) always is.
constexpr std::array numeric_call_results{
    spelling{"1", verdict::connect},     spelling{"3", verdict::no_carrier},
    spelling{"6", verdict::no_dialtone}, spelling{"7", verdict::busy},
    spelling{"8", verdict::no_answer},
};

template <class Table>
std::optional<final_result> whole(const Table& table, std::string_view line) noexcept {
    for (const spelling& s : table)
        if (line == s.line) return final_result{s.what, {}};
    return std::nullopt;
}

std::optional<final_result> begun(std::string_view line) noexcept {
    for (const spelling& s : beginnings)
        if (line.starts_with(s.line)) return final_result{s.what, {}};
    return std::nullopt;
}

std::optional<final_result> numbered(std::string_view line) noexcept {
    const bool cms = consume(line, "+CMS ERROR:");
    if (!cms && !consume(line, "+CME ERROR:")) return std::nullopt;
    line = trim(line);
    if (const auto number = to_int(line))
        return final_result{cms ? verdict::cms_error : verdict::cme_error, number};
    return cms ? final_result{verdict::cms_error, cms_number(line)}
               : final_result{verdict::cme_error, cme_number(line)};
}

std::optional<final_result> either(std::optional<final_result> a, std::optional<final_result> b) {
    return a ? a : b;
}

}  // namespace

std::optional<final_result> parse_final_result(std::string_view line,
                                               result_context   context) noexcept {
    auto found = either(whole(whole_lines, line), either(begun(line), numbered(line)));
    if (!found && context.numeric) found = whole(numeric_results, line);
    if (!found && context.call) found = whole(call_results, line);
    if (!found && context.call && context.numeric) found = whole(numeric_call_results, line);
    return found;
}

}  // namespace hayauma::at
