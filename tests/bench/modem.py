"""A minimal 3GPP modem on a pseudo-terminal, for measuring: it answers at once and takes a set
time from Ctrl-Z to +CMGS. It shares no code with the product's own simulator, so that a benchmark
does not measure the two of them agreeing with each other."""

import heapq
import os
import pty
import re
import select
import threading
import time
import tty

ANSWERS = [  # first match wins
    (rb"AT\+CPIN\?", b"+CPIN: READY"), (rb"AT\+C5GREG\?", None),
    (rb"AT\+CREG\?", b"+CREG: 0,1"), (rb"AT\+CGREG\?", b"+CGREG: 0,1"), (rb"AT\+CEREG\?", b"+CEREG: 0,1"),
    (rb"AT\+CGSN", b"%d"), (rb"AT\+CGMI", b"Bench"), (rb"AT\+CGMM", b"Minimal"), (rb"AT\+CGMR", b"1.0"),
    (rb"AT\+CIMI", b"440101234567890"), (rb"AT\+(Q?CCID|ICCID)", b"+CCID: 8981100022152967705"),
    (rb"AT\+CSQ", b"+CSQ: 20,99"), (rb"AT\+CESQ", b"+CESQ: 99,99,255,255,20,60"),
    (rb"AT\+COPS\?", b'+COPS: 0,2,"44010",7'), (rb"AT\+CSCA\?", b'+CSCA: "+81903101652",145'),
    (rb"AT\+CFUN\?", b"+CFUN: 1"), (rb"AT\+CSMS\?", b"+CSMS: 0,1,1,1"), (rb"AT\+CSMS=", b"+CSMS: 1,1,1"),
    (rb"AT\+CPMS=", b"+CPMS: 0,50,0,50,0,50"), (rb"AT\+CNMI\?", b"+CNMI: 2,1,0,1,0"),
]


class Modem(threading.Thread):
    def __init__(self, link, news, index=0, radio=0.0):
        super().__init__(daemon=True)
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(os.ttyname(self.slave), link)
        self.index, self.radio = index, radio
        self.started = []   # time.perf_counter() of each AT+CMGS
        self.finished = []  # ... and of each +CMGS: written
        self.sent = news    # a condition: one of the two has grown
        self._due, self._reference, self._in_pdu, self._line = [], 0, False, b""

    def run(self):
        while True:
            wait = max(0.0, self._due[0] - time.perf_counter()) if self._due else None
            if select.select([self.master], [], [], wait)[0]:
                data = os.read(self.master, 65536)
                self._receive(data, time.perf_counter())
            while self._due and self._due[0] <= time.perf_counter():
                heapq.heappop(self._due)
                self._accept()

    def _receive(self, data, now):
        for octet in data:
            if self._in_pdu:
                if octet == 0x1A:
                    self._in_pdu = False
                    heapq.heappush(self._due, now + self.radio)
                elif octet == 0x1B:
                    self._in_pdu = False
                    self._say(b"\r\nOK\r\n")
            elif octet == 0x0D:
                self._command(self._line, now)
                self._line = b""
            elif octet not in (0x0A, 0x1B):
                self._line += bytes([octet])

    def _command(self, line, now):
        if not line:
            return
        if line.startswith(b"AT+CMGS="):
            self._in_pdu = True
            with self.sent:
                self.started.append(now)
                self.sent.notify_all()
            return self._say(b"\r\n> ")
        for pattern, answer in ANSWERS:
            if re.match(pattern, line):
                if answer is None:
                    return self._say(b"\r\n+CME ERROR: 4\r\n")
                text = answer % (860000000000000 + self.index) if b"%d" in answer else answer
                return self._say(b"\r\n" + text + b"\r\n\r\nOK\r\n")
        self._say(b"\r\nOK\r\n")

    def _accept(self):
        self._reference = (self._reference + 1) % 256
        self._say(b"\r\n+CMGS: %d\r\n\r\nOK\r\n" % self._reference)
        with self.sent:
            self.finished.append(time.perf_counter())
            self.sent.notify_all()

    def _say(self, octets):
        os.write(self.master, octets)
