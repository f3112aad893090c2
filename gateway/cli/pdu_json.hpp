#pragma once

#include <iosfwd>

#include <boost/json.hpp>

#include "modem/sms/codec_error.hpp"
#include "modem/sms/dissect.hpp"
#include "modem/sms/segment.hpp"
#include "modem/sms/submit.hpp"

namespace hayauma::cli {

/// What `pdu decode --json` says of one PDU: its type, its values by name, its fields by octet.
boost::json::object json_of(const sms::dissection& whole);

/// What it says instead of a PDU that could not be read.
boost::json::object json_of(const sms::decode_error& error);

/// What `pdu encode --json` says of one part, and of all of them.
boost::json::object json_of(const sms::submit_pdu& pdu, const sms::dissection& whole);
boost::json::object json_of(const sms::phone_number& to, const sms::measure& size,
                            boost::json::array parts);

/// Two blanks an indent, a line end after the last bracket.
void print_json(std::ostream& out, const boost::json::value& value);

}  // namespace hayauma::cli
