#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Where the programs' data cannot be a link in the build tree it is a copy, and the build keeps it as
the folder is: cmake/CopyFolder.cmake in a project of its own.

    copy_folder_test.py CMAKE
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import outcome  # noqa: E402

CMAKE = sys.argv.pop(1)
PROJECT = f"""cmake_minimum_required(VERSION 3.25)
project(copies LANGUAGES NONE)
include({ROOT}/cmake/CopyFolder.cmake)
sandtray_copy_folder(copied ${{CMAKE_SOURCE_DIR}}/data ${{CMAKE_BINARY_DIR}}/share/data)
"""


class CopyFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="st-")
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        (self.root / "CMakeLists.txt").write_text(PROJECT, encoding="utf-8")
        (self.root / "data/agents").mkdir(parents=True)
        self.write("agents/claude.json", "one")
        self.write("names", "two")
        self.cmake("-G", "Ninja", "-S", ".", "-B", "build")

    def cmake(self, *words):
        done = subprocess.run([CMAKE, *words], cwd=self.root, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False, timeout=100)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def write(self, name, text):
        (self.root / "data" / name).write_text(text, encoding="utf-8")

    def copied(self):
        """What the copy holds after a build."""
        self.cmake("--build", "build")
        copy = self.root / "build/share/data"
        return {path.relative_to(copy).as_posix(): path.read_text(encoding="utf-8")
                for path in copy.rglob("*") if path.is_file()}

    def test_the_copy_is_the_folder_as_it_is_now(self):
        self.assertEqual(self.copied(), {"agents/claude.json": "one", "names": "two"})
        self.write("agents/claude.json", "edited")
        self.assertEqual(self.copied(), {"agents/claude.json": "edited", "names": "two"})
        self.write("added", "three")
        self.assertEqual(self.copied(),
                         {"agents/claude.json": "edited", "added": "three", "names": "two"})
        (self.root / "data/names").unlink()
        self.assertEqual(self.copied(), {"agents/claude.json": "edited", "added": "three"})
        self.assertIn("no work to do", self.cmake("--build", "build"))


if __name__ == "__main__":
    outcome.main()
