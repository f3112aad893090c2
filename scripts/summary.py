#!/usr/bin/env python3
"""Sums up a JUnit file of CTest: who skipped and why, who failed, then one plain line."""

import re
import sys
import xml.etree.ElementTree as xml


def outcome(case):
    """passed, failed or skipped. CTest writes `notrun` for both what skipped itself and what it
    could not run; the message tells them apart."""
    status = case.get("status")
    if status == "run":
        return "passed"
    if status == "disabled":
        return "skipped"
    skipped = case.find("skipped")
    if status == "notrun" and skipped is not None:
        return "skipped" if skipped.get("message", "").startswith("SKIP_") else "failed"
    return "failed"


def reason(case):
    """What the test printed as its `skipped: ...` line."""
    found = re.search(r"^skipped:[ \t]*(.+)$", case.findtext("system-out") or "", re.MULTILINE)
    return found[1].strip() if found else "it did not say why"


def main(path):
    try:
        cases = list(xml.parse(path).getroot().iter("testcase"))
    except (OSError, xml.ParseError) as error:
        print(f"summary: no results: {error}", file=sys.stderr)
        return 1
    groups = {"passed": [], "failed": [], "skipped": []}
    for case in cases:
        groups[outcome(case)].append(case)

    print()
    for case in groups["skipped"]:
        print(f"skipped: {case.get('name')}: {reason(case)}")
    for case in groups["failed"]:
        print(f"failed: {case.get('name')}")
    line = f"{len(groups['passed'])} passed, {len(groups['failed'])} failed"
    if groups["skipped"]:
        line += f", {len(groups['skipped'])} skipped"
    print(line)
    return 1 if groups["failed"] or not cases else 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit("usage: scripts/summary.py RESULTS.xml")
    sys.exit(main(sys.argv[1]))
