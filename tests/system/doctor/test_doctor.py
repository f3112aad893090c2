#!/usr/bin/env python3
"""`hayauma doctor` from outside: its words and its exit code, on simulated modems.

    test_doctor.py BINARY [unittest arguments]
"""

import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "support"))
from daemon import TOKEN, WAIT, Gateway, Process, free_port  # noqa: E402

BINARY = os.path.abspath(sys.argv.pop(1))


class DoctorTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hayauma-test-")
        self.running = []
        self.addCleanup(self._clean)

    def _clean(self):
        for process in reversed(self.running):
            process.stop(signal.SIGKILL)
            process.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def simulate(self, *faults, modems=1):
        """Simulated modems; each fault is `MODEM FAULT`."""
        arguments = [word for fault in faults for word in ("--fault", fault)]
        simulator = Process([BINARY, "simulate", "--modems", str(modems), "--link-dir",
                             self.folder, "--radio-ms", "0", *arguments])
        self.running.append(simulator)
        simulator.wait_line("ready")

    def configure(self, *modems, extra=""):
        path = os.path.join(self.folder, "hayauma.toml")
        with open(path, "w") as f:
            f.write(f'[http]\nlisten = "127.0.0.1:{free_port()}"\n'
                    '[queue]\ndatabase = "queue.db"\n'
                    f'[[client]]\nname = "test"\ntoken_sha256 = "{"a" * 64}"\n')
            for name in modems:
                f.write(f'[[modem]]\nname = "{name}"\n'
                        f'device = "{os.path.join(self.folder, name)}"\n')
            f.write(extra)
        return path

    def device(self, name="modem0"):
        return os.path.realpath(os.path.join(self.folder, name))

    def doctor(self, *arguments, kernel_log="", token="", **options):
        """Runs it. Neither this machine's own log is read, nor a gateway asked that runs here."""
        environment = dict(os.environ, HAYAUMA_TOKEN=token)
        environment.pop("HAYAUMA_URL", None)
        if "--config" not in arguments:
            environment["HAYAUMA_URL"] = f"http://127.0.0.1:{free_port()}"
        return subprocess.run([BINARY, "doctor", "--kernel-log", "-", "--wait", "2", *arguments],
                              input=kernel_log, env=environment, capture_output=True, text=True,
                              timeout=WAIT * 2, **options)

    def check_fault(self, result, *words):
        self.assertEqual(result.returncode, 1, result)
        for word in words:
            self.assertIn(word, result.stdout)
        self.assertIn("A code could be sent: no, because ", result.stdout)
        self.assertEqual(result.stderr, "")

    def test_all_is_well(self):
        self.simulate()
        config = self.configure("modem0")
        before = sorted(os.listdir(self.folder))
        result = self.doctor("--config", config)
        self.assertEqual(result.returncode, 0, result)
        self.assertNotIn("FAIL", result.stdout)
        self.assertIn("no mistakes; 1 client, 1 modem", result.stdout)
        self.assertIn("queue.db is made at the first start", result.stdout)
        self.assertTrue(result.stdout.endswith(
            "A code could be sent: yes, because modem0 can send.\n"), result.stdout)
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_each_fault_of_a_modem_is_named(self):
        faults = {"pin": "the SIM wants its PIN (3 tries are left)",
                  "sim-removed": "no SIM is inserted",
                  "no-network": "not registered: the modem is searching a network",
                  "no-network code=3": "not registered: the modem was refused by the network",
                  "silence": "does not answer AT"}
        self.simulate(*(f"modem{i} {fault}" for i, fault in enumerate(faults)), modems=len(faults))
        names = [f"modem{i}" for i in range(len(faults))]
        result = self.doctor("--config", self.configure(*names))
        self.check_fault(result, *faults.values())
        self.assertEqual(result.stdout.count("FAIL"), len(faults), result.stdout)
        self.assertEqual(result.stdout.count("  -> ") >= len(faults), True, result.stdout)

    def test_one_able_modem_is_enough(self):
        self.simulate("modem0 sim-removed", modems=2)
        result = self.doctor("--config", self.configure("modem0", "modem1"))
        self.assertEqual(result.returncode, 0, result)
        self.assertIn("FAIL  no SIM is inserted", result.stdout)
        self.assertIn("yes, because modem1 can send", result.stdout)

    def test_a_taken_port_names_the_process(self):
        self.simulate()
        with open(self.device(), "rb+", buffering=0) as port:
            fcntl.flock(port, fcntl.LOCK_EX)
            result = self.doctor("--config", self.configure("modem0"))
        self.check_fault(result, f"is taken by process {os.getpid()}, ")

    def test_a_port_without_permission(self):
        self.simulate()
        config = self.configure("modem0")
        os.chmod(self.device(), 0)
        if os.geteuid() != 0:
            result = self.doctor("--config", config)
        else:  # whom nothing is forbidden: as somebody else
            nobody = pwd.getpwnam("nobody")
            shutil.chown(self.folder, nobody.pw_uid)
            if not self.may_run_as(nobody.pw_uid):
                self.skipTest("nobody may not run the binary where it lies")
            result = self.doctor("--config", config, user=nobody.pw_uid, group=nobody.pw_gid,
                                 extra_groups=[])
        self.check_fault(result, f"may not open {self.folder}/modem0", "sudo usermod -aG ")

    @staticmethod
    def may_run_as(user):
        try:
            return subprocess.run([BINARY, "version"], user=user, capture_output=True).returncode == 0
        except PermissionError:
            return False

    def test_a_wrong_configuration(self):
        result = self.doctor("--config", self.configure("modem0", extra="colour = 1\n"))
        self.check_fault(result, "FAIL", "hayauma.toml:", "colour")
        result = self.doctor("--config", os.path.join(self.folder, "none.toml"))
        self.check_fault(result, "none.toml")

    def test_a_damaged_database(self):
        self.simulate()
        config = self.configure("modem0")
        with open(os.path.join(self.folder, "queue.db"), "wb") as f:
            f.write(b"not a database" * 1000)
        self.check_fault(self.doctor("--config", config), "queue.db is not a database")

    def test_a_running_gateway_is_asked_and_not_disturbed(self):
        self.simulate("modem1 sim-removed", modems=2)
        gateway = Gateway(BINARY, self.folder, modems=("modem0", "modem1"))
        self.running.append(gateway)
        gateway.wait_line("listening")
        gateway.wait_status(gateway.post("090-1234-5678", "613142"), "sent", "delivered")

        result = self.doctor("--config", gateway.config)
        self.assertEqual(result.returncode, 0, result)
        self.assertIn("a gateway is running (http://127.0.0.1:", result.stdout)
        self.assertIn("it says that a code can be sent", result.stdout)
        self.assertIn("give --token", result.stdout)
        result = self.doctor("--config", gateway.config, token=TOKEN)
        self.assertEqual(result.returncode, 0, result)
        self.assertIn("the gateway says that it can send (ready", result.stdout)
        self.assertIn("the gateway says that it cannot send: SIM not inserted", result.stdout)
        self.assertIn("yes, because modem0 can send", result.stdout)
        # Its ports are not the concern of a doctor who was not told whose they are, either.
        result = self.doctor("--device", self.device("modem0"), "--url", gateway.url)
        self.assertIn("in use by a gateway that is running", result.stdout)
        self.assertNotIn("FAIL", result.stdout)
        self.assertEqual(result.returncode, 0, result)

        # Nothing of it was disturbed: the same line still works.
        gateway.wait_status(gateway.post("090-1234-5679", "613142"), "sent", "delivered")
        self.assertEqual(gateway.stop(), 0)

    def test_a_running_gateway_that_cannot_send(self):
        self.simulate("modem0 sim-removed")
        gateway = Gateway(BINARY, self.folder)
        self.running.append(gateway)
        gateway.wait_line("listening")
        result = self.doctor("--config", gateway.config)
        self.check_fault(result, "it says that no code can be sent: no_modem")

    def test_the_kernels_log(self):
        log = "".join(f"[{seconds}.000000] usb 1-1.2: New USB device found, idVendor=2c7c, "
                      f"idProduct=0125, bcdDevice= 3.18\n"
                      f"[{seconds + 9}.000000] usb 1-1.2: USB disconnect, device number 7\n"
                      for seconds in (100, 200, 300))
        result = self.doctor(kernel_log=log)
        self.assertIn("warn  the modem at USB socket 1-1.2 went away 3 times", result.stdout)

    def test_json_for_programs(self):
        self.simulate("modem0 sim-removed")
        result = self.doctor("--json", "--device", self.device())
        self.assertEqual(result.returncode, 1, result)
        answer = json.loads(result.stdout)
        self.assertIs(answer["can_send"], False)
        self.assertIn("no SIM is inserted", answer["because"])
        for finding in answer["findings"]:
            self.assertEqual(list(finding), ["level", "subject", "what", "advice"])
            self.assertIn(finding["level"], ("ok", "warning", "error"))
        wrong = [f for f in answer["findings"] if f["level"] == "error"]
        self.assertEqual([f["what"] for f in wrong], ["no SIM is inserted"])
        self.assertEqual(wrong[0]["subject"], self.device())

    def test_wrong_usage(self):
        for arguments in (["--wait", "-1"], ["--kernel-log", "/none"], ["--colour"],
                          ["--config", "a", "--device", "b"], ["--url", "ftp://x"]):
            result = subprocess.run([BINARY, "doctor", *arguments], capture_output=True, text=True)
            self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)


if __name__ == "__main__":
    unittest.main()
