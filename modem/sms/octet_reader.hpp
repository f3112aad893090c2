#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "modem/sms/codec_error.hpp"

namespace hayauma::sms {

/// One field as it was met in a PDU: where it begins, how long it is, what it is called.
struct field_span {
    std::size_t      octet = 0;
    std::size_t      count = 0;
    std::string_view name;
};

/// Reads a PDU field by field and never outside it. The first failure stays: from then on every
/// read gives zeros, so that a decoder reads straight on and asks once, at its end.
class octet_reader {
public:
    /// @param trace where to note every field that is read, for whoever wants to show them.
    explicit octet_reader(std::span<const std::uint8_t> octets,
                          std::vector<field_span>*      trace = nullptr) noexcept
        : octets_(octets), end_(octets.size()), trace_(trace) {}

    /// The next octet; 0 after a failure.
    std::uint8_t octet(std::string_view field) {
        const auto one = octets(1, field);
        return one.empty() ? std::uint8_t{0} : one.front();
    }

    /// The next `count` octets, a view into the PDU; empty after a failure.
    std::span<const std::uint8_t> octets(std::size_t count, std::string_view field) {
        if (!has(count, field)) return {};
        if (trace_ && count > 0) trace_->push_back({position_, count, field});
        position_ += count;
        return octets_.subspan(position_ - count, count);
    }

    /// From here on only `count` octets are there, as `field` has just said, until `widen`.
    /// @return what `widen` takes.
    std::size_t narrow(std::size_t count, std::string_view field) {
        const std::size_t outer = end_;
        end_ = has(count, field) ? position_ + count : position_;
        return outer;
    }
    void widen(std::size_t outer) noexcept { end_ = outer; }

    /// Fails at a field that was read, or is about to be, at `octet`. An earlier failure stays.
    void fail(errc why, std::string_view field, std::size_t octet) noexcept {
        if (!error_) error_ = decode_error{why, field, octet};
    }

    /// Fails when something is left: `field` is the last one that was expected.
    void expect_end(std::string_view field) noexcept {
        if (left() > 0) fail(errc::left_over, field, position_);
    }

    /// What is left, without reading it; empty after a failure.
    std::span<const std::uint8_t> ahead() const noexcept {
        return error_ ? std::span<const std::uint8_t>{} : octets_.subspan(position_, left());
    }

    std::size_t position() const noexcept { return position_; }
    std::size_t left() const noexcept { return end_ - position_; }

    const std::optional<decode_error>& error() const noexcept { return error_; }

private:
    bool has(std::size_t count, std::string_view field) noexcept {
        if (error_) return false;
        if (count > left()) error_ = decode_error{errc::truncated, field, position_, count, left()};
        return !error_;
    }

    std::span<const std::uint8_t> octets_;
    std::size_t                   end_;
    std::vector<field_span>*      trace_;
    std::size_t                   position_ = 0;
    std::optional<decode_error>   error_;
};

}  // namespace hayauma::sms
