#include "modem/sim/ussd.hpp"

#include "modem/sms/gsm7.hpp"
#include "modem/sms/hex.hpp"
#include "modem/sms/ucs2.hpp"
#include "modem/sms/utf8.hpp"

namespace hayauma::sim {
namespace {

constexpr const char* balance = "Balance: 1234 yen. Valid until 2027/03/31.";
constexpr const char* japanese_balance = "残高は1,234円です。有効期限は2027年3月31日です。";
constexpr const char* menu = "1: balance 2: plan";
constexpr const char* plan = "Plan: SMS only.";

}  // namespace

ussd_answer answer_ussd(std::string_view code, bool in_dialogue) {
    if (in_dialogue) {
        if (code == "1") return {0, balance, false};
        if (code == "2") return {0, plan, false};
        return {2, {}, false};
    }
    if (code == "*100#") return {0, balance, false};
    if (code == "*101#") return {0, japanese_balance, true};
    if (code == "*102#") return {1, menu, false};
    return {4, {}, false};
}

std::string packed(std::string_view utf8) {
    const auto septets = sms::encode_gsm7(sms::from_utf8(utf8).value());
    return septets ? sms::to_hex(sms::pack_septets(*septets)) : std::string();
}

std::optional<std::string> unpacked(std::string_view hex) {
    const auto octets = sms::from_hex(hex);
    if (!octets) return std::nullopt;
    auto text = sms::decode_gsm7(sms::unpack_septets(*octets, octets->size() * 8 / 7));
    // Eight septets fill seven octets; a filler septet of zero reads as '@'.
    if (octets->size() % 7 == 0 && text.ends_with('@')) text.pop_back();
    return text;
}

std::string ucs2_digits(std::string_view utf8) {
    return sms::to_hex(sms::encode_ucs2(sms::utf16_of(sms::from_utf8(utf8).value())));
}

}  // namespace hayauma::sim
