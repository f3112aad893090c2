#pragma once

#include <ostream>

#include "modem/session/session_fsm.hpp"
#include "modem/session/submit_fsm.hpp"
#include "tests/unit/at/printing.hpp"

// How the machines' values print when a check fails.

namespace hayauma::sms {

inline std::ostream& operator<<(std::ostream& out, error_code e) {
    return out << name(e) << "(" << e.code << ")";
}

}  // namespace hayauma::sms

namespace hayauma::modem {

inline std::ostream& operator<<(std::ostream& out, const accepted& a) {
    return out << "accepted{" << int{a.message_reference} << "}";
}
inline std::ostream& operator<<(std::ostream& out, const not_sent& n) {
    return out << "not_sent{" << n.error << "}";
}
inline std::ostream& operator<<(std::ostream& out, const rejected& r) {
    return out << "rejected{" << r.error << "}";
}
inline std::ostream& operator<<(std::ostream& out, const unknown& u) {
    return out << "unknown{" << u.error << "}";
}

inline std::ostream& operator<<(std::ostream& out, const issue& i) {
    return out << "issue{" << i.what.text << "}";
}
inline std::ostream& operator<<(std::ostream& out, const pause_before_payload&) {
    return out << "pause_before_payload";
}
inline std::ostream& operator<<(std::ostream& out, const send_pdu& s) {
    return out << "send_pdu{" << s.hex << ", " << s.limit.count() << " ms}";
}
inline std::ostream& operator<<(std::ostream& out, const cancel_prompt&) {
    return out << "cancel_prompt";
}
inline std::ostream& operator<<(std::ostream& out, const keep_listening&) {
    return out << "keep_listening";
}
inline std::ostream& operator<<(std::ostream& out, const hurry_up& h) {
    return out << "hurry_up{" << h.limit.count() << " ms}";
}
inline std::ostream& operator<<(std::ostream& out, const submit_ended& e) {
    out << "submit_ended{";
    std::visit([&](const auto& outcome) { out << outcome; }, e.outcome);
    return out << ", channel " << static_cast<int>(e.left) << "}";
}

inline std::ostream& operator<<(std::ostream& out, modem_state s) { return out << name(s); }

}  // namespace hayauma::modem

namespace Catch {

template <>
struct StringMaker<hayauma::modem::session_action> {
    static std::string convert(const hayauma::modem::session_action& action) {
        return hayauma::modem::describe(action);
    }
};

}  // namespace Catch
