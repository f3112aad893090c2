#!/usr/bin/env python3
"""Every maker's simulated modem is recognised by the daemon, sends a code and has it reported.

    profiles_test.py BINARY
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "support"))
from daemon import Gateway, Process  # noqa: E402

BINARY = os.path.abspath(sys.argv[1])


def names():
    said = subprocess.run([BINARY, "simulate", "--link-dir", "/tmp/never-made", "--profile", "?"],
                          capture_output=True, text=True, check=False).stderr
    return re.search(r"there are: (.*)$", said, re.MULTILINE).group(1).split(", ")


def sends(profile):
    folder = tempfile.mkdtemp(prefix="hayauma-test-")
    running = []
    try:
        running.append(Process([BINARY, "simulate", "--link-dir", folder, "--radio-ms", "0",
                                "--report-ms", "0", "--profile", profile, "--print-inbox"]))
        running[0].wait_line("ready")
        running.append(Gateway(BINARY, folder))
        running[1].wait_line("listening")
        message = running[1].post("090-1234-5678", "613142")
        answer = running[1].wait_status(message, "delivered", "undelivered", "failed", "expired")
        assert answer["status"] == "delivered", (profile, answer)
        print(f"{profile}: delivered", flush=True)
    finally:
        for process in reversed(running):
            process.stop(signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


all_names = names()
assert "generic" in all_names and "huawei" in all_names, all_names
for name in all_names:
    sends(name)
