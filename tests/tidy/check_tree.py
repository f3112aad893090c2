#!/usr/bin/env python3
"""Holds the tree to its rules (docs/STYLE.md). One test of CTest for each check."""

import argparse
import sys
from pathlib import Path

import arrows
import layout
import rules
from tree import Tree

CHECKS = {
    "arrows": arrows.check_arrows,
    "purity": arrows.check_purity,
    "libraries": arrows.check_libraries,
    "banned": rules.check_banned,
    "coroutines": rules.check_coroutines,
    "litter": rules.check_litter,
    "disclosures": rules.check_disclosures,
    "columns": layout.check_columns,
    "headers": layout.check_headers,
    "listed": layout.check_listed,
    "function_length": layout.check_function_length,
    "documents": layout.check_documents,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", default=Path(__file__).resolve().parents[2], help="another tree")
    parser.add_argument("check", nargs="*", choices=[*CHECKS, []], help="all, when none is named")
    arguments = parser.parse_args()

    tree = Tree(arguments.root)
    findings = [finding for check in arguments.check or CHECKS for finding in CHECKS[check](tree)]
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
