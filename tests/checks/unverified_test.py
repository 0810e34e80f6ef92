#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""unverified.py tells every case and every file that a lane leaves out without a word, and every word
about one that it does not leave out; the lanes ask it."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

TESTS = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = """# Unverified
## Windows
| What | Case |
|---|---|
| Links, with `mklink` | `A.Link`, `B.Link` |
| Nothing that is a case | |

| Tests | Why not |
|---|---|
| `tests/tray/`, `tests/unit/one_test.cpp` | no tray |
## macOS
| What | Case |
|---|---|
| Else | `C.Other` |
"""


def case(name, skips):
    inner = '<skipped message="SKIP_RETURN_CODE=77"/>' if skips else ""
    return f'<testcase name="{name}" status="{"notrun" if skips else "run"}">{inner}</testcase>'


class Unverified(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sandtray-unverified-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        self.write("unverified.md", DOCUMENT)

    def write(self, name, text=""):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def ask(self, what, *rest):
        done = subprocess.run(
            [sys.executable, TESTS / "unverified.py", what, self.root / "unverified.md", *rest],
            capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 1 if done.stdout else 0)
        return [line.replace(f"{self.root}/", "") for line in done.stdout.splitlines()]

    def skipped(self, *cases):
        self.write("results/lane.xml", "<testsuite>" + "".join(cases) + "</testsuite>")
        return self.ask("skipped", "Windows", self.root / "results")

    def test_what_is_skipped_is_what_is_named(self):
        good = [case("A.Link", True), case("B.Link", True), case("C.Runs", False)]
        self.assertEqual(self.skipped(*good), [])
        self.assertEqual(self.skipped(*good, case("D.Silent", True)),
                         ["D.Silent was skipped and is not in unverified.md under Windows"])
        self.assertEqual(self.skipped(good[0], case("B.Link", False)),
                         ["B.Link is in unverified.md under Windows and was not skipped"])
        self.assertEqual(self.skipped(*good, case("C.Other", True)),
                         ["C.Other was skipped and is not in unverified.md under Windows"])

    def sources(self, *built):
        for name in ("tray/a", "tray/b", "unit/one", "unit/two"):
            self.write(f"tests/{name}_test.cpp")
        commands = [{"directory": str(self.root / "build"), "file": f"../tests/{name}_test.cpp"}
                    for name in built]
        self.write("commands.json", json.dumps(commands))
        return self.ask("sources", "Windows", self.root / "commands.json", self.root)

    def test_what_is_not_built_is_what_is_named(self):
        self.assertEqual(self.sources("unit/two"), [])
        self.assertEqual(self.sources(),
                         ["tests/unit/two_test.cpp is not built and not in unverified.md under Windows"])
        self.assertEqual(self.sources("unit/two", "tray/b"),
                         ["tests/tray/b_test.cpp is built and unverified.md says under Windows that "
                          "tests/tray/ is not"])
        self.write("unverified.md", DOCUMENT.replace("tests/tray/`", "tests/tray/`, `tests/lost/`"))
        self.assertEqual(self.sources("unit/two"),
                         ["tests/lost/ is in unverified.md under Windows and there is no such test"])

    def test_both_lanes_ask(self):
        lanes = (TESTS / "run.sh").read_text(encoding="utf-8")
        for words in ("unverified windows Windows windows", "unverified macos macOS macos-arm64"):
            self.assertIn(words, lanes)


if __name__ == "__main__":
    outcome.main()
