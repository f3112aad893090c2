"""Runs the real binary for system tests: starts it, waits for what it says, talks HTTP to it."""

import hashlib
import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import threading
import time

TOKEN = "a-token-for-tests-that-is-long-enough"
WAIT = 30  # seconds until a test gives up; never a measure of anything


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """A program whose output lines can be waited for."""

    def __init__(self, arguments, **options):
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, errors="replace", **options)
        self.lines, self._news = [], queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self._news.put(line.rstrip("\n"))
        self._news.put(None)

    def wait_line(self, *words):
        """The next line that holds all of `words`, also among those already seen."""
        start = 0
        end = time.monotonic() + WAIT
        while True:
            for line in self.lines[start:]:
                if all(w in line for w in words):
                    return line
            start = len(self.lines)
            line = self._news.get(timeout=max(0.01, end - time.monotonic()))
            if line is None:
                raise AssertionError(f"ended without {words}:\n" + "\n".join(self.lines))
            self.lines.append(line)

    def output(self):
        while True:
            try:
                line = self._news.get_nowait()
            except queue.Empty:
                return "\n".join(self.lines)
            if line is not None:
                self.lines.append(line)

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(WAIT)


class Gateway(Process):
    """`hayauma serve` on a configuration in `folder`."""

    def __init__(self, binary, folder, modems=("modem0",), extra="", listen=None, **options):
        self.binary, self.folder, self.port = binary, folder, free_port()
        self.config = os.path.join(folder, "hayauma.toml")
        with open(self.config, "w") as f:
            f.write(f'[http]\nlisten = "{listen or f"127.0.0.1:{self.port}"}"\n'
                    f'[queue]\ndatabase = "queue.db"\n'
                    f'[[client]]\nname = "test"\nscopes = ["send", "read"]\n'
                    f'token_sha256 = "{hashlib.sha256(TOKEN.encode()).hexdigest()}"\n')
            for name in modems:
                f.write(f'[[modem]]\nname = "{name}"\ndevice = "{os.path.join(folder, name)}"\n')
            f.write(extra)
        super().__init__([binary, "serve", "--config", self.config], **options)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def request(self, method, path, body=None, token=TOKEN, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, (bytes, str)):
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        is_json = "json" in (answer.getheader("Content-Type") or "")
        return answer.status, json.loads(data) if is_json else data.decode()

    def post(self, to, code, **fields):
        status, answer = self.request("POST", "/v1/messages", {"to": to, "code": code, **fields})
        assert status == 201, (status, answer)
        return answer["id"]

    def cli(self, *arguments, **options):
        environment = dict(os.environ, HAYAUMA_URL=self.url, HAYAUMA_TOKEN=TOKEN)
        return subprocess.run([self.binary, *arguments], env=environment, capture_output=True,
                              text=True, timeout=WAIT * 2, **options)

    def wait_status(self, message, *wanted):
        """Follows a message until its status is one of `wanted`."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            status, answer = self.request("GET", f"/v1/messages/{message}")
            if status == 200 and answer["status"] in wanted:
                return answer
        raise AssertionError(f"never {wanted}: {answer}\n{self.output()}")
