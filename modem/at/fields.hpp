#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

// What the parsers of information texts share: `+NAME: <field>,"<field>",...`.

namespace hayauma::at {

struct field {
    std::string_view text;
    bool             quoted = false;
};

/// What stands after "<name>:", cut at the commas outside quotes.
/// @return empty where the line does not begin with the name.
std::vector<field> fields_of(std::string_view line, std::string_view name);

/// The field as a whole decimal number; nullopt where it is quoted, absent or anything else.
std::optional<int> number(const std::vector<field>& fields, std::size_t index);

/// The same, where it is 0 to `highest`.
std::optional<int> number_within(const std::vector<field>& fields, std::size_t index, int highest);

/// The field with a fraction, "-12.5", quoted or not.
std::optional<double> decimal(const std::vector<field>& fields, std::size_t index);

}  // namespace hayauma::at
