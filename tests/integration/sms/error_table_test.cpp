// The error tables against tests/data/errors, which were written down from the literature and not
// from the code: every number, before and after Ctrl-Z.

#include <fstream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "modem/sms/errors.hpp"
#include "modem/sms/status_report.hpp"
#include "tests/support/catch.hpp"

using namespace hayauma::sms;

namespace {

constexpr int last_number = 1100;  // the makers' own end at 772

struct row {
    int                      first = 0, last = 0;
    std::vector<std::string> columns;  ///< behind the numbers
    std::string              line;
};

std::vector<std::string> cut(const std::string& line, const std::string& at) {
    std::vector<std::string> pieces;
    std::size_t              from = 0;
    for (std::size_t to = line.find(at); to != line.npos; to = line.find(at, from)) {
        pieces.push_back(line.substr(from, to - from));
        from = to + at.size();
    }
    pieces.push_back(line.substr(from));
    return pieces;
}

std::vector<row> rows_of(const std::string& name, int base = 10) {
    std::ifstream file(std::string(HAYAUMA_ERRORS) + "/" + name);
    if (!file) throw std::runtime_error("cannot read " + name);
    std::vector<row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        auto       columns = cut(line, " | ");
        const auto numbers = cut(columns.front(), "-");
        columns.erase(columns.begin());
        rows.push_back({std::stoi(numbers.front(), nullptr, base),
                        std::stoi(numbers.back(), nullptr, base), std::move(columns), line});
    }
    return rows;
}

fault_class class_of(const std::string& word) {
    static const std::map<std::string, fault_class> words{
        {"T-SAME", fault_class::retry_same}, {"T-OTHER", fault_class::retry_other},
        {"MODEM", fault_class::modem},       {"DEST", fault_class::destination},
        {"MSG", fault_class::message},       {"CONF", fault_class::configuration},
        {"AMBIG", fault_class::ambiguous},   {"MAINT", fault_class::maintenance},
        {"SENT", fault_class::already_sent},
    };
    return words.at(word);
}

/// Checks every number from `first` on: those with a row, and that those without one are unknown.
void walk(error_family family, error_maker maker, const std::string& name, int first) {
    int        next = first;
    const auto expect_unknown = [&](int until) {
        for (; next < until; ++next) {
            INFO(name << ": " << next << " has no row");
            CHECK(classify({family, next}, false, maker) == fault_class::retry_other);
            CHECK(classify({family, next}, true, maker) == fault_class::ambiguous);
        }
    };
    for (const row& r : rows_of(name)) {
        INFO(name << ": " << r.line);
        REQUIRE(r.columns.size() >= 3);
        REQUIRE((r.first >= next && r.last >= r.first));
        expect_unknown(r.first);
        for (; next <= r.last; ++next) {
            INFO("number " << next);
            CHECK(classify({family, next}, false, maker) == class_of(r.columns[0]));
            CHECK(classify({family, next}, true, maker) == class_of(r.columns[1]));
        }
    }
    expect_unknown(last_number);
}

}  // namespace

TEST_CASE("every CMS number has the class of the literature", "[sms][errors]") {
    walk(error_family::cms, error_maker::unknown, "cms.txt", 0);
}

TEST_CASE("the CMS numbers up to 511 leave no gap", "[sms][errors]") {
    int next = 0;
    for (const row& r : rows_of("cms.txt")) {
        CHECK(r.first == next);
        next = r.last + 1;
    }
    CHECK(next == 512);
}

TEST_CASE("every CME number has the class of the literature", "[sms][errors]") {
    walk(error_family::cme, error_maker::unknown, "cme.txt", 0);
}

TEST_CASE("CMS numbers from 512 on mean what their maker means", "[sms][errors]") {
    walk(error_family::cms, error_maker::wavecom, "cms_wavecom.txt", 512);
    walk(error_family::cms, error_maker::cinterion, "cms_cinterion.txt", 512);
}

TEST_CASE("a maker's numbers change none of the standard's, and no CME number", "[sms][errors]") {
    for (const auto maker : {error_maker::wavecom, error_maker::cinterion}) {
        for (int code = 0; code < last_number; ++code) {
            const error_code cms{error_family::cms, code}, cme{error_family::cme, code};
            INFO("number " << code);
            CHECK(classify(cme, true, maker) == classify(cme, true));
            if (code < 512) CHECK(classify(cms, true, maker) == classify(cms, true));
            // Before Ctrl-Z nothing can have been sent.
            CHECK(classify(cms, false, maker) != fault_class::ambiguous);
        }
    }
}

TEST_CASE("every TP-Status says what became of the message", "[sms][errors]") {
    const std::map<std::string, delivery> words{
        {"delivered", delivery::delivered},
        {"unconfirmed", delivery::unconfirmed},
        {"pending", delivery::pending},
        {"failed", delivery::failed},
    };
    int next = 0;
    for (const row& r : rows_of("tp_st.txt", 16)) {
        INFO(r.line);
        REQUIRE(r.first == next);
        for (; next <= r.last; ++next)
            CHECK(classify_status(static_cast<std::uint8_t>(next)) == words.at(r.columns[0]));
    }
    CHECK(next == 256);
}
