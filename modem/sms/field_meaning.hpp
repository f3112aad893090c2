#pragma once

#include "modem/sms/dissect.hpp"

namespace hayauma::sms {

/// Fills in what each field of a dissection means, in words.
void explain(dissection& whole);

}  // namespace hayauma::sms
