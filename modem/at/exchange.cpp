#include "modem/at/exchange.hpp"

#include "modem/at/parse.hpp"
#include "modem/at/text.hpp"

namespace hayauma::at {

std::string exchange::begin(const command& what, mono_time now) {
    what_ = what;
    payload_.clear();
    awaiting_prompt_ = what.kind == command_kind::payload;
    deadline_ = now + what.limit;
    return what.text + end_of_line;
}

std::string exchange::send(std::string_view pdu, std::chrono::milliseconds limit, mono_time now) {
    payload_ = pdu;
    awaiting_prompt_ = false;
    after_late_ = false;
    deadline_ = now + limit;
    return payload_ + send_payload;
}

std::string exchange::cancel(mono_time now) {
    // Where the command was given up at its deadline, the ESC is in flight now: it has an end too.
    if (!what_) what_.emplace();
    awaiting_prompt_ = false;
    deadline_ = now + closing_ok_limit;
    return std::string(1, cancel_payload);
}

void exchange::abandon() noexcept {
    what_.reset();
    payload_.clear();
    awaiting_prompt_ = false;
}

void exchange::reset() noexcept {
    abandon();
    reader_.clear();
    header_.clear();
    quoted_.clear();
    numeric_ = true;
    after_late_ = false;
}

std::optional<event> exchange::next(mono_time now) {
    while (const auto came = reader_.next(awaiting_prompt_)) {
        if (const line* const text = std::get_if<line>(&*came)) {
            if (auto what = sort(text->text)) return what;
        } else {
            awaiting_prompt_ = false;
            return prompted{};
        }
    }
    if (!what_ || now < deadline_) return std::nullopt;
    abandon();
    return deadline_passed{};
}

std::optional<event> exchange::sort(std::string_view line) {
    if (!quoted_.empty()) return join_quoted(line);
    if (!header_.empty()) return join(line);
    if (heads_two_lines(line))
        header_ = line;
    else if (opens_text(line))
        quoted_ = line;
    else
        return sort_whole(line);
    return std::nullopt;
}

// The next line of a USSD text that holds line ends. One that is never closed is dropped, and must
// not take results, reports and messages with it.
std::optional<event> exchange::join_quoted(std::string_view line) {
    if (cuts_quoted(line) || quoted_.size() + line.size() >= line_octets_max) {
        quoted_.clear();
        return sort(line);
    }
    quoted_ += '\n';
    quoted_ += line;
    if (opens_text(quoted_)) return std::nullopt;
    const std::string whole = std::exchange(quoted_, {});
    return sort_whole(whole);
}

// A text may hold the word "OK"; while a command is in flight, its result counts more.
bool exchange::cuts_quoted(std::string_view line) const noexcept {
    for (const std::string_view begins : {"+CMGS:", "+CMS ERROR:", "+CMTI:", "+CDSI:"})
        if (line.starts_with(begins)) return true;
    if (heads_two_lines(line)) return true;
    return what_ && parse_final_result(line, {}).has_value();
}

// The second line of +CMT, +CDS or +CBM. A header whose PDU did not arrive is garbage, and the line
// that came instead means what it means; a PDU of the wrong length is garbage with its header.
std::optional<event> exchange::join(std::string_view body) {
    unsolicited both{std::move(header_), std::string(body)};
    header_.clear();
    if (matches_header(both.text, body)) return both;
    if (is_hex(body) && body.size() > 2) return std::nullopt;
    return sort(body);
}

std::optional<event> exchange::sort_whole(std::string_view line) {
    const bool after_late = after_late_;
    if (line == "OK") after_late_ = false;  // news may stand between the two
    // A late `+CMGS: <mr>` and its OK belong together: crediting that OK would put every answer
    // after it one command off.
    if (after_late && line == "OK") return std::nullopt;
    if (line.starts_with("+CMGS:") && !expects_reference()) {
        const auto reference = parse_cmgs(line);
        if (!reference) return std::nullopt;
        after_late_ = true;
        return late_reference{*reference};
    }

    meaning what = classify(line, {what_ ? &*what_ : nullptr, payload_, numeric_, news_});
    if (std::holds_alternative<echo>(what)) return echoed{};
    if (auto* text = std::get_if<information>(&what)) return std::move(*text);
    if (auto* news = std::get_if<unsolicited>(&what)) return std::move(*news);
    if (const auto* result = std::get_if<final_line>(&what)) {
        if (line == "OK") numeric_ = false;
        abandon();
        return finished{*result};
    }
    return std::nullopt;
}

}  // namespace hayauma::at
