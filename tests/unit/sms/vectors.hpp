#pragma once

#include <array>

namespace hayauma::sms::test {

enum class vector_type { submit, deliver, status_report };

/// A whole line as a modem takes or prints it, SMSC field first.
struct vector {
    const char* name;
    vector_type type;
    const char* hex;
};

inline constexpr std::array vectors{
    vector{"GSM 7 bit, report, 5 minutes", vector_type::submit,
           "0031000C9118092143658700000013D9775D0E1ABFC965507A0E8AC966B49A0D"},
    vector{"the same to a national number", vector_type::submit,
           "0031000B819010325476F800000013D9775D0E1ABFC965507A0E8AC966B49A0D"},
    vector{"UCS-2", vector_type::submit,
           "0031000C911809214365870008001A8A8D8A3C30B330FC30C9003A0020003100320033003400350036"},
    vector{"six digits", vector_type::submit, "0031000C911809214365870000000631D98C56B301"},
    vector{"a part of two, absolute validity, 16-bit reference", vector_type::submit,
           "0079050C91180921436587000062112261131263090608041234020161"},
    vector{"enhanced validity, flash, no report", vector_type::submit,
           "0009000C911809214365870010"
           "02FF0000000000"
           "0161"},
    vector{"8-bit data, no validity", vector_type::submit, "0001000C91180921436587000404DEADBEEF"},
    // Modems and networks.
    vector{"a report, EC25 style", vector_type::status_report,
           "079118090000001006070C91180921436587621122611312636211226113626300"},
    vector{"a report as a modem printed it (pygsm#44)", vector_type::status_report,
           "079119890400202306400C91197909913764511090718384225110907183252200"},
    vector{"a report with TP-PI, TP-PID, TP-DCS and TP-UD", vector_type::status_report,
           "0006070C91180921436587621122611312636211226113626300"
           "0700000161"},
    vector{"a message from a name", vector_type::deliver,
           "0791180900000010040ED0D637396C7EBBCB00006211226113126305E8329BFD06"},
    vector{"a message without an SMSC, without a date", vector_type::deliver,
           "00040C9118092143658700000000000000000005E8329BFD06"},
    vector{"a second part, 8-bit reference", vector_type::deliver,
           "0791180900000010440C9118092143658700006211226113126308"
           "05000342020261"},
    vector{"UCS-2 with a pair", vector_type::deliver,
           "0791180900000010040C91180921436587000862112261131263048A8D8A3C"},
    vector{"voicemail waits", vector_type::deliver,
           "0791180900000010040C91180921436587"
           "00C86211226113126300"},
};

}  // namespace hayauma::sms::test
