#include "modem/io/wire_trace.hpp"

#include <utility>

#include "modem/io/clock.hpp"

namespace hayauma::io {
namespace {

constexpr std::size_t               pending_max = 4096;
constexpr std::chrono::milliseconds shown_pause{100};

// "t+2.4"
std::string seconds_between(mono_time from, mono_time to) {
    using milliseconds = std::chrono::milliseconds;
    const auto tenths = std::chrono::duration_cast<milliseconds>(to - from).count() / 100;
    return "t+" + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string printable(std::string_view octets) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string                text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '\r')
            text += "<CR>";
        else if (c == '\n')
            text += "<LF>";
        else if (octet >= 0x20 && octet < 0x7F)
            text += c;
        else
            text += {'<', digits[octet >> 4], digits[octet & 0x0F], '>'};
    }
    return text;
}

}  // namespace

wire_trace::wire_trace(std::unique_ptr<link> inner, trace_sink sink, trace_masking masking)
    : inner_(std::move(inner)), sink_(std::move(sink)), masking_(masking) {}

wire_trace::~wire_trace() { flush(); }

boost::asio::awaitable<boost::system::result<std::string_view>> wire_trace::read_some(
    std::chrono::milliseconds limit) {
    auto octets = co_await inner_->read_some(limit);
    if (octets) note(side::modem, *octets);
    co_return octets;
}

boost::asio::awaitable<boost::system::result<void>> wire_trace::write(
    std::string octets, std::chrono::milliseconds limit) {
    note(side::host, octets);
    auto written = co_await inner_->write(std::move(octets), limit);
    co_return written;
}

// Whole lines only, so that a PDU which comes in two reads is masked as one.
void wire_trace::note(side from, std::string_view octets) {
    if (from != from_) flush();
    from_ = from;
    for (const char c : octets) {
        if (pending_.empty()) began_ = mono_clock::now();
        pending_.push_back(c);
        const bool ends = from == side::modem ? c == '\n' : c == '\r' || c == '\x1A' || c == '\x1B';
        if (ends || pending_.size() >= pending_max) flush();
    }
}

void wire_trace::flush() {
    if (pending_.empty()) return;
    const bool is_first = last_ == mono_time{};
    if (!is_first && began_ - last_ >= shown_pause) sink_(seconds_between(last_, began_));
    last_ = began_;
    const bool        host = from_ == side::host;
    const std::string shown = masking_ == trace_masking::verbatim ? pending_
                              : host                              ? at::masked(pending_)
                                                                  : mask_.of_modem(pending_);
    sink_((host ? "H> " : "M< ") + printable(shown));
    pending_.clear();
}

}  // namespace hayauma::io
