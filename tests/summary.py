#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds up ctest's JUnit files: names what failed and what was skipped with the reason, and ends with
the one line `N passed, N failed, N skipped`. Exits 1 if a test failed or if none passed.

    summary.py FOLDER...      every *.xml below the folders
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def reason_of(case):
    """GoogleTest prints "file:1: Skipped" and then the reason; our scripts print "skipped: reason"."""
    output = case.findtext("system-out") or ""
    match = re.search(r": Skipped\n(.+)", output) or re.search(r"\b[Ss]kipped: *(.+)", output)
    return match.group(1).strip() if match else " ".join(output.split())[:200]


def asked_to_be_skipped(case):
    """A program that is missing or a fixture that broke is "skipped" to ctest, but not to us."""
    element = case.find("skipped")
    return element is not None and element.get("message", "").startswith("SKIP_")


def main():
    passed, failed, skipped = 0, [], []
    for folder in sys.argv[1:]:
        for path in sorted(pathlib.Path(folder).rglob("*.xml")):
            for case in ElementTree.parse(path).getroot().iter("testcase"):
                name = f"{path.stem}: {case.get('name')}"
                if case.get("status") == "run":
                    passed += 1
                elif asked_to_be_skipped(case):
                    skipped.append((name, reason_of(case)))
                else:
                    failed.append((name, reason_of(case) if case.get("status") != "fail" else ""))
    for name, reason in skipped:
        print(f"skipped  {name}: {reason}")
    for name, reason in failed:
        print(f"FAILED   {name}{': ' + reason if reason else ''}")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
