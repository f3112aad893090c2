#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "config/time.hpp"
#include "modem/at/mask.hpp"
#include "modem/io/link.hpp"

namespace hayauma::io {

/// Takes one line of a transcript, without a line end.
using trace_sink = std::function<void(std::string_view)>;

/// What may be seen: PDUs, texts, PINs and numbers masked, or every octet. The second is for
/// transcripts of test SIMs only.
enum class trace_masking { masked, verbatim };

/// A line to a modem that writes down what passes, in the notation of tests/data/transcripts:
/// `H>` what we wrote, `M<` what the modem wrote, `t+1.5` the seconds that passed in between.
/// Control octets show as <CR>, <LF>, <1A>, <1B>. A line is written when it is whole, or when the
/// other side begins.
class wire_trace final : public link {
public:
    wire_trace(std::unique_ptr<link> inner, trace_sink sink,
               trace_masking masking = trace_masking::masked);
    ~wire_trace() override;

    boost::asio::awaitable<boost::system::result<std::string_view>> read_some(
        std::chrono::milliseconds limit) override;
    boost::asio::awaitable<boost::system::result<void>> write(
        std::string octets, std::chrono::milliseconds limit) override;
    void interrupt() noexcept override { inner_->interrupt(); }

private:
    enum class side { none, host, modem };

    void note(side from, std::string_view octets);
    void flush();

    std::unique_ptr<link> inner_;
    trace_sink            sink_;
    trace_masking         masking_;
    at::conversation_mask mask_;
    side                  from_ = side::none;
    std::string           pending_;
    mono_time             last_{};  ///< when the last line began
    mono_time             began_{};
};

}  // namespace hayauma::io
