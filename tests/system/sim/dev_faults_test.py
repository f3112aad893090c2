#!/usr/bin/env python3
"""Faults over HTTP: in `hayauma dev`, and nowhere in `hayauma serve`.

    dev_faults_test.py BINARY
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "support"))
from daemon import TOKEN, Gateway, Process, free_port  # noqa: E402

PATH = "/dev/v1/modems/sim-1/faults"


def ask(method, url, body=None, token=None):
    request = urllib.request.Request(url, method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


def in_dev(binary):
    url = f"http://127.0.0.1:{free_port()}"
    dev = Process([binary, "dev", "--listen", url[7:], "--modems", "1", "--radio-ms", "0",
                   "--fault", "sim-1 report-lost"])
    try:
        dev.wait_line("Ctrl-C ends it")
        status, listed = ask("GET", url + PATH)
        assert (status, listed["items"]) == (200, [{"fault": "report-lost"}]), (status, listed)

        # A fault that must be felt: the first try fails, and the code goes out all the same.
        status, made = ask("POST", url + PATH, {"kind": "cms", "code": 42})
        assert (status, made) == (201, {"fault": "cms code=42"}), (status, made)
        status, _ = ask("POST", url + "/v1/messages", {"to": "090-1234-5678", "code": "613142"}, "dev")
        assert status == 201, status
        dev.wait_line("received")
        assert ask("GET", url + PATH)[1]["items"] == [], "the faults were not used"

        status, problem = ask("POST", url + PATH, {"fault": "unplug for=soon"})
        assert (status, problem["code"]) == (400, "invalid_fault"), (status, problem)
        assert "duration" in problem["detail"], problem
        assert ask("POST", url + PATH, {"fault": "silence"})[0] == 201
        assert ask("DELETE", url + PATH) == (200, {"items": [], "next_cursor": None})
        assert ask("GET", url + "/dev/v1/modems/sim-2/faults")[0] == 404
        assert dev.stop(signal.SIGINT) == 0
    finally:
        dev.stop(signal.SIGKILL)


def in_serve(binary):
    folder = tempfile.mkdtemp(prefix="hayauma-test-")
    simulator = Process([binary, "simulate", "--modems", "1", "--link-dir", folder])
    gateway = None
    try:
        simulator.wait_line("ready")
        gateway = Gateway(binary, folder)
        gateway.wait_line("listening")
        for method in ("GET", "DELETE", "POST"):
            status, _ = ask(method, gateway.url + "/dev/v1/modems/modem-0/faults", None, TOKEN)
            assert status == 404, f"{method} /dev answers {status} in serve"
    finally:
        if gateway:
            gateway.stop(signal.SIGKILL)
        simulator.stop(signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    in_dev(os.path.abspath(sys.argv[1]))
    in_serve(os.path.abspath(sys.argv[1]))
    print("faults are in dev, and not in serve")
