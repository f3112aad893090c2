// How many octets a second a channel reads: unasked lines of every kind, and now and then the
// answer of the command in flight, each of which must be found.
//   parser_bench [MIB]
// Compiled as it is shipped, whatever the preset. Ends with 1 where an answer was missed.

#include <array>
#include <chrono>
#include <cstdio>
#include <string>

#include "modem/at/exchange.hpp"
#include "modem/at/text.hpp"

using namespace hayauma;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t read_octets = 4096;  // what one read() of a busy port brings
constexpr std::size_t noise_octets = 256 * 1024;

// From the logs of real modems.
constexpr std::array<std::string_view, 14> news{
    "\r\n^RSSI:26\r\n",
    "\r\n^HCSQ:\"LTE\",60,52,106,24\r\n",
    "\r\n^BOOT:12345678,0,0,0,20\r\n",
    "\r\n+CREG: 5,\"25FF\",\"825E\",7\r\n",
    "\r\n+CEREG: 1,\"00A1\",\"0123ABCD\",7\r\n",
    "\r\n^DSFLOWRPT:0000012C,00000000,00000000,0000000000000A5C,0000000000000B1E,0003E800,0\r\n",
    "\r\n+CMTI: \"ME\",15\r\n",
    "\r\nRING\r\n",
    "\r\n+CLIP: \"+819012345678\",145,,,,0\r\n",
    "\r\n+QIND: \"csq\",20,99\r\n",
    "\r\r\n+RXDTMF: #\r\r\n",
    "\r\n+CDS: 25\r\n079118090000001006400C91180921436587622111612312636211226113626300\r\n",
    "\r\nNORMAL NOISE THAT NOBODY KNOWS\r\n",
    "\r\n^MODE:5,4\r\n",
};

std::string noise_and_answer() {
    std::string stream;
    for (std::size_t i = 0; stream.size() < noise_octets; ++i) stream += news[i % news.size()];
    const std::size_t half = stream.find("\r\n\r\n", stream.size() / 2) + 2;
    stream.insert(half, "\r\n+CSQ: 28,99\r\n");
    return stream + "\r\nOK\r\n";
}

struct found {
    std::size_t events = 0, answers = 0, results = 0;
};

void count(const at::event& what, found& sum) {
    ++sum.events;
    if (const auto* text = std::get_if<at::information>(&what))
        sum.answers += text->text == "+CSQ: 28,99" ? 1 : 0;
    if (std::holds_alternative<at::finished>(what)) ++sum.results;
}

void read_once(at::exchange& channel, std::string_view stream, found& sum) {
    const mono_time now{1h};
    channel.begin(at::make_command("AT+CSQ"), now);
    while (!stream.empty()) {
        const auto piece = stream.substr(0, read_octets);
        stream.remove_prefix(piece.size());
        if (!channel.feed(piece)) std::puts("a line was too long");
        while (const auto next = channel.next(now)) count(*next, sum);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int         mib = argc > 1 ? at::to_int(argv[1]).value_or(64) : 64;
    const std::string stream = noise_and_answer();
    const std::size_t rounds = static_cast<std::size_t>(mib) * 1024 * 1024 / stream.size() + 1;

    at::exchange channel({"NORMAL POWER DOWN", "RDY", "SMS DONE", "PB DONE", "+WIND: 3"});
    found        sum;
    const auto   begin = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < rounds; ++i) read_once(channel, stream, sum);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;

    const double octets = static_cast<double>(rounds * stream.size());
    std::printf("parser: %.1f MB in %.3f s: %.1f MB/s, %.2f million events/s\n", octets / 1e6,
                took.count(), octets / 1e6 / took.count(),
                static_cast<double>(sum.events) / 1e6 / took.count());
    std::printf("answers found: %zu of %zu\n", sum.answers, rounds);
    return sum.answers == rounds && sum.results == rounds ? 0 : 1;
}
