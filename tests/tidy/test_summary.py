#!/usr/bin/env python3
"""The closing line of scripts/test counts what CTest wrote, and nothing else."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SUMMARY = Path(__file__).resolve().parents[2] / "scripts" / "summary.py"
PASSED = '<testcase name="a" status="run"/>'
FAILED = '<testcase name="b" status="fail"><failure message=""/></testcase>'
MISSING = ('<testcase name="c" status="notrun"><skipped message="Unable to find executable"/>'
           "</testcase>")
SKIPPED = ('<testcase name="d" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>'
           "<system-out>a line\nskipped: gammu is not installed\n</system-out></testcase>")


class Summary(unittest.TestCase):
    def summary(self, *cases):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.xml"
            path.write_text(f"<testsuite>{''.join(cases)}</testsuite>")
            run = subprocess.run([sys.executable, "-B", SUMMARY, path], capture_output=True,
                                 text=True)
        return run.returncode, run.stdout.splitlines()

    def test_all_passed(self):
        code, lines = self.summary(PASSED, PASSED)
        self.assertEqual((code, lines[-1]), (0, "2 passed, 0 failed"))

    def test_a_failure_and_a_program_that_is_missing_both_failed(self):
        code, lines = self.summary(PASSED, FAILED, MISSING)
        self.assertEqual((code, lines[-3:]), (1, ["failed: b", "failed: c", "1 passed, 2 failed"]))

    def test_a_skipped_test_is_named_with_its_reason(self):
        code, lines = self.summary(PASSED, SKIPPED)
        self.assertEqual(code, 0)
        self.assertEqual(lines[-2:], ["skipped: d: gammu is not installed",
                                      "1 passed, 0 failed, 1 skipped"])

    def test_no_test_at_all_is_a_failure(self):
        code, lines = self.summary()
        self.assertEqual((code, lines[-1]), (1, "0 passed, 0 failed"))


if __name__ == "__main__":
    unittest.main()
