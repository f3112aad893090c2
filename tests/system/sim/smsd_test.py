#!/usr/bin/env python3
"""SMS Server Tools' smsd, as Debian packages it, sends its files through the simulated modem."""

import pathlib
import subprocess
import sys

from simulator import PATIENCE, Simulator, check, need

smsd = need("smsd")

with Simulator(sys.argv[1:], "--modems", "1", "--radio-ms", "50") as simulator:
    home = pathlib.Path(simulator.folder, "smsd")
    for name in ("outgoing", "checked", "sent", "failed", "incoming", "report"):
        (home / name).mkdir(parents=True)
    settings = home / "smsd.conf"
    settings.write_text(f"""
devices = GSM1
outgoing = {home}/outgoing
checked = {home}/checked
sent = {home}/sent
failed = {home}/failed
incoming = {home}/incoming
report = {home}/report
logfile = {home}/smsd.log
infofile = {home}/smsd.working
pidfile = {home}/smsd.pid
delaytime = 1
[GSM1]
device = {simulator.device()}
incoming = yes
report = yes
""")
    messages = {
        "819012345678": "613142 is your code",
        "819087654321": "認証コード: 613142",
        "818011112222": ",".join(str(number) for number in range(120)),
    }
    for number, text in messages.items():
        (home / "outgoing" / number).write_text(
            f"To: {number}\nAlphabet: UTF-8\n\n{text}", encoding="utf-8")

    program = subprocess.Popen([smsd, "-t", f"-c{settings}"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        arrived = [simulator.next_arrival() for _ in messages]
    finally:
        program.terminate()
        program.wait(PATIENCE)

    check({one["to"].lstrip("+"): one["text"] for one in arrived} == messages, arrived)
    check(all(one["from"] == simulator.number() for one in arrived), arrived)
    check(sorted(one["parts"] for one in arrived) == [1, 1, 3], arrived)
    check(not list((home / "failed").iterdir()), "smsd gave a message up")

print("smsd sent three messages")
