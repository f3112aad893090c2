#!/usr/bin/env python3
"""Measures the daemon from outside, on this machine, and prints what docs/PERFORMANCE.md keeps.

    tests/bench/bench.py [latency] [busy] [idle] [parser] [--binary build/release/bin/hayauma]

latency  from the last octet of a POST to the first octet of AT+CMGS on the line, idle daemon
busy     how much of the time one modem with 2.5 s of radio time is sending while there is work
idle     memory and processor time of an idle daemon with two modems
parser   how fast a channel reads unasked lines and finds the answers among them; builds
         parser_bench in build/dev first
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from modem import Modem  # noqa: E402

TOKEN = "bench-token-of-enough-length-0123456789"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Daemon:
    def __init__(self, binary, folder, modems, radio):
        self.port = free_port()
        self.news = threading.Condition()
        self.modems = [Modem(os.path.join(folder, f"modem{i}"), self.news, i, radio)
                       for i in range(modems)]
        for modem in self.modems:
            modem.start()
        config = os.path.join(folder, "hayauma.toml")
        with open(config, "w") as f:
            f.write(f'[http]\nlisten = "127.0.0.1:{self.port}"\n'
                    f'[queue]\ndatabase = "{folder}/queue.db"\n'
                    "[guard]\ncodes_per_number_10_minutes = 0\ncodes_per_number_day = 0\n"
                    "client_per_minute = 0\n"
                    f'[[client]]\nname = "bench"\nscopes = ["send", "read"]\n'
                    f'token_sha256 = "{hashlib.sha256(TOKEN.encode()).hexdigest()}"\n')
            for i in range(modems):
                f.write(f'[[modem]]\nname = "m{i}"\ndevice = "{folder}/modem{i}"\ndaily_parts = 0\n')
        self.log = open(os.path.join(folder, "log"), "w")
        self.process = subprocess.Popen([binary, "serve", "--config", config], stderr=self.log,
                                        stdout=self.log)
        self.connection = None
        self.wait_for("can_send", lambda: all(m["can_send"] for m in self.get("/v1/modems")["items"]))

    def wait_for(self, what, condition, limit=60):
        end = time.monotonic() + limit
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"the daemon ended with {self.process.returncode}")
            try:
                if condition():
                    return
            except OSError:
                pass
            time.sleep(0.05)
        sys.exit(f"gave up waiting for {what}")

    def request(self, octets):
        """-> (time when the last octet was handed over, time of the answer, status, body)"""
        if self.connection is None:
            self.connection = socket.create_connection(("127.0.0.1", self.port))
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        before = time.perf_counter()
        self.connection.sendall(octets)
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = self.connection.recv(65536)
            if not chunk:
                self.connection = None
                raise OSError("closed")
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        length = next(int(l.split(b":")[1]) for l in head.split(b"\r\n")
                      if l.lower().startswith(b"content-length:"))
        while len(body) < length:
            body += self.connection.recv(65536)
        return before, time.perf_counter(), int(head.split(b" ")[1]), body

    def get(self, path):
        return json.loads(self.request(
            f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode())[3])

    def post(self, number, code):
        body = json.dumps({"to": number, "code": code}).encode()
        head = ("POST /v1/messages HTTP/1.1\r\nHost: bench\r\n"
                f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n").encode()
        before, after, status, answer = self.request(head + body)
        if status != 201:
            sys.exit(f"POST was answered {status}: {answer.decode()}")
        return before, after

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.log.close()


def percentile(values, p):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * p / 100))]


def row(values):
    return " / ".join(f"{percentile(values, p) * 1e3:.2f}" for p in (50, 95, 99)) + f" / {max(values) * 1e3:.2f}"


def bare_commit(folder, rounds=500):
    """What one durable commit costs here with nothing around it: the yardstick."""
    path = os.path.join(folder, "bare.db")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE t(a, b)")
    times = []
    for i in range(rounds):
        start = time.perf_counter()
        db.execute("INSERT INTO t VALUES(?, ?)", (i, "x" * 200))
        times.append(time.perf_counter() - start)
    return times


def latency(args, folder):
    daemon = Daemon(args.binary, folder, 2, 0.0)
    news = daemon.news
    to_line, to_answer = [], []
    for i in range(args.samples):
        started = [len(m.started) for m in daemon.modems]
        before, after = daemon.post(f"090{10000000 + i:08d}", f"{i % 1000000:06d}")
        with news:
            news.wait_for(lambda: sum(len(m.started) for m in daemon.modems) > sum(started), 1)
        new = [m.started[-1] for m, n in zip(daemon.modems, started) if len(m.started) > n]
        if not new:
            sys.exit("a code did not reach a modem within 1 s")
        to_line.append(new[0] - before)
        to_answer.append(after - before)
        time.sleep(0.02)  # idle again
    daemon.stop()
    print(f"POST to AT+CMGS, idle, {args.samples} samples: p50 / p95 / p99 / max = {row(to_line)} ms")
    print(f"POST to its durable 201:              p50 / p95 / p99 / max = {row(to_answer)} ms")
    print(f"bare SQLite FULL commit, same disk:   p50 / p95 / p99 / max = {row(bare_commit(folder))} ms")


def busy(args, folder):
    daemon = Daemon(args.binary, folder, 1, args.radio)
    modem = daemon.modems[0]
    for i in range(args.messages):
        daemon.post(f"090{20000000 + i:08d}", f"{i:06d}")
    with daemon.news:
        daemon.news.wait_for(lambda: len(modem.finished) == args.messages,
                             args.messages * (args.radio + 1))
    elapsed = modem.finished[-1] - modem.started[0]
    share = len(modem.finished) * args.radio / elapsed
    daemon.stop()
    print(f"one modem, {args.radio} s of radio time, {len(modem.finished)} messages: busy {share:.2%} of "
          f"{elapsed:.1f} s ({(elapsed - args.messages * args.radio) / args.messages * 1e3:.2f} ms lost a message)")


def idle(args, folder):
    daemon = Daemon(args.binary, folder, 2, 0.0)
    for i in range(20):
        daemon.post(f"090{30000000 + i:08d}", "123456")
    time.sleep(5)
    pid, ticks = daemon.process.pid, os.sysconf("SC_CLK_TCK")

    def cpu():
        fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / ticks

    start, at = cpu(), time.monotonic()
    time.sleep(args.idle_seconds)
    share = (cpu() - start) / (time.monotonic() - at)
    memory = next(l for l in open(f"/proc/{pid}/status") if l.startswith("VmRSS"))
    daemon.stop()
    print(f"idle, two modems, {args.idle_seconds} s: {int(memory.split()[1]) / 1024:.1f} MiB resident, "
          f"{share:.3%} of one core")


def parser_speed(args, folder):
    """The channel alone, without a port; it builds itself optimised in any preset."""
    subprocess.run(["cmake", "--build", "build/dev", "--target", "parser_bench"], check=True,
                   stdout=subprocess.DEVNULL)
    subprocess.run(["build/dev/bin/parser_bench"], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["latency", "busy", "idle"])
    parser.add_argument("--binary", default="build/release/bin/hayauma")
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--messages", type=int, default=24)
    parser.add_argument("--radio", type=float, default=2.5)
    parser.add_argument("--idle-seconds", type=int, default=60)
    parser.add_argument("--data", default=".", help="folder on the disk to measure")
    args = parser.parse_args()
    args.binary, args.data = os.path.abspath(args.binary), os.path.abspath(args.data)
    model = next((l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "?")
    print(f"machine: {os.cpu_count()} x {model}, {platform.release()}, {time.strftime('%Y-%m-%d')}")
    for what in args.what:
        folder = tempfile.mkdtemp(prefix="bench-", dir=args.data)
        try:
            {"latency": latency, "busy": busy, "idle": idle,
             "parser": parser_speed}[what](args, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
