#include "modem/sms/errors.hpp"

#include "modem/sms/error_table.hpp"

namespace hayauma::sms {
namespace {

/// What 3GPP TS 27.005 §3.2.5 leaves to the makers.
constexpr int first_manufacturer_specific = 512;

}  // namespace

const char* name(error_code e, error_maker maker) noexcept {
    if (const error_row* known = find_row(e, maker)) return known->name;
    if (e.family == error_family::cms && e.code >= first_manufacturer_specific)
        return "manufacturer_specific";
    return "unknown";
}

fault_class classify(error_code e, bool after_pdu, error_maker maker) noexcept {
    if (const error_row* known = find_row(e, maker))
        return after_pdu ? known->after_pdu : known->before_pdu;
    // A number without a meaning: the same one means "busy" to one maker and "sent" to another.
    return after_pdu ? fault_class::ambiguous : fault_class::retry_other;
}

bool permanent(error_code e) noexcept {
    const fault_class c = classify(e, true);
    return c == fault_class::destination || c == fault_class::message;
}

}  // namespace hayauma::sms
