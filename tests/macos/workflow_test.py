#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The tests that the workflow for a Mac picks and leaves out by name are there: a name that nothing
has would pick nothing, and nobody would miss it.

    workflow_test.py SOURCE
"""
import os
import re
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

SOURCE = sys.argv.pop(1)
CASE = re.compile(r"^TEST(?:_F|_P)?\((\w+), (\w+)\)", re.MULTILINE)
# '^(Suite|...)\.' or '^(Suite\.Case|...)$'
PATTERN = re.compile(r"-([RE]) '\^\(([\w|\\.]+)\)(\\\.|\$)'")


def cases():
    for folder, _, names in os.walk(f"{SOURCE}/tests"):
        for name in names:
            if name.endswith("_test.cpp"):
                with open(f"{folder}/{name}", encoding="utf-8") as file:
                    yield from (f"{suite}.{case}" for suite, case in CASE.findall(file.read()))


class Workflow(unittest.TestCase):
    def test_every_name_is_one_of_a_test(self):
        known = set(cases())
        known |= {name.split(".")[0] for name in known}
        with open(f"{SOURCE}/.github/workflows/macos.yml", encoding="utf-8") as file:
            text = file.read()
        picked = PATTERN.findall(text)
        # One that picks by label is the first; each of the others is understood here.
        self.assertEqual(len(picked) + 1, len(re.findall(r"-[RLE] '", text)))
        self.assertEqual({option for option, _, _ in picked}, {"R", "E"})
        for option, names, _ in picked:
            for name in names.replace("\\.", ".").split("|"):
                self.assertIn(name, known, f"-{option}")


if __name__ == "__main__":
    outcome.main()
