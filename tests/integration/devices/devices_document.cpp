#include "tests/integration/devices/devices_document.hpp"

#include <iomanip>
#include <sstream>

#include "modem/session/profile.hpp"

using namespace hayauma::modem;

namespace {

using list = std::vector<std::string>;

std::string code(const std::string& text) { return "`" + text + "`"; }

std::string joined(const list& entries, const char* between) {
    std::string text;
    for (const std::string& entry : entries) text += (text.empty() ? "" : between) + code(entry);
    return text;
}

std::string numbers(const std::vector<int>& values) {
    std::string text;
    for (const int value : values) text += (text.empty() ? "" : ", ") + std::to_string(value);
    return text;
}

std::string usb_id(const usb_ports& ports) {
    std::ostringstream out;
    out << '`' << std::hex << std::setfill('0') << std::setw(4) << ports.vendor << ':';
    if (ports.product == 0)
        out << "*`";
    else
        out << std::setw(4) << ports.product << '`';
    return out.str();
}

void usb_table(std::ostream& out, const profile& row) {
    if (row.usb.empty()) return;
    out << "\n| USB id | AT interfaces, the best first | never touched |\n| --- | --- | --- |\n";
    for (const usb_ports& ports : row.usb) {
        const char* any = ports.never.empty() ? "any that answers" : "any other that answers";
        out << "| " << usb_id(ports) << " | " << (ports.at.empty() ? any : numbers(ports.at))
            << " | " << numbers(ports.never) << " |\n";
    }
}

/// "`+CGMI` begins with `Quectel`, `+CGMM` with `BG9` or `BG77`"
std::string recognised(const profile& row) {
    if (row.makers.empty()) return "what no other row fits";
    std::string text = "`+CGMI` begins with " + joined(row.makers, " or ");
    if (!row.models.empty()) text += ", `+CGMM` with " + joined(row.models, " or ");
    return text;
}

void line(std::ostream& out, const char* what, const std::string& value) {
    if (!value.empty()) out << "* " << what << ": " << value << "\n";
}

/// Only what differs from the generic row, which comes last and says it all.
void differing(std::ostream& out, const profile& row, const char* what, list profile::*of,
               const char* between) {
    const profile& generic = generic_profile();
    if (&row != &generic && row.*of == generic.*of) return;
    line(out, what, joined(row.*of, between));
}

void section(std::ostream& out, const profile& row) {
    const profile& generic = generic_profile();
    const bool     is_generic = row.name == generic.name;
    const profile& of = is_generic ? generic : row;
    out << "\n## " << row.title << "\n\n";
    for (const std::string& note : row.notes) out << note << "\n\n";
    line(out, "row", code(of.name));
    line(out, "recognised by", recognised(of));
    differing(out, of, "start-up", &profile::start_up, ", ");
    differing(out, of, "reports and messages", &profile::indications, ", else ");
    differing(out, of, "messages are kept by", &profile::storage, ", else ");
    if (!of.report_storage.empty()) line(out, "stored reports lie in", code(of.report_storage));
    differing(out, of, "ICCID", &profile::iccid, ", else ");
    differing(out, of, "tries left for the PIN", &profile::pin_tries, ", else ");
    line(out, "signal",
         of.signal.empty() ? "`AT+CSQ`, `AT+CESQ`" : code(of.signal) + ", `AT+CSQ`, `AT+CESQ`");
    if (is_generic || of.ims != generic.ims) line(out, "IMS", code(of.ims));
    line(out, "reset",
         code(of.reset) + ", back within " + std::to_string(of.boot_time.count() / 1000) + " s");
    differing(out, of, "a full memory is told by", &profile::memory_full, ", ");
    differing(out, of, "a call is told by", &profile::call_lines, ", ");
    differing(out, of, "the SIM is asked for after", &profile::sim_lines, ", ");
    if (of.prompt_pause.count() > 0)
        line(out, "pause between prompt and message",
             std::to_string(of.prompt_pause.count()) + " ms");
    if (of.packs_ussd) line(out, "USSD", "packed septets as hex");
    usb_table(out, of);
}

}  // namespace

std::string devices_document() {
    std::ostringstream out;
    out << "# Devices\n\n"
           "Made from `modem/session/profile_table.cpp`; do not edit. After a change there, a test "
           "fails and says how to make this page anew. "
           "[CONTRIBUTING.md](../CONTRIBUTING.md) says how to add a modem.\n\n"
           "A modem is known by its USB id before its port is opened, and by its own word "
           "(`+CGMI`, `+CGMM`) afterwards. The first section that fits counts. A section says what "
           "differs from the generic one at the end. Where commands stand with *else*, the first "
           "that the modem accepts counts; a refusal of any other is no matter.\n\n"
           "In Japan there are LTE and 5G only: GSM never was, 3G ended in March 2026. A modem "
           "must have the carrier's bands (docomo 1, 3, 19; KDDI 1, 18, 26; SoftBank 1, 3, 8; "
           "Rakuten 3) and the conformity mark (技適). On KDDI, short messages go over IMS only, "
           "so "
           "the modem must be registered with it; docomo, SoftBank and Rakuten take them without. "
           "The SIM's plan must include SMS.\n";
    for (const profile& row : all_profiles()) section(out, row);
    return out.str();
}
