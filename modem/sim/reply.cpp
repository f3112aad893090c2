#include "modem/sim/reply.hpp"

#include <array>

namespace hayauma::sim {
namespace {

struct wording {
    int         code;
    const char* text;
};

constexpr std::array cme_words{
    wording{cme::operation_not_allowed, "operation not allowed"},
    wording{cme::operation_not_supported, "operation not supported"},
    wording{cme::sim_not_inserted, "SIM not inserted"},
    wording{cme::sim_pin_required, "SIM PIN required"},
    wording{cme::sim_puk_required, "SIM PUK required"},
    wording{cme::sim_failure, "SIM failure"},
    wording{cme::sim_busy, "SIM busy"},
    wording{cme::incorrect_password, "incorrect password"},
    wording{cme::no_network_service, "no network service"},
    wording{cme::incorrect_parameters, "Incorrect parameters"},
};

constexpr std::array cms_words{
    wording{cms::unassigned_number, "Unassigned (unallocated) number"},
    wording{cms::operation_not_allowed, "operation not allowed"},
    wording{cms::operation_not_supported, "operation not supported"},
    wording{cms::invalid_pdu_parameter, "invalid PDU mode parameter"},
    wording{cms::invalid_text_parameter, "invalid text mode parameter"},
    wording{cms::sim_not_inserted, "(U)SIM not inserted"},
    wording{cms::sim_pin_required, "(U)SIM PIN required"},
    wording{cms::sim_failure, "(U)SIM failure"},
    wording{cms::sim_busy, "(U)SIM busy"},
    wording{cms::sim_puk_required, "(U)SIM PUK required"},
    wording{cms::invalid_memory_index, "invalid memory index"},
    wording{cms::memory_full, "memory full"},
    wording{cms::smsc_address_unknown, "SMSC address unknown"},
    wording{cms::no_network_service, "no network service"},
    wording{cms::no_acknowledgement_expected, "no +CNMA acknowledgement expected"},
};

template <std::size_t size>
std::string words(const std::array<wording, size>& table, int code) {
    for (const wording& row : table) {
        if (row.code == code) return row.text;
    }
    return std::to_string(code);
}

/// The form of a result code: framed with V1, bare with V0 (V.250 §5.7.1).
std::string framed(std::string_view text, const result_settings& s) {
    if (!s.verbose) return std::string(text) + s.line_end;
    const char end[] = {s.line_end, s.line_feed};
    return std::string(end, 2).append(text).append(end, 2);
}

std::string code_or_words(const result_settings& s, int code, const std::string& text) {
    return s.cmee == 2 ? text : std::to_string(code);
}

}  // namespace

std::string render(const final_result& result, const result_settings& s) {
    if (s.quiet) return {};
    switch (result.what) {
    case final_result::kind::ok: return framed(s.verbose ? "OK" : "0", s);
    case final_result::kind::no_carrier: return framed(s.verbose ? "NO CARRIER" : "3", s);
    case final_result::kind::error: return framed(s.verbose ? "ERROR" : "4", s);
    case final_result::kind::named: return render_information(result.words, s);
    case final_result::kind::cme:
        if (!result.words.empty()) return render_information("+CME ERROR: " + result.words, s);
        if (s.cmee == 0) return framed(s.verbose ? "ERROR" : "4", s);
        return render_information(
            "+CME ERROR: " + code_or_words(s, result.code, words(cme_words, result.code)), s);
    case final_result::kind::cms:
        if (!result.words.empty()) return render_information("+CMS ERROR: " + result.words, s);
        return render_information(
            "+CMS ERROR: " + code_or_words(s, result.code, words(cms_words, result.code)), s);
    }
    return {};
}

std::string render_information(std::string_view text, const result_settings& s) {
    const char end[] = {s.line_end, s.line_feed};
    return (s.verbose ? std::string(end, 2) : std::string()).append(text).append(end, 2);
}

}  // namespace hayauma::sim
