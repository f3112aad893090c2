#include "gateway/cli/doctor_report.hpp"

#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "gateway/cli/text_width.hpp"

namespace hayauma::cli {
namespace {

namespace json = boost::json;

const char* mark(doctor::level how) {
    switch (how) {  // No default: -Wswitch names the value we forgot.
    case doctor::level::ok: return "  ok    ";
    case doctor::level::warning: return "  warn  ";
    case doctor::level::error: return "  FAIL  ";
    }
    return "        ";
}

/// What a modem or a device says of itself must not command the terminal.
std::string line_of(const doctor::finding& one) {
    std::string text = mark(one.how) + printable(one.what) + '\n';
    if (!one.advice.empty()) text += "        -> " + printable(one.advice) + '\n';
    return text;
}

}  // namespace

std::string report_text(const doctor::diagnosis& found) {
    std::string        text;
    const std::string* subject = nullptr;
    for (const doctor::finding& one : found.findings) {
        if (!subject || *subject != one.subject) text += printable(one.subject) + '\n';
        subject = &one.subject;
        text += line_of(one);
    }
    return text + "A code could be sent: " + (found.can_send ? "yes" : "no") + ", because " +
           printable(found.because) + ".\n";
}

std::string report_json(const doctor::diagnosis& found) {
    json::array findings;
    for (const doctor::finding& one : found.findings)
        findings.push_back(json::object{{"level", name(one.how)},
                                        {"subject", one.subject},
                                        {"what", one.what},
                                        {"advice", one.advice}});
    return json::serialize(json::object{{"can_send", found.can_send},
                                        {"because", found.because},
                                        {"findings", std::move(findings)}}) +
           '\n';
}

}  // namespace hayauma::cli
