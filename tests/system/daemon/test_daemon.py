#!/usr/bin/env python3
"""The installed binary from outside: accept, send, crash, refuse, stop.

    test_daemon.py BINARY [unittest arguments]
"""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "support"))
from daemon import TOKEN, Gateway, Process  # noqa: E402

BINARY = os.path.abspath(sys.argv.pop(1))
CODE, NUMBER, E164 = "613142", "090-1234-5678", "+819012345678"
TEXT = "Use verification code 613142 for Microsoft authentication."


class DaemonTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hayauma-test-")
        self.running = []
        self.addCleanup(self._clean)

    def _clean(self):
        for process in reversed(self.running):
            process.stop(signal.SIGKILL)
            process.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def modems(self, radio_ms=50):
        simulator = Process([BINARY, "simulate", "--modems", "1", "--link-dir", self.folder, "--radio-ms",
                             str(radio_ms), "--print-inbox"])
        self.running.append(simulator)
        simulator.wait_line("ready")
        return simulator

    def gateway(self, **options):
        gateway = Gateway(BINARY, self.folder, **options)
        self.running.append(gateway)
        gateway.wait_line("listening")
        return gateway

    def received(self, simulator):
        return [json.loads(l) for l in simulator.output().splitlines() if l.startswith("{")]

    def test_a_code_posted_with_curl_reaches_its_handset(self):
        simulator = self.modems()
        gateway = self.gateway()
        answer = subprocess.run(
            ["curl", "-sS", f"{gateway.url}/v1/messages", "-H", f"Authorization: Bearer {TOKEN}",
             "--json", json.dumps({"to": NUMBER, "code": CODE})], capture_output=True, text=True, check=True)
        message = json.loads(answer.stdout)
        self.assertEqual((message["to"], message["kind"], message["parts"], message["encoding"]),
                         (E164, "code", 1, "gsm7"))
        arrival = json.loads(simulator.wait_line("{", TEXT))
        self.assertEqual((arrival["to"], arrival["text"]), (E164, TEXT))
        followed = gateway.wait_status(message["id"], "delivered")
        self.assertEqual([a["outcome"] for a in followed["attempts"]], ["accepted"])
        self.assertIsNotNone(followed["finished_at"])

    def test_hayauma_send_follows_a_code_to_its_end(self):
        simulator = self.modems()
        gateway = self.gateway()
        sent = gateway.cli("send", NUMBER, "--code", CODE, "--wait")
        self.assertEqual(sent.returncode, 0, sent.stdout + sent.stderr)
        simulator.wait_line("{", TEXT)
        listed = gateway.cli("messages", "--json")
        self.assertIn(E164, listed.stdout)
        self.assertNotIn(CODE, listed.stdout)
        shown = gateway.cli("modems")
        self.assertIn("modem0", shown.stdout)
        refused = gateway.cli("send", "03-1234-5678", "--code", CODE)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("not_sms_capable", refused.stderr)

    def test_a_plain_text_is_read_from_standard_input(self):
        simulator = self.modems()
        gateway = self.gateway()
        text = "保守のお知らせ: 今夜22時から " * 6
        sent = gateway.cli("send", NUMBER, "--wait", input=text)
        self.assertEqual(sent.returncode, 0, sent.stderr)
        arrival = json.loads(simulator.wait_line("{", "保守"))
        self.assertEqual(arrival["text"].strip(), text.strip())

    def test_a_kill_between_accept_and_send_loses_and_doubles_nothing(self):
        gateway = self.gateway()  # its modem is not there yet
        ids = [gateway.post(f"0901234{i:04d}", f"{i:06d}") for i in range(20)]
        gateway.stop(signal.SIGKILL)
        simulator = self.modems()
        again = self.gateway()
        for message in ids:
            again.wait_status(message, "sent", "delivered")
        again.stop()
        self.assertEqual(sorted(a["to"] for a in self.received(simulator)),
                         sorted(f"+81901234{i:04d}" for i in range(20)))

    def test_a_kill_while_a_part_is_on_the_air_ends_as_unconfirmed(self):
        simulator = self.modems(radio_ms=600_000)
        gateway = self.gateway()
        message = gateway.post(NUMBER, CODE)
        gateway.wait_status(message, "sending")
        gateway.wait_line("submit")
        gateway.stop(signal.SIGKILL)
        again = self.gateway()
        status, answer = again.request("GET", f"/v1/messages/{message}")
        self.assertEqual((status, answer["status"]), (200, "unconfirmed"))
        self.assertEqual(answer["attempts"][0]["outcome"], "unknown")
        self.assertIsNone(answer["finished_at"])  # its second try is to come
        self.assertEqual(self.received(simulator), [])

    def test_a_code_that_was_on_the_air_at_a_kill_is_sent_once_more(self):
        self.modems(radio_ms=3000)
        gateway = self.gateway()
        message = gateway.post(NUMBER, CODE)
        gateway.wait_status(message, "sending")
        gateway.wait_line("submit")
        gateway.stop(signal.SIGKILL)
        again = self.gateway()
        again.wait_line("second try", message)
        answer = again.wait_status(message, "sent", "delivered")
        self.assertEqual(len(answer["attempts"]), 2)

    def test_a_modem_that_appears_later_is_taken_into_service(self):
        gateway = self.gateway()
        message = gateway.post(NUMBER, CODE)
        modem = gateway.request("GET", "/v1/modems/modem0")[1]
        self.assertEqual((modem["state"], modem["can_send"]), ("absent", False))
        self.assertEqual(gateway.request("GET", "/readyz", token=None)[0], 503)
        self.modems()
        gateway.wait_status(message, "sent", "delivered")
        self.assertEqual(gateway.request("GET", "/readyz", token=None)[0], 200)

    def test_one_look_says_whether_codes_can_go_out_and_why_not(self):
        gateway = self.gateway()
        status, health = gateway.request("GET", "/health")
        self.assertEqual((status, health["status"]), (503, "fail"))
        self.assertTrue(health["checks"]["modem:modem0"][0]["output"])
        self.assertIn('\nhayauma_modem_ready{modem="modem0"} 0\n', gateway.request("GET", "/metrics")[1])
        self.modems()
        gateway.wait_status(gateway.post(NUMBER, CODE), "delivered")
        status, health = gateway.request("GET", "/health")
        self.assertEqual((status, health["status"]), (200, "pass"))
        metrics = gateway.request("GET", "/metrics")[1]
        for line in ('hayauma_modem_ready{modem="modem0"} 1', 'hayauma_store_up 1',
                     'hayauma_send_attempts_total{modem="modem0",outcome="ok"} 1',
                     'hayauma_queue_messages{state="queued"} 0'):
            self.assertIn(f"\n{line}\n", metrics)
        for secret in (CODE, NUMBER, E164):
            self.assertNotIn(secret, metrics + json.dumps(health))
        self.assertEqual(gateway.request("GET", "/metrics", token=None)[0], 401)
        shown = gateway.cli("modems", "modem0")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertIn("recovery", shown.stdout)
        listed = gateway.cli("inbound", "--json")
        self.assertEqual(json.loads(listed.stdout), {"items": [], "next_cursor": None})

    def test_sigterm_finishes_what_is_on_the_air_and_exits_0(self):
        simulator = self.modems(radio_ms=1000)
        gateway = self.gateway()
        message = gateway.post(NUMBER, CODE)
        gateway.wait_status(message, "sending")
        self.assertEqual(gateway.stop(), 0, gateway.output())
        self.assertEqual(len(self.received(simulator)), 1)
        again = self.gateway()
        self.assertIn(again.request("GET", f"/v1/messages/{message}")[1]["status"], ("sent", "delivered"))

    def test_neither_code_nor_text_nor_token_nor_number_is_logged(self):
        simulator = self.modems()
        gateway = self.gateway(env=dict(os.environ, HAYAUMA_LOG="trace"))
        message = gateway.post(NUMBER, CODE)
        gateway.wait_status(message, "delivered")
        gateway.post("０８０ー９８７６ー５４３２", "271828")
        gateway.request("POST", "/v1/messages", {"to": "090-1234-567", "code": "314159"})
        gateway.request("POST", "/v1/messages", '{"to":"09011112222","code":"161803",}')
        gateway.request("GET", "/v1/messages", token="a-wrong-token-of-some-length")
        simulator.wait_line("{", "271828")
        gateway.stop()
        log = gateway.output()
        self.assertIn("submit", log)
        pdu = subprocess.run([BINARY, "pdu", "encode", "--to", E164, "--text", TEXT, "--json"], capture_output=True,
                             text=True, check=True).stdout
        packed = json.loads(pdu)
        packed = packed["parts"][0]["pdu"] if isinstance(packed, dict) else packed[0]["pdu"]
        for secret in (CODE, "271828", "314159", "161803", "verification", TOKEN, "a-wrong-token",
                       "9012345678", "12345678", "９８７６", "98765432", "1111222", packed[-40:], "0921436587",
                       CODE.encode().hex(), CODE.encode("utf-16-be").hex()):
            self.assertNotIn(secret.lower(), log.lower())

    def test_a_configuration_with_five_mistakes_reports_all_five(self):
        path = os.path.join(self.folder, "bad.toml")
        with open(path, "w") as f:
            f.write('[http]\nlisten = "nowhere"\n[queue]\ndefault_ttl_seconds = 5\nmax_mesages = 3\n'
                    '[[client]]\nname = "a"\ntoken_sha256 = "abc"\n[[modem]]\nname = "m"\n')
        for command in (["serve", "--config", path], ["check-config", path]):
            run = subprocess.run([BINARY, *command], capture_output=True, text=True)
            self.assertEqual(run.returncode, 78, run.stderr)
            for line in (2, 4, 5, 8, 9):
                self.assertIn(f"bad.toml:{line}: ", run.stdout + run.stderr)

    def refused_database(self, *words, unchanged=None):
        before = unchanged and pathlib.Path(unchanged).read_bytes()
        gateway = Gateway(BINARY, self.folder)
        self.running.append(gateway)
        self.assertEqual(gateway.process.wait(30), 1)
        gateway.wait_line("queue.db", *words)
        if unchanged:
            self.assertEqual(pathlib.Path(unchanged).read_bytes(), before)

    def test_a_database_of_a_newer_version_is_named_and_left_alone(self):
        self.gateway().stop()
        path = os.path.join(self.folder, "queue.db")
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 4711")
        self.refused_database("newer", unchanged=path)

    def test_a_file_that_is_no_database_is_named_and_left_alone(self):
        path = os.path.join(self.folder, "queue.db")
        with open(path, "wb") as f:
            f.write(b"these are my holiday pictures\n" * 1000)
        self.refused_database("not a database", unchanged=path)

    def test_a_database_that_another_daemon_holds_is_left_to_it(self):
        first = self.gateway()
        message = first.post(NUMBER, CODE)
        shutil.copy(first.config, os.path.join(self.folder, "first.toml"))
        self.refused_database("another process")
        self.assertEqual(first.request("GET", f"/v1/messages/{message}")[0], 200)


if __name__ == "__main__":
    unittest.main(verbosity=2)
