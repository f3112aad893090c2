#!/usr/bin/env python3
"""Faults from the outside: `hayauma simulate --fault` on pseudo-terminals."""

import os
import select
import subprocess
import sys
import time
import tty

from simulator import PATIENCE, Simulator, check

command = sys.argv[1:]


def open_line(path):
    """Opens a line as soon as it is there: it may be on its way back."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            line = os.open(path, os.O_RDWR | os.O_NOCTTY)
            tty.setraw(line)
            return line
        except OSError as error:
            check(time.monotonic() < give_up, f"{path} does not come: {error}")
            select.select([], [], [], 0.02)


def read_until(line, until):
    seen = ""
    give_up = time.monotonic() + PATIENCE
    while not seen.endswith(until):
        ready, _, _ = select.select([line], [], [], give_up - time.monotonic())
        check(ready, f"no {until!r}, but {seen!r}")
        seen += os.read(line, 4096).decode()
    return seen


def read_to_the_end(line):
    """@return whether the line ends, as that of an unplugged modem does."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        ready, _, _ = select.select([line], [], [], give_up - time.monotonic())
        try:
            if ready and not os.read(line, 4096):
                return True
        except OSError:
            return True
    return False


# A modem is unplugged under its client's hands, and comes back under another name.
with Simulator(command, "--modems", "2", "--radio-ms", "0", "--fault",
               "modem0 at=1s unplug for=1s as=%-2") as simulator:
    first = open_line(simulator.device(0))
    check(read_to_the_end(first), "the line of an unplugged modem does not end")
    check(not os.path.lexists(simulator.device(0)), "the link of an unplugged modem is there")
    os.close(first)
    again = open_line(simulator.device(0) + "-2")
    read_until(again, "+CPIN: READY\r\n")
    os.close(again)
    other = open_line(simulator.device(1))
    os.write(other, b"ATE0\r")
    read_until(other, "OK\r\n")
    check(simulator.stop() == 0, "SIGTERM is no clean end")
    check(not os.path.lexists(simulator.device(0) + "-2"), "a link was left behind")

# Whatever is drawn, the simulator goes on and ends when it is told to.
with Simulator(command, "--modems", "4", "--radio-ms", "0", "--fault",
               "every=10ms random seed=7 for=20ms") as simulator:
    line = open_line(simulator.device(3))
    check(simulator.process.poll() is None, "it ended by itself")
    os.close(line)
    check(simulator.stop() == 0, "SIGTERM is no clean end")


def refused(*arguments):
    done = subprocess.run([*command, "simulate", "--link-dir", "/tmp/never-made", *arguments],
                          text=True, capture_output=True, timeout=PATIENCE, check=False)
    return done.returncode, done.stderr


code, said = refused("--fault", "modem0 klingon")
check(code == 2 and "there is no fault 'klingon'" in said, (code, said))
code, said = refused("--fault", "modem7 reboot")
check(code == 2 and "no modem 'modem7'" in said, (code, said))
check(not os.path.exists("/tmp/never-made"), "a folder was made for nothing")

print("faults work from the outside")
