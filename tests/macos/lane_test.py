#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lane `macos` fails on an error that only macOS has: in a copy of the tree, a file of base gets
a line that Linux compiles and macOS does not, and the lane is run there.

    lane_test.py CXX     the native compiler
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CXX = sys.argv.pop(1) if len(sys.argv) > 1 else "c++"
VICTIM = "common/base/clock.cpp"
PLANTED = "\n#include <sys/prctl.h>\nextern const int planted = PR_SET_NAME;\n"


class Lane(unittest.TestCase):
    def setUp(self):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="sandtray-lane-"))
        self.addCleanup(shutil.rmtree, self.root)
        for name in ("CMakeLists.txt", "CMakePresets.json"):
            shutil.copy(os.path.join(ROOT, name), self.root)
        for name in ("cmake", "common", "installer", "mac", "tests"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(self.root, name), symlinks=True)
        with open(os.path.join(self.root, VICTIM), "a", encoding="utf-8") as file:
            file.write(PLANTED)

    def test_a_macos_only_error_fails_the_lane(self):
        native = subprocess.run(
            [CXX, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", f"-I{self.root}/common",
             os.path.join(self.root, VICTIM)], capture_output=True, text=True, check=False)
        self.assertEqual(native.returncode, 0, native.stderr)
        results = os.path.join(self.root, "results")
        lane = subprocess.run(
            ["./tests/run.sh", "macos"], cwd=self.root, capture_output=True, text=True,
            check=False, timeout=280, env={**os.environ, "SANDTRAY_RESULTS": results})
        self.assertEqual(lane.returncode, 1, lane.stdout[-2000:])
        self.assertIn("'sys/prctl.h' file not found", lane.stdout)
        self.assertIn("FAILED   macos-build-macos-x86_64", lane.stdout)
        self.assertIn("0 passed, 1 failed, 0 skipped", lane.stdout)


if __name__ == "__main__":
    outcome.main()
