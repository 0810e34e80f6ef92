#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The sum at the end of run.sh counts what ctest wrote, names what did not pass, and says no to a
failure and to an empty run; a skip beside a failure does not hide it."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
SUMMARY = os.path.join(HERE, "..", "summary.py")
PASSED = '<testcase name="Good" status="run"/>'
FAILED = '<testcase name="Bad" status="fail"><failure message=""/></testcase>'
SKIPPED = ('<testcase name="Later" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>'
           "<system-out>a_test.cpp:7: Skipped\nno such kernel\n</system-out></testcase>")
MISSING = ('<testcase name="Lost" status="notrun"><skipped message="Unable to find executable"/>'
           "<system-out>Unable to find executable: lost_test</system-out></testcase>")


FINDING = ('<testcase name="Bad" status="fail"><failure message=""/>'
           "<system-out>WARNING: ThreadSanitizer: data race</system-out></testcase>")


class Summary(unittest.TestCase):
    def sum_of(self, *cases, again=None):
        folder = tempfile.mkdtemp(prefix="sandtray-summary-")
        self.addCleanup(shutil.rmtree, folder)
        for number, case in enumerate(cases):
            with open(f"{folder}/lane{number}.xml", "w", encoding="utf-8") as file:
                file.write(f"<testsuite>{case}</testsuite>")
        if again is not None:
            with open(f"{folder}/lane0.again.xml", "w", encoding="utf-8") as file:
                file.write(f"<testsuite>{again}</testsuite>")
        done = subprocess.run(["python3", SUMMARY, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    def test_adds_up_over_files(self):
        self.assertEqual(self.sum_of(PASSED, PASSED + SKIPPED),
                         (0, ["skipped  lane1: Later: no such kernel",
                              "2 passed, 0 failed, 1 skipped"]))

    def test_a_failure_is_named(self):
        self.assertEqual(self.sum_of(PASSED + FAILED),
                         (1, ["FAILED   lane0: Bad", "1 passed, 1 failed, 0 skipped"]))

    def test_a_program_that_is_missing_is_a_failure(self):
        self.assertEqual(self.sum_of(PASSED + MISSING),
                         (1, ["FAILED   lane0: Lost: Unable to find executable: lost_test",
                              "1 passed, 1 failed, 0 skipped"]))

    def test_what_passes_alone_is_named_unsteady(self):
        passes = '<testcase name="Bad" status="run"/>'
        self.assertEqual(self.sum_of(PASSED + FAILED, again=passes),
                         (0, ["UNSTEADY lane0: Bad: failed among others, passed alone",
                              "2 passed, 0 failed, 0 skipped"]))
        self.assertEqual(self.sum_of(PASSED + FAILED, again=FAILED)[0], 1)
        self.assertEqual(self.sum_of(PASSED + FINDING, again=passes)[0], 1)

    def test_nothing_is_not_a_success(self):
        self.assertEqual(self.sum_of(), (1, ["0 passed, 0 failed, 0 skipped"]))
        self.assertEqual(self.sum_of(SKIPPED)[0], 1)

    def test_a_skip_does_not_hide_a_failure(self):
        for output in ("a_test.cpp:7: Skipped\nno kernel\n[  FAILED  ] A.B (0 ms)",
                       "FAILED (failures=1, skipped=1)", "not ok - the first\nskipped: the second",
                       "[  SKIPPED ] A.B\nERROR: LeakSanitizer: detected memory leaks"):
            hidden = ('<testcase name="Bad" status="notrun">'
                      '<skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>'
                      f"<system-out>{output}</system-out></testcase>")
            with self.subTest(output):
                status, said = self.sum_of(PASSED + hidden)
                self.assertEqual((status, said[-1]), (1, "1 passed, 1 failed, 0 skipped"))


    def test_an_error_that_a_skip_tells_is_no_finding(self):
        for output, counts in (("skipped: podman: Error: OCI runtime error: no cgroup mount",
                                "1 passed, 0 failed, 1 skipped"),
                               ("a.cpp:7:3: runtime error: signed integer overflow\nskipped: x",
                                "1 passed, 1 failed, 0 skipped")):
            case = ('<testcase name="Engine" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>'
                    f"<system-out>{output}</system-out></testcase>")
            with self.subTest(output):
                self.assertEqual(self.sum_of(PASSED + case)[1][-1], counts)


SCRIPT = """
import sys
import unittest
sys.path.insert(0, sys.argv.pop(1))
import outcome
class Planted(unittest.TestCase):
    def test_passes(self): pass
    %s
if __name__ == "__main__": outcome.main()
"""


class Outcome(unittest.TestCase):
    def status_with(self, *cases):
        script = SCRIPT % "\n    ".join(cases)
        return subprocess.run([sys.executable, "-c", script, os.path.join(HERE, "..", "support")],
                              capture_output=True, text=True, check=False)

    def test_tells_a_failure_from_a_skip(self):
        fails = "def test_fails(self): self.fail()"
        skips = "def test_skips(self): self.skipTest('Skipped: no such shell')"
        self.assertEqual(self.status_with().returncode, 0)
        self.assertEqual(self.status_with(fails).returncode, 1)
        self.assertEqual(self.status_with(fails, skips).returncode, 1)
        skipped = self.status_with(skips)
        self.assertEqual((skipped.returncode, skipped.stdout), (77, "skipped: no such shell\n"))

    def test_ends_every_script(self):
        for path in pathlib.Path(HERE).parent.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if "\n    def test_" in text:
                with self.subTest(path):
                    self.assertRegex(text, r"(?m)^    outcome\.main\(\)$")

    def test_ctest_does_not_guess_a_skip_of_a_script(self):
        with open(os.path.join(HERE, "..", "CMakeLists.txt"), encoding="utf-8") as file:
            self.assertNotIn("skipped=", file.read())


if __name__ == "__main__":
    outcome.main()
