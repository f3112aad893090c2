#include "modem/session/profile.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"

using namespace hayauma::modem;
using namespace std::chrono_literals;

namespace {

bool any_begins(const std::vector<std::string>& entries, std::string_view line) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const std::string& entry) { return line.starts_with(entry); });
}

bool is_boot_line(std::string_view line) {
    const auto& lines = generic_profile().boot_lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const boot_line& known) { return line.starts_with(known.begins); });
}

}  // namespace

TEST_CASE("the generic profile", "[session][profile]") {
    const profile& generic = generic_profile();
    CHECK(generic.prompt_pause == 0ms);
    CHECK(generic.indications.front() == "AT+CNMI=2,1,0,1,0");  // reports pushed, as +CDS
    CHECK(is_boot_line("RDY"));
    CHECK(is_boot_line("*ATREADY: 1"));
    CHECK_FALSE(is_boot_line("^BOOT:20751822,0,0,0,6"));  // periodic on Huawei
    CHECK_FALSE(is_boot_line("SMS DONE"));                // the tail of a boot
    for (const char* line : {"RDY", "SMS DONE", "PB DONE", "NORMAL POWER DOWN"}) {
        INFO(line);
        CHECK(any_begins(plain_news(), line));
    }
}
