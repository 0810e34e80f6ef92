#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Adds up ctest's JUnit files: names what failed and what was skipped with the reason, and ends with
the one line `N passed, N failed, N skipped`. Exits 1 if a test failed or if none passed.

    summary.py FOLDER...      every *.xml below the folders

Beside NAME.xml there may be NAME.again.xml: its failures run a second time, alone. What passes then
counts as passed and is named UNSTEADY, but for what a sanitizer has found: that is never an accident.
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


def hides_a_failure(case):
    """To ctest what a test prints about a skip counts more than that it failed."""
    output = case.findtext("system-out") or ""
    return bool(re.search(r"^\[  FAILED  \]|^FAILED \(|^not ok\b", output, re.MULTILINE))


def asked_to_be_skipped(case):
    """A program that is missing or a fixture that broke is "skipped" to ctest, but not to us."""
    element = case.find("skipped")
    return (element is not None and element.get("message", "").startswith("SKIP_")
            and not hides_a_failure(case) and not is_a_finding(case))


def cases(path):
    return list(ElementTree.parse(path).getroot().iter("testcase")) if path.exists() else []


def is_a_finding(case):
    output = case.findtext("system-out") or ""
    return re.search(r"(Address|Leak|Thread|UndefinedBehavior)Sanitizer|: runtime error:", output)


def main():
    passed, failed, skipped = 0, [], []
    for folder in sys.argv[1:]:
        for path in sorted(pathlib.Path(folder).rglob("*.xml")):
            if path.name.endswith(".again.xml"):
                continue
            again = {case.get("name") for case in cases(path.with_suffix(".again.xml"))
                     if case.get("status") == "run"}
            for case in cases(path):
                name = f"{path.stem}: {case.get('name')}"
                if case.get("status") == "run":
                    passed += 1
                elif case.get("name") in again and not is_a_finding(case):
                    print(f"UNSTEADY {name}: failed among others, passed alone")
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
