#pragma once

#include <string>

#include "gateway/doctor/diagnose.hpp"

namespace hayauma::cli {

/// For people: a heading for each subject, a line for each finding, and one sentence at the end.
std::string report_text(const doctor::diagnosis& found);

/// For programs: an object of `can_send`, `because` and `findings`, each of which has `level` (ok,
/// warning, error), `subject`, `what` and `advice`.
std::string report_json(const doctor::diagnosis& found);

}  // namespace hayauma::cli
