#pragma once

#include <string>

#include <boost/system/result.hpp>
#include <libserialport.h>

#include "modem/io/errors.hpp"
#include "modem/io/unique_fd.hpp"

namespace hayauma::io {

/// Who set the port up.
enum class open_method {
    libserialport,
    termios,           ///< ourselves: libserialport does not know such ports (pseudo-terminals)
    termios_fallback,  ///< ourselves: libserialport knows the port and failed
};

/// A tty, raw and ours alone: 115200 baud 8N1 (of meaning only to a real UART), no flow control,
/// non-blocking, closed on exec, and with VMIN=1, so that an end of file really is a hang-up.
struct opened_port {
    unique_fd   fd;
    std::string device;  ///< where the path led, "/dev/ttyUSB2"
    open_method method = open_method::libserialport;
};

using open_result = boost::system::result<opened_port, open_problem>;

/// What libserialport says.
struct library_answer {
    sp_return answer = SP_ERR_FAIL;
    unique_fd fd;  ///< with SP_OK: ours to close, and not known to libserialport any more
};

/// Opens and sets up with libserialport.
/// @param device not a symbolic link.
library_answer open_with_libserialport(const std::string& device);

/// What follows from libserialport's answer. A refusal never ends the matter: 0.1.1 knows no
/// pseudo-terminals (SP_ERR_ARG), and fails on some modems without control lines, because it sets
/// RTS (SP_ERR_FAIL). What really stands in the way shows in our own errno.
open_method method_after(sp_return answer) noexcept;

/// How open_port() asks libserialport; a test may answer for it.
using library_opener = decltype(&open_with_libserialport);

/// Opens the port at `path`. Symbolic links (/dev/serial/by-id) are followed anew each time. May
/// block for seconds: not for the io_context's thread.
open_result open_port(const std::string& path, library_opener library = &open_with_libserialport);

}  // namespace hayauma::io
