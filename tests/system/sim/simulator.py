"""`hayauma simulate` for the tests in this folder, and what they all need."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

SKIPPED = 77
PATIENCE = 60  # seconds until a test gives up; nothing here takes a tenth of it


def need(program):
    """Leaves the test when a foreign program is not installed."""
    found = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin")
    if found is None:
        print(f"skipped: {program} is not installed (scripts/test --full installs it)")
        sys.exit(SKIPPED)
    return found


def check(condition, what):
    if not condition:
        print(f"failed: {what}")
        sys.exit(1)


class Simulator:
    """Runs the simulator in a folder of its own. Messages that arrive are in `next_arrival()`."""

    def __init__(self, command, *arguments):
        self.folder = tempfile.mkdtemp(prefix="hayauma-simulate-")
        self.command = [*command, "simulate", "--link-dir", self.folder, "--print-inbox",
                        *arguments]
        self.lines = queue.Queue()
        self.modems = []

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True,
                                        encoding="utf-8")
        threading.Thread(target=self._read, daemon=True).start()
        while (line := self._next_line()) != "ready":
            self.modems.append(line.split())  # name, path, number
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def device(self, index=0):
        return self.modems[index][1]

    def number(self, index=0):
        return self.modems[index][2]

    def next_arrival(self):
        return json.loads(self._next_line())

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def _next_line(self):
        try:
            line = self.lines.get(timeout=PATIENCE)
        except queue.Empty:
            line = None
        check(line is not None, "the simulator says nothing more")
        return line
