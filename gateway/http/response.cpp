#include "gateway/http/response.hpp"

#include <array>
#include <cstdio>

#include <boost/beast/http/status.hpp>

#include "gateway/http/json.hpp"

namespace hayauma::http {
namespace {

void put(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

response json_response(unsigned status, const boost::json::value& body) {
    response answer;
    answer.status = status;
    answer.body = to_text(body);
    return answer;
}

response text_response(unsigned status, std::string body) {
    response answer;
    answer.status = status;
    answer.content_type = "text/plain; charset=utf-8";
    answer.body = std::move(body);
    return answer;
}

std::string to_octets(const response& answer, const framing& how) {
    std::string out;
    out.reserve(384 + answer.body.size());
    const auto reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(answer.status));
    out.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ");
    out.append(std::string_view(reason.data(), reason.size())).append("\r\n");

    put(out, "Date", http_date(how.now));
    if (!answer.body.empty()) put(out, "Content-Type", answer.content_type);
    put(out, "Content-Length", std::to_string(answer.body.size()));
    put(out, "Cache-Control", "no-store");
    put(out, "X-Content-Type-Options", "nosniff");
    if (how.close)
        put(out, "Connection", "close");
    else if (how.http_1_0)
        put(out, "Connection", "keep-alive");
    for (const field& f : answer.fields) put(out, f.name, f.value);

    out.append("\r\n");
    if (!how.without_body) out.append(answer.body);
    return out;
}

std::string http_date(wall_time when) {
    using namespace std::chrono;
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto                  day = floor<std::chrono::days>(when);
    const year_month_day        date{day};
    const hh_mm_ss              time{floor<seconds>(when - day)};
    std::array<char, 40>        text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
                  days[weekday{day}.c_encoding()], unsigned(date.day()),
                  months[unsigned(date.month()) - 1], int(date.year()), int(time.hours().count()),
                  int(time.minutes().count()), int(time.seconds().count()));
    return text.data();
}

}  // namespace hayauma::http
