#pragma once

#include <ostream>

#include "modem/at/exchange.hpp"
#include "modem/at/resync.hpp"
#include "tests/support/catch.hpp"

// How the channel's values print when a check fails.

namespace hayauma::at {

inline std::ostream& operator<<(std::ostream& out, const line& l) {
    return out << "line{" << l.text << "}";
}
inline std::ostream& operator<<(std::ostream& out, const prompt&) { return out << "prompt{}"; }

inline const char* name(verdict v) noexcept {
    switch (v) {
    case verdict::ok: return "ok";
    case verdict::connect: return "connect";
    case verdict::error: return "error";
    case verdict::cme_error: return "cme_error";
    case verdict::cms_error: return "cms_error";
    case verdict::aborted: return "aborted";
    case verdict::no_carrier: return "no_carrier";
    case verdict::busy: return "busy";
    case verdict::no_answer: return "no_answer";
    case verdict::no_dialtone: return "no_dialtone";
    }
    return "unknown";
}

inline std::ostream& operator<<(std::ostream& out, const final_result& r) {
    out << name(r.what);
    if (r.number) out << " " << *r.number;
    return out;
}
inline std::ostream& operator<<(std::ostream& out, const echo&) { return out << "echo"; }
inline std::ostream& operator<<(std::ostream& out, const unknown_line&) { return out << "unknown"; }
inline std::ostream& operator<<(std::ostream& out, const information& i) {
    return out << "information{" << i.text << "}";
}
inline std::ostream& operator<<(std::ostream& out, const unsolicited& u) {
    return out << "unsolicited{" << u.text << " | " << u.body << "}";
}
inline std::ostream& operator<<(std::ostream& out, const prompted&) { return out << "prompted"; }
inline std::ostream& operator<<(std::ostream& out, const finished& f) {
    return out << "finished{" << f.result << "}";
}
inline std::ostream& operator<<(std::ostream& out, const echoed&) { return out << "echoed"; }
inline std::ostream& operator<<(std::ostream& out, const deadline_passed&) {
    return out << "deadline_passed";
}
inline std::ostream& operator<<(std::ostream& out, const late_reference& l) {
    return out << "late_reference{" << int{l.message_reference} << "}";
}

}  // namespace hayauma::at

namespace Catch {

template <class... Ts>
struct StringMaker<std::variant<Ts...>> {
    static std::string convert(const std::variant<Ts...>& value) {
        return std::visit([](const auto& v) { return Detail::stringify(v); }, value);
    }
};

}  // namespace Catch
