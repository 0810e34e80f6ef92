# SPDX-License-Identifier: MIT
"""A lane fails on an error that only its system has: in a copy of the tree, a file of base gets
lines that Linux compiles and that system does not, and the lane is run there."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CXX = sys.argv.pop(1) if len(sys.argv) > 1 else "c++"  # the native compiler
VICTIM = "common/base/clock.cpp"
FOLDERS = ("cmake", "common", "installer", "linux", "tests")


class PlantedLane(unittest.TestCase):
    def fails(self, lane, folder, planted, complaint, preset):
        """The lane, with the system's own folder, says the complaint and nothing has passed."""
        root = Path(tempfile.mkdtemp(prefix="sandtray-lane-")).resolve()
        self.addCleanup(shutil.rmtree, root)
        for name in ("CMakeLists.txt", "CMakePresets.json"):
            shutil.copy(ROOT / name, root)
        for name in (*FOLDERS, folder):
            shutil.copytree(ROOT / name, root / name, symlinks=True)
        with open(root / VICTIM, "a", encoding="utf-8") as file:
            file.write(planted)
        native = subprocess.run(
            [CXX, "-std=c++20", "-fsyntax-only", "-Wall", "-Werror", f"-I{root}/common",
             root / VICTIM], capture_output=True, text=True, check=False)
        self.assertEqual(native.returncode, 0, native.stderr)
        ran = subprocess.run(
            ["./tests/run.sh", lane], cwd=root, capture_output=True, text=True, check=False,
            timeout=280, env={**os.environ, "SANDTRAY_RESULTS": str(root / "results")})
        self.assertEqual(ran.returncode, 1, ran.stdout[-2000:])
        self.assertIn(complaint, ran.stdout)
        self.assertIn(f"FAILED   {lane}-build-{preset}", ran.stdout)
        self.assertIn("0 passed, 1 failed, 0 skipped", ran.stdout)
