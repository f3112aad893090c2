#pragma once

#include <optional>
#include <string_view>

namespace hayauma::at {

/// How a command ended. @see 3GPP TS 27.007 §9, 3GPP TS 27.005 §3.2.5, ITU-T V.250 §5.7.1.
enum class verdict {
    ok,
    connect,
    error,      ///< ERROR, and what vendors write for it
    cme_error,  ///< +CME ERROR
    cms_error,  ///< +CMS ERROR
    aborted,    ///< an octet of ours ended a running command
    no_carrier,
    busy,
    no_answer,
    no_dialtone,
};

struct final_result {
    verdict            what = verdict::ok;
    std::optional<int> number;  ///< of a CME or CMS error; absent for a text that we do not know

    bool operator==(const final_result&) const = default;
};

/// Which lines are final. The results of a call are news, not results, while anything else runs.
struct result_context {
    bool call = false;     ///< the command dials or answers
    bool numeric = false;  ///< ATV1 has not been seen to work yet: digits are results too
};

/// @param line as `token_reader` gives it.
/// @return nullopt: the line ends nothing.
std::optional<final_result> parse_final_result(std::string_view line,
                                               result_context   context) noexcept;

/// The number of an error written as text (AT+CMEE=2), whatever its case.
/// @see 3GPP TS 27.005 §3.2.5, 3GPP TS 27.007 §9.2.
std::optional<int> cms_number(std::string_view text) noexcept;
std::optional<int> cme_number(std::string_view text) noexcept;

}  // namespace hayauma::at
