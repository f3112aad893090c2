#!/usr/bin/env python3
"""gammu, as Debian packages it, identifies the simulated modem and sends through it."""

import pathlib
import subprocess
import sys

from simulator import PATIENCE, Simulator, check, need

gammu = need("gammu")

with Simulator(sys.argv[1:], "--modems", "1", "--radio-ms", "50") as simulator:
    settings = pathlib.Path(simulator.folder, "gammurc")
    settings.write_text(f"[gammu]\ndevice = {simulator.device()}\nconnection = at115200\n")

    def run(*arguments):
        done = subprocess.run([gammu, "--config", str(settings), *arguments], text=True,
                              capture_output=True, timeout=PATIENCE, check=False)
        check(done.returncode == 0, f"gammu {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    identity = run("--identify")
    check("Hayauma" in identity and "Simulated Modem" in identity, identity)
    check("IMEI" in identity, identity)

    answer = run("sendsms", "TEXT", "+819012345678", "-text", "613142 is your code")
    check("OK, message reference=" in answer, answer)
    arrived = simulator.next_arrival()
    check(arrived["to"] == "+819012345678", arrived)
    check(arrived["from"] == simulator.number(), arrived)
    check(arrived["text"] == "613142 is your code", arrived)
    check(arrived["encoding"] == "gsm7" and arrived["parts"] == 1, arrived)

    run("sendsms", "TEXT", "09087654321", "-unicode", "-report", "-text", "認証コード: 613142")
    arrived = simulator.next_arrival()
    check(arrived["to"] == "+819087654321", arrived)
    check(arrived["text"] == "認証コード: 613142", arrived)
    check(arrived["encoding"] == "ucs2", arrived)

    long_text = " ".join(str(number) for number in range(100))
    run("sendsms", "TEXT", "+819012345678", "-len", "400", "-text", long_text)
    arrived = simulator.next_arrival()
    check(arrived["text"] == long_text and arrived["parts"] == 2, arrived)

print("gammu identified the modem and sent three messages")
