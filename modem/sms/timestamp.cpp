#include "modem/sms/timestamp.hpp"

#include <array>
#include <cstdlib>

namespace hayauma::sms {
namespace {

using namespace std::chrono;

constexpr std::size_t timestamp_octets = 7;
constexpr int century = 2000;  // 3GPP TS 23.040 §9.2.3.11 has two digits; none of ours is older.
constexpr minutes quarter_hour{15};

constexpr int not_decimal = -1;

/// Two decimal digits with the low nibble first.
int swapped_decimal(std::uint8_t octet) noexcept {
    const int tens = octet & 0x0F;
    const int ones = octet >> 4;
    return tens > 9 || ones > 9 ? not_decimal : tens * 10 + ones;
}

std::uint8_t swapped_decimal(int value) noexcept {
    return static_cast<std::uint8_t>(value % 10 << 4 | value / 10 % 10);
}

std::string two_digits(int value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

struct local_fields {
    int year, month, day, hour, minute, second;
};

local_fields local_of(const timestamp& t) noexcept {
    const sys_seconds    local = t.utc + t.quarter_hours * quarter_hour;
    const auto           midnight = floor<days>(local);
    const year_month_day date{midnight};
    const hh_mm_ss       time{local - midnight};
    return {static_cast<int>(date.year()),
            static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day())),
            static_cast<int>(time.hours().count()),
            static_cast<int>(time.minutes().count()),
            static_cast<int>(time.seconds().count())};
}

}  // namespace

std::optional<timestamp> timestamp_of(std::span<const std::uint8_t, 7> octets) noexcept {
    std::array<int, 6> field{};
    for (std::size_t i = 0; i < field.size(); ++i) {
        field[i] = swapped_decimal(octets[i]);
        if (field[i] == not_decimal) return std::nullopt;
    }
    const auto [yy, mm, dd, hour, minute, second] = field;
    const auto date = year{century + yy} / mm / dd;
    // Bit 3 of the zone's octet is the sign; what is left are two swapped decimal digits.
    const int zone = swapped_decimal(static_cast<std::uint8_t>(octets[6] & 0xF7));
    if (!date.ok() || hour > 23 || minute > 59 || second > 59 || zone == not_decimal)
        return std::nullopt;

    timestamp t;
    t.quarter_hours = (octets[6] & 0x08) != 0 ? -zone : zone;
    t.utc = sys_days{date} + hours{hour} + minutes{minute} + seconds{second} -
            t.quarter_hours * quarter_hour;
    return t;
}

std::optional<timestamp> read_timestamp(octet_reader& reader, std::string_view field) {
    const auto octets = reader.octets(timestamp_octets, field);
    if (octets.size() != timestamp_octets) return std::nullopt;
    return timestamp_of(octets.first<timestamp_octets>());
}

void write_timestamp(std::vector<std::uint8_t>& out, const std::optional<timestamp>& t) {
    if (!t) {
        out.insert(out.end(), timestamp_octets, 0);
        return;
    }
    const local_fields local = local_of(*t);
    for (const int value :
         {local.year % 100, local.month, local.day, local.hour, local.minute, local.second})
        out.push_back(swapped_decimal(value));
    const unsigned sign = t->quarter_hours < 0 ? 0x08U : 0x00U;
    out.push_back(static_cast<std::uint8_t>(swapped_decimal(std::abs(t->quarter_hours)) | sign));
}

std::string display(const timestamp& t) {
    const local_fields local = local_of(t);
    const int          offset = std::abs(t.quarter_hours);
    return two_digits(local.year / 100) + two_digits(local.year % 100) + "-" +
           two_digits(local.month) + "-" + two_digits(local.day) + "T" + two_digits(local.hour) +
           ":" + two_digits(local.minute) + ":" + two_digits(local.second) +
           (t.quarter_hours < 0 ? "-" : "+") + two_digits(offset / 4) + ":" +
           two_digits(offset % 4 * 15);
}

}  // namespace hayauma::sms
