#include "modem/io/line_settings.hpp"

#include <linux/serial.h>
#include <sys/ioctl.h>
#include <termios.h>

namespace hayauma::io {

bool set_raw(int fd) {
    termios line{};
    if (::tcgetattr(fd, &line) != 0) return false;
    ::cfmakeraw(&line);
    line.c_iflag &= ~static_cast<tcflag_t>(IXON | IXOFF | IXANY);
    // Without HUPCL the close keeps DTR up: a modem may take its fall for a hang-up or a reset.
    line.c_cflag &= ~static_cast<tcflag_t>(CRTSCTS | CSTOPB | HUPCL);
    line.c_cflag |= CLOCAL | CREAD;
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    ::cfsetspeed(&line, B115200);
    return ::tcsetattr(fd, TCSANOW, &line) == 0;
}

bool let_reads_wait(int fd) {
    termios line{};
    if (::tcgetattr(fd, &line) != 0) return false;
    line.c_cflag &= ~static_cast<tcflag_t>(HUPCL);
    line.c_cc[VMIN] = 1;
    line.c_cc[VTIME] = 0;
    return ::tcsetattr(fd, TCSANOW, &line) == 0;
}

void prepare_best_effort(int fd) {
    const int lines = TIOCM_DTR | TIOCM_RTS;
    ::ioctl(fd, TIOCMBIS, &lines);

    serial_struct driver{};
    if (::ioctl(fd, TIOCGSERIAL, &driver) == 0) {
        driver.closing_wait = ASYNC_CLOSING_WAIT_NONE;
        ::ioctl(fd, TIOCSSERIAL, &driver);
    }
    ::tcflush(fd, TCIOFLUSH);
}

}  // namespace hayauma::io
