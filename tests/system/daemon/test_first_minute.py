#!/usr/bin/env python3
"""Replays the newcomer's first minute as README.md shows it, so that it stays true.

    test_first_minute.py BINARY README

Between the markers stand two fenced blocks: what the first terminal shows, which runs
`scripts/run`, and what a second one shows. `…` in the recording stands for anything on its line.
"""

import os
import re
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "support"))
from daemon import Process, free_port  # noqa: E402


def recording(readme):
    text = open(readme, encoding="utf-8").read()
    inside = re.search(r"<!-- first-minute:begin -->(.*?)<!-- first-minute:end -->", text, re.S)
    blocks = re.findall(r"```console\n(.*?)```", inside.group(1), re.S)
    assert len(blocks) == 2, f"README.md: {len(blocks)} blocks between the markers, not 2"
    return [block.splitlines() for block in blocks]


def matches(expected, line):
    pattern = ".*".join(re.escape(piece) for piece in expected.split("…"))
    return re.fullmatch(pattern, line) is not None


def expect(expected, lines, where):
    for want, got in zip(expected, lines):
        assert matches(want, got), f"{where}: README.md says\n  {want}\nbut it is\n  {got}"
    assert len(lines) == len(expected), f"{where}: {len(lines)} lines, README.md shows {len(expected)}"


def main(binary, readme):
    first, second = recording(readme)
    address = f"127.0.0.1:{free_port()}"
    first, second = ([line.replace("127.0.0.1:8080", address) for line in b] for b in (first, second))
    assert first[0] == "$ scripts/run", first[0]

    dev = Process([binary, "dev", "--listen", address])
    try:
        dev.wait_line("Ctrl-C ends it")
        command, answer = None, []
        for line in second + ["$ true"]:
            if not line.startswith("$ "):
                answer.append(line)
                continue
            if command:
                run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=30)
                assert run.returncode == 0, f"{command}: {run.stderr}"
                expect(answer, run.stdout.splitlines(), command)
            command, answer = line[2:], []
        dev.wait_line("received")
        assert dev.stop(signal.SIGINT) == 0
        shown = [l for l in dev.output().splitlines() if not re.match(r"(\[|\d{4}-)", l)]
        expect(first[1:], shown, "scripts/run")
    finally:
        dev.stop(signal.SIGKILL)
    print("the first minute is as README.md shows it")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), sys.argv[2])
