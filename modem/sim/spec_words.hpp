#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modem/sim/fault.hpp"

namespace hayauma::sim {

/// A word of a specification: `NAME` or `NAME=VALUE`.
struct spec_word {
    std::string name;
    std::string value;
    bool        assigned = false;  ///< there was a '='

    bool operator==(const spec_word&) const = default;
};

/// Cuts a text at its spaces. A value may stand in quotes, where `\"` and `\\` mean the character
/// and `\n` a line's end.
fault_result<std::vector<spec_word>> cut_words(std::string_view text);

/// The fault that words describe, the first of them its kind.
fault_result<fault> fault_of_words(const std::vector<spec_word>& words);

/// A value as `cut_words` reads it: in quotes where it must be.
std::string quoted(std::string_view value);

}  // namespace hayauma::sim
