#include <memory>
#include <span>

#include "modem/sms/deliver.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/status_report.hpp"
#include "modem/sms/submit_decoder.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sms/generated_text.hpp"
#include "tests/unit/sms/vectors.hpp"

using namespace hayauma::sms;
using hayauma::sms::test::vector_type;

namespace {

using octets = std::vector<std::uint8_t>;

/// Decodes as every type there is and gives the error of `type`, if any. The octets lie in a block
/// of exactly their size, so that a sanitizer sees the first one read beyond them.
std::optional<decode_error> error_of(vector_type type, const octets& pdu) {
    const auto exact = std::make_unique<std::uint8_t[]>(pdu.size());
    std::copy(pdu.begin(), pdu.end(), exact.get());
    const std::span<const std::uint8_t> view(exact.get(), pdu.size());
    const auto                          submit = decode_submit(view);
    const auto                          deliver = decode_deliver(view);
    const auto                          report = decode_status_report(view);
    switch (type) {
    case vector_type::submit:
        if (!submit) return submit.error();
        break;
    case vector_type::deliver:
        if (!deliver) return deliver.error();
        break;
    case vector_type::status_report:
        if (!report) return report.error();
        break;
    }
    return std::nullopt;
}

/// The optional fields of a report may go missing with nobody noticing.
std::size_t octets_that_count(const test::vector& v, const octets& whole) {
    if (v.type != vector_type::status_report) return whole.size();
    std::vector<field_span> trace;
    (void)decode_status_report(whole, smsc_field::present, &trace).value();
    for (const field_span& f : trace)
        if (std::string_view(f.name) == "TP-PI") return f.octet;
    return whole.size();
}

}  // namespace

TEST_CASE("every vector decodes, and its fields cover every octet once", "[sms][malformed]") {
    for (const auto& v : test::vectors) {
        INFO(v.name);
        const octets whole = from_hex(v.hex).value();
        CHECK_FALSE(error_of(v.type, whole));

        std::vector<field_span> trace;
        switch (v.type) {
        case vector_type::submit:
            (void)decode_submit(whole, smsc_field::present, &trace).value();
            break;
        case vector_type::deliver:
            (void)decode_deliver(whole, smsc_field::present, &trace).value();
            break;
        case vector_type::status_report:
            (void)decode_status_report(whole, smsc_field::present, &trace).value();
            break;
        }
        std::size_t next = 0;
        for (const field_span& f : trace) {
            CHECK(f.octet == next);
            next += f.count;
        }
        CHECK(next == whole.size());
    }
}

TEST_CASE("every truncation of every vector is refused with its place", "[sms][malformed]") {
    for (const auto& v : test::vectors) {
        const octets      whole = from_hex(v.hex).value();
        const std::size_t counting = octets_that_count(v, whole);
        for (std::size_t size = 0; size < counting; ++size) {
            INFO(v.name << ", " << size << " of " << whole.size() << " octets");
            const auto error =
                error_of(v.type, octets(whole.begin(), whole.begin() + static_cast<long>(size)));
            REQUIRE(error);
            CHECK(error->why == errc::truncated);
            CHECK(error->octet + error->left == size);
            CHECK(error->needed > error->left);
            CHECK(std::string(error->field).size() > 3);
        }
    }
}

TEST_CASE("mutated vectors never make a decoder read outside", "[sms][malformed]") {
    test::lcg   random(20261122);
    std::size_t refused = 0;
    std::size_t decoded_anyway = 0;
    for (int round = 0; round < 800; ++round) {
        for (const auto& v : test::vectors) {
            octets pdu = from_hex(v.hex).value();
            for (std::uint32_t change = 0; change <= random.below(4); ++change) {
                const auto at =
                    static_cast<long>(random.below(static_cast<std::uint32_t>(pdu.size())));
                switch (random.below(4)) {
                case 0:
                    pdu[static_cast<std::size_t>(at)] =
                        static_cast<std::uint8_t>(random.below(256));
                    break;
                case 1:
                    pdu[static_cast<std::size_t>(at)] ^=
                        static_cast<std::uint8_t>(1U << random.below(8));
                    break;
                case 2:
                    pdu.insert(pdu.begin() + at, static_cast<std::uint8_t>(random.below(256)));
                    break;
                case 3:
                    if (pdu.size() > 1) pdu.erase(pdu.begin() + at);
                    break;
                }
            }
            const auto error = error_of(v.type, pdu);
            if (error && error->octet > pdu.size())
                FAIL("an error beyond the end: " << describe(*error));
            ++(error ? refused : decoded_anyway);
        }
    }
    CHECK(refused > 1000);         // The mutations do bite ...
    CHECK(decoded_anyway > 1000);  // ... and do not only break everything at once.
}

TEST_CASE("octets of no meaning never make a decoder read outside", "[sms][malformed]") {
    test::lcg random(4711);
    for (int round = 0; round < 6000; ++round) {
        octets pdu(random.below(60));
        for (auto& octet : pdu) octet = static_cast<std::uint8_t>(random.below(256));
        if (!pdu.empty() && random.below(2) == 0) pdu[0] = 0;  // No SMSC: more get to the TPDU.
        for (const auto type :
             {vector_type::submit, vector_type::deliver, vector_type::status_report}) {
            const auto error = error_of(type, pdu);
            if (error && error->octet > pdu.size())
                FAIL("an error beyond the end: " << describe(*error));
        }
    }
    SUCCEED();
}
