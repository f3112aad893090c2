#include "gateway/http/request_head.hpp"

#include <algorithm>
#include <cstdint>

#include <boost/beast/core/string.hpp>

namespace hayauma::http {
namespace {

using boost::beast::iequals;

constexpr std::string_view line_end = "\r\n";
constexpr std::size_t      length_digits_max = 18;  // more than any body that could exist

constexpr bool is_alnum(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// tchar of RFC 9110 §5.6.2.
constexpr bool is_token(char c) noexcept {
    return is_alnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool is_visible(char c) noexcept { return c > 0x20 && c < 0x7f; }

/// field-vchar, SP and HTAB of RFC 9110 §5.5; obs-text is let through as opaque octets.
constexpr bool is_field_octet(char c) noexcept {
    const auto octet = static_cast<std::uint8_t>(c);
    return octet == '\t' || (octet >= 0x20 && octet != 0x7f);
}

/// uri-host and port of RFC 3986 §3.2, by their characters.
constexpr bool is_host_octet(char c) noexcept {
    return is_alnum(c) || std::string_view("-._~%!$&'()*+,;=:[]").find(c) != std::string_view::npos;
}

bool all(std::string_view text, bool (*test)(char)) noexcept {
    return std::all_of(text.begin(), text.end(), test);
}

std::string_view trim(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

constexpr refusal malformed(std::string_view detail) noexcept {
    return {400, "malformed_request", detail};
}

/// What the framing of a request rests on.
struct facts {
    bool             http_1_0 = false;
    std::size_t      fields = 0;
    std::size_t      hosts = 0;
    std::size_t      lengths = 0;
    std::size_t      encodings = 0;
    std::string_view host;
    std::string_view length;
    std::string_view encoding;
};

std::string_view cut_line(std::string_view& rest) noexcept {
    const auto end = rest.find(line_end);
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + line_end.size());
    return line;
}

std::optional<refusal> check_version(std::string_view version, facts& seen) noexcept {
    const bool well_formed = version.size() == 8 && version.substr(0, 5) == "HTTP/" &&
                             is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    if (!well_formed) return malformed("The request line does not end with an HTTP version.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refusal{505, "version_not_supported", "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
    seen.http_1_0 = version == "HTTP/1.0";
    return std::nullopt;
}

std::optional<refusal> check_request_line(std::string_view line, const http_limits& limits,
                                          facts& seen) noexcept {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return malformed("The request line is not METHOD TARGET VERSION.");

    const auto method = line.substr(0, first);
    const auto target = line.substr(first + 1, last - first - 1);
    if (method.empty() || !all(method, is_token)) return malformed("The method is not a token.");
    if (target.empty() || !all(target, is_visible))
        return malformed("The request target holds a space or an octet that is not ASCII.");
    if (target.size() > limits.target_octets_max)
        return refusal{414, "target_too_long", "The request target is too long."};
    return check_version(line.substr(last + 1), seen);
}

void note_framing(std::string_view name, std::string_view value, facts& seen) noexcept {
    if (iequals(name, "Host")) {
        ++seen.hosts;
        seen.host = value;
    } else if (iequals(name, "Content-Length")) {
        ++seen.lengths;
        seen.length = value;
    } else if (iequals(name, "Transfer-Encoding")) {
        ++seen.encodings;
        seen.encoding = value;
    }
}

std::optional<refusal> check_field(std::string_view line, facts& seen) noexcept {
    if (line.front() == ' ' || line.front() == '\t')
        return malformed("A header line is folded or begins with a space.");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("A header line has no colon.");
    const auto name = line.substr(0, colon);
    if (name.empty() || !all(name, is_token))
        return malformed("A header field's name is not a token.");
    const auto value = trim(line.substr(colon + 1));
    if (!all(value, is_field_octet)) return malformed("A header field holds a control character.");
    note_framing(name, value, seen);
    return std::nullopt;
}

std::optional<refusal> check_host(const facts& seen) noexcept {
    if (seen.hosts > 1) return malformed("There is more than one Host field.");
    if (seen.hosts == 0 && !seen.http_1_0) return malformed("The Host field is missing.");
    if (!all(seen.host, is_host_octet)) return malformed("The Host field is not a host.");
    return std::nullopt;
}

std::optional<refusal> check_framing(const facts& seen, const http_limits& limits) noexcept {
    if (seen.encodings > 0) {
        if (seen.lengths > 0)
            return malformed("Content-Length and Transfer-Encoding exclude each other.");
        if (seen.http_1_0) return malformed("HTTP/1.0 knows no Transfer-Encoding.");
        if (seen.encodings > 1 || !iequals(seen.encoding, "chunked"))
            return malformed("The only Transfer-Encoding that is taken is chunked.");
    }
    if (seen.lengths > 1) return malformed("There is more than one Content-Length field.");
    if (seen.lengths == 1 && (seen.length.empty() || !all(seen.length, is_digit)))
        return malformed("Content-Length is not a number.");
    if (seen.length.size() > length_digits_max) return body_too_large;
    std::uint64_t length = 0;
    for (const char c : seen.length) length = length * 10 + static_cast<std::uint64_t>(c - '0');
    if (length > limits.body_octets_max) return body_too_large;
    return std::nullopt;
}

}  // namespace

head_scanner::progress head_scanner::end_line(std::string_view octets) noexcept {
    const bool empty = position_ == line_begin_;
    if (octets[position_] == '\n') return progress::malformed;  // without its CR
    if (position_ + 1 == octets.size()) return progress::incomplete;
    if (octets[position_ + 1] != '\n') return progress::malformed;
    position_ += 2;
    line_begin_ = position_;
    if (!empty) return progress::incomplete;
    if (position_ > 2) return progress::complete;
    begin_ = position_;  // the one empty line that may stand before a request
    return progress::incomplete;
}

head_scanner::progress head_scanner::scan(std::string_view octets) noexcept {
    while (position_ < octets.size()) {
        const char c = octets[position_];
        if (c != '\r' && c != '\n') {
            if (!is_field_octet(c)) return progress::malformed;
            ++position_;
            continue;
        }
        const auto before = position_;
        const auto answer = end_line(octets);
        if (answer != progress::incomplete) return answer;
        if (position_ == before) return answer;  // its LF is still on the way
    }
    return progress::incomplete;
}

std::optional<refusal> check_head(std::string_view head, const http_limits& limits) noexcept {
    facts seen;
    if (auto bad = check_request_line(cut_line(head), limits, seen)) return bad;
    while (!head.empty()) {
        const auto line = cut_line(head);
        if (line.empty()) break;
        if (++seen.fields > limits.fields_max)
            return refusal{431, "too_many_fields", "There are too many header fields."};
        if (auto bad = check_field(line, seen)) return bad;
    }
    if (auto bad = check_host(seen)) return bad;
    return check_framing(seen, limits);
}

}  // namespace hayauma::http
