"""The bench inside the guest: modems of the kernel's USB gadget, the simulator behind them, the
gateway in front of them, and how a script's checks are reported."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import daemon
from daemon import Gateway, Process

HAYAUMA = "/bench/bin/hayauma"
USB_PORT = "/bench/bin/usb_port"
GADGETS = Path("/sys/kernel/config/usb_gadget")
PATIENCE = 60  # seconds until a check gives up; never a measure of anything
daemon.WAIT = PATIENCE


def wait_for(condition, what):
    """Until `condition()` answers something. @return that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"never: {what}")


class UsbModem:
    """A USB device made of the kernel's gadget functions, in socket `socket` of four. `ports` of
    them are serial; the n-th has the interface number n, or 2n for ACM, which takes two."""

    def __init__(self, socket, serial="", usb_id="2c7c:0125", maker="Quectel", model="EC25",
                 function="acm", ports=1):
        self.socket, self.serial = socket, serial
        self._folder = GADGETS / f"modem{socket}"
        self._folder.mkdir()
        vendor, product = usb_id.split(":")
        self._write("idVendor", f"0x{vendor}")
        self._write("idProduct", f"0x{product}")
        strings = {"manufacturer": maker, "product": model, "serialnumber": serial}
        (self._folder / "strings/0x409").mkdir()
        for name, value in strings.items():
            if value:
                self._write(f"strings/0x409/{name}", value)
        (self._folder / "configs/c.1").mkdir()
        self._functions = [f"functions/{function}.{number}" for number in range(ports)]
        self.far_ends = []  # the modem's side of each port
        for number, name in enumerate(self._functions):
            (self._folder / name).mkdir()
            (self._folder / f"configs/c.1/{number}").symlink_to(self._folder / name)
            line = (self._folder / name / "port_num").read_text().strip()
            self.far_ends.append(f"/dev/ttyGS{line}")

    def _write(self, name, value):
        (self._folder / name).write_text(value + "\n")

    def plug(self):
        """@return the ports on the gateway's side, in the order of their interfaces"""
        self._write("UDC", f"dummy_udc.{self.socket}")
        return wait_for(self.ports, f"the ports of modem {self.socket}")

    def unplug(self):
        """The gateway's side has seen it then: a modem that is plugged in before that looks like
        the old one, until it does not."""
        if (self._folder / "UDC").read_text().strip():
            self._write("UDC", "")
        wait_for(lambda: not self._places(), f"an empty socket {self.socket}")

    def remove(self):
        """The end of the gadget. Nobody may hold the far ends any more."""
        self.unplug()
        for link in (self._folder / "configs/c.1").iterdir():
            if link.is_symlink():
                link.unlink()
        for folder in ("configs/c.1", *self._functions, "strings/0x409", ""):
            (self._folder / folder).rmdir()

    @property
    def place(self):
        """The device in /sys, by the name of its socket: "1-1" for the first."""
        return self._places()[0].resolve(strict=True)

    def _places(self):
        return [*Path(f"/sys/devices/platform/dummy_hcd.{self.socket}").glob("usb*/*-1")]

    @property
    def node(self):
        """The device's own node, not one of its ports."""
        bus, number = (int((self.place / name).read_text()) for name in ("busnum", "devnum"))
        return f"/dev/bus/usb/{bus:03}/{number:03}"

    def ports(self):
        """All of them or none."""
        found = []
        for tty in Path("/sys/class/tty").glob("tty[AU]*"):
            try:
                interface = (tty / "device").resolve(strict=True)
                where = str(interface)
                if f"/dummy_hcd.{self.socket}/" in where and Path("/dev", tty.name).exists():
                    found.append((where, f"/dev/{tty.name}"))
            except FileNotFoundError:
                pass  # It goes while we look.
        return [port for _, port in sorted(found)] if len(found) == len(self.far_ends) else []


def usb_port(*arguments):
    """Runs the bench's own program to its end. @return what it printed"""
    done = subprocess.run([USB_PORT, *arguments], capture_output=True, text=True, timeout=PATIENCE,
                          check=False)
    return done.stdout


class Simulator(Process):
    """`hayauma simulate` behind one port of each USB modem."""

    def __init__(self, *modems, port=0, radio_ms=50, seed=1):
        devices = [word for modem in modems for word in ("--device", modem.far_ends[port])]
        super().__init__([HAYAUMA, "simulate", "--print-inbox", "--radio-ms", str(radio_ms),
                          "--seed", str(seed), *devices])
        self.wait_line("ready")
        self.numbers = [l.split()[2] for l in self.lines if l.startswith("modem")]

    def arrival(self, *words):
        """The next message at a handset that holds all of `words`."""
        return json.loads(self.wait_line("{", *words))


class Udev(Process):
    """systemd-udevd with the system's own rules and, in /etc, those of `folder`. It deals with what
    is plugged in from now on."""

    def __init__(self, folder=None):
        if folder:
            shutil.copytree(folder, "/etc/udev/rules.d", dirs_exist_ok=True)
        super().__init__(["/lib/systemd/systemd-udevd"])
        wait_for(Path("/run/udev/control").exists, "udevd")

    @staticmethod
    def settle():
        """Until all that the kernel has told of devices has been dealt with."""
        subprocess.run(["udevadm", "settle", f"--timeout={PATIENCE}"], check=True)

    @staticmethod
    def properties(path):
        """Of a device, by its node or its place in /sys."""
        found = subprocess.run(["udevadm", "info", "--query=property", path], check=True,
                               capture_output=True, text=True)
        return dict(line.split("=", 1) for line in found.stdout.splitlines())


class Check(unittest.TestCase):
    """Gives back at its end what a check has made and started."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hayauma-")

    def modem(self, socket, **options):
        """A modem that is plugged in."""
        modem = UsbModem(socket, **options)
        self.addCleanup(modem.remove)
        modem.plug()
        return modem

    def simulator(self, *modems, **options):
        return self.started(Simulator(*modems, **options))

    def gateway(self, devices, **options):
        """`hayauma serve` on [[modem]] tables.
        @param devices name: its keys, as TOML
        @param options of Popen"""
        tables = [f'[[modem]]\nname = "{name}"\n{keys}\n' for name, keys in devices.items()]
        options.setdefault("env", dict(os.environ, HAYAUMA_LOG="debug"))  # with what passes by wire
        gateway = self.started(Gateway(HAYAUMA, self.folder, modems=(), extra="".join(tables),
                                        **options))
        gateway.wait_line("listening")
        return gateway

    def wait_ready(self, gateway, *names, port=None):
        """Until these modems can send, at that port. @return the last one, as GET answers it"""
        def look():
            modems = {m["name"]: m for m in gateway.request("GET", "/v1/modems")[1]["items"]}
            well = [modems[name]["can_send"] and port in (None, modems[name]["device"])
                    for name in names]
            return modems[names[-1]] if all(well) else None
        return wait_for(look, f"{names} that can send")

    def send(self, gateway, modem, text):
        """@return the message's id"""
        status, answer = gateway.request("POST", "/v1/messages",
                                         {"to": "090-1234-5678", "text": text, "modem": modem})
        self.assertEqual(status, 201, answer)
        return answer["id"]

    def check_sends(self, gateway, modem, simulator, number, text):
        """That modem sends a text by the SIM with that number."""
        message = self.send(gateway, modem, text)
        self.assertEqual(simulator.arrival(text)["from"], number)
        self.check_attempts(gateway.wait_status(message, "delivered"), (modem, "accepted"))

    def check_attempts(self, message, *attempts):
        self.assertEqual([(a["modem"], a["outcome"]) for a in message["attempts"]], [*attempts])

    def hold(self, port):
        """`usb_port hold PORT`"""
        return self.started(Process([USB_PORT, "hold", port]))

    def started(self, process):
        self.addCleanup(self._end, process)
        return process

    def _end(self, process):
        process.stop()
        print("\n".join("  | " + line for line in process.output().splitlines()), flush=True)


class _Report(unittest.TestResult):
    """A line for each check, as the host's side reads it."""

    def _say(self, how, test, more=""):
        sentence = test._testMethodName.removeprefix("test_").replace("_", " ")
        print(f"{how} {self.testsRun} - {sentence}{more}", flush=True)

    def addSuccess(self, test):
        self._say("ok", test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say("not ok", test, "\n" + self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        # setUpClass has no name of its own.
        print(f"not ok {self.testsRun} - {test}\n{self.errors[-1][1]}", flush=True)


def main():
    """Runs the checks of the script that calls it."""
    report = _Report()
    unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(report)
    if not report.wasSuccessful() or not report.testsRun:
        print(f"bench: failed {len(report.failures) + len(report.errors)} of {report.testsRun}")
        sys.exit(1)
    print(f"bench: passed {report.testsRun}")
