#!/usr/bin/env python3
"""`hayauma simulate` from the outside: its lines, links, exit codes, and a terminal by hand."""

import os
import pathlib
import select
import subprocess
import sys
import tempfile
import time
import tty

from simulator import PATIENCE, Simulator, check

command = sys.argv[1:]


class Terminal:
    """What somebody with minicom would see."""

    def __init__(self, path):
        self.line = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.line)

    def type(self, text, until):
        os.write(self.line, text.encode())
        seen = ""
        give_up = time.monotonic() + PATIENCE
        while not seen.endswith(until):
            ready, _, _ = select.select([self.line], [], [], give_up - time.monotonic())
            check(ready, f"no {until!r} after {text!r}, but {seen!r}")
            seen += os.read(self.line, 4096).decode()
        return seen

    def close(self):
        os.close(self.line)


with Simulator(command, "--modems", "2", "--radio-ms", "0", "--seed", "7") as simulator:
    check([modem[0] for modem in simulator.modems] == ["modem0", "modem1"], simulator.modems)
    check(all(os.path.islink(modem[1]) for modem in simulator.modems), "no links")
    check(simulator.number(0) != simulator.number(1), "two modems of one number")

    one, other = Terminal(simulator.device(0)), Terminal(simulator.device(1))
    check(one.type("AT\r", "OK\r\n") == "AT\r\r\nOK\r\n", "no echo")
    one.type("ATE0\r", "OK\r\n")
    other.type("ATE0+CMGF=1;+CNMI=2,2\r", "OK\r\n")

    # To a handset, and to the other modem.
    one.type("AT+CMGF=1;+CSCS=\"IRA\"\r", "OK\r\n")
    one.type("AT+CMGS=\"+819012345678\"\r", "> ")
    check("+CMGS: " in one.type("613142\x1a", "OK\r\n"), "not sent")
    check(simulator.next_arrival()["text"] == "613142", "another text")
    one.type(f"AT+CMGS=\"{simulator.number(1)}\"\r", "> ")
    one.type("hello\x1a", "OK\r\n")
    check(f"+CMT: \"{simulator.number(0)}\"" in other.type("", "hello\r\n"), "no +CMT")

    # A client may go and another come; the settings are the modem's.
    one.close()
    again = Terminal(simulator.device(0))
    check(again.type("AT+CMGF?\r", "OK\r\n") == "\r\n+CMGF: 1\r\n\r\nOK\r\n", "settings lost")
    again.close()
    other.close()

    check(simulator.stop() == 0, "SIGTERM is no clean end")
    check(not any(os.path.lexists(modem[1]) for modem in simulator.modems), "links left behind")


def refused(*arguments):
    done = subprocess.run([*command, "simulate", *arguments], text=True, capture_output=True,
                          timeout=PATIENCE, check=False)
    return done.returncode, done.stderr


with tempfile.TemporaryDirectory() as folder:
    code, said = refused("--link-dir", folder, "--profile", "klingon")
    check(code == 2 and "klingon" in said and "generic" in said, (code, said))
    code, said = refused("--link-dir", folder, "--modems", "0")
    check(code == 2, (code, said))
    code, said = refused("--modems", "1")
    check(code == 2, (code, said))
    code, said = refused("--device", "/dev/no-such-tty", "--modems", "1")
    check(code == 2, (code, said))
    code, said = refused("--device", "/dev/no-such-tty")
    check(code == 1 and "/dev/no-such-tty: no such device" in said, (code, said))
    pathlib.Path(folder, "modem0").write_text("precious")
    code, said = refused("--link-dir", folder)
    check(code == 1 and "modem0" in said, (code, said))
    check(pathlib.Path(folder, "modem0").read_text() == "precious", "a file was overwritten")

print("hayauma simulate works from the outside")
