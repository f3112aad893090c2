#include "modem/sms/codec_error.hpp"

#include <boost/system/system_error.hpp>
#include <boost/throw_exception.hpp>

namespace hayauma::sms {
namespace {

class codec_category final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "sms"; }
    std::string message(int value) const override { return text(static_cast<errc>(value)); }
};

std::string octets(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " octet" : " octets");
}

}  // namespace

const char* text(errc e) noexcept {
    switch (e) {
    case errc::invalid_utf8: return "the text is not valid UTF-8";
    case errc::empty_text: return "the text is empty";
    case errc::too_many_parts: return "the text needs more than 255 parts";
    case errc::not_hex: return "not a hexadecimal digit";
    case errc::odd_hex: return "half an octet at the end";
    case errc::truncated: return "the PDU ends inside the field";
    case errc::too_long: return "longer than the field can be";
    case errc::left_over: return "octets after the last field";
    case errc::wrong_type: return "another message type than expected";
    case errc::unsupported_type:
        return "a delivery or submit report or a command, which is not read";
    }
    return "unknown sms error";
}

const boost::system::error_category& category() noexcept {
    static const codec_category instance;
    return instance;
}

std::string describe(const decode_error& e) {
    std::string words = std::string(e.field) + " at octet " + std::to_string(e.octet) + ": ";
    if (e.why != errc::truncated) return words + text(e.why);
    return words + "needs " + octets(e.needed) + ", " + std::to_string(e.left) + " left";
}

void throw_exception_from_error(const decode_error& e, const boost::source_location& where) {
    boost::throw_exception(boost::system::system_error(make_error_code(e.why), describe(e)), where);
}

}  // namespace hayauma::sms
