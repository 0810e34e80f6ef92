#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`cmake --install` into an empty folder gives programs that work there: they find their data and
each other without the build tree.

    install_test.py BUILD_FOLDER
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

BUILD = sys.argv.pop(1) if len(sys.argv) > 1 else ""


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = tempfile.mkdtemp(prefix="sandtray-install-")
        cls.addClassCleanup(shutil.rmtree, cls.root)
        cls.prefix = os.path.join(cls.root, "usr")
        subprocess.run(["cmake", "--install", BUILD, "--prefix", cls.prefix], check=True,
                       stdout=subprocess.DEVNULL)
        os.mkdir(os.path.join(cls.root, "home"))

    def run_installed(self, *words):
        env = {"HOME": os.path.join(self.root, "home"), "PATH": os.environ["PATH"]}
        return subprocess.run([os.path.join(self.prefix, "bin", "sandtray"), *words], env=env,
                              cwd=self.root, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60, check=False)

    def test_the_data_is_found(self):
        methods = json.loads(self.run_installed("methods", "--json").stdout)
        self.assertIn("bwrap", [method["name"] for method in methods])
        agents = json.loads(self.run_installed("agents", "--json").stdout)
        self.assertIn("claude", [agent["name"] for agent in agents])
        self.assertIn("complete -F", self.run_installed("completion", "bash").stdout)

    def test_a_session_runs(self):
        done = self.run_installed("run", "-m", "host", "-w", self.root, "shell", "--", "-c",
                                  "echo inside; exit 7")
        self.assertEqual(done.returncode, 7, done.stderr)
        self.assertIn("inside", done.stdout)
        ended = json.loads(self.run_installed("ls", "--all", "--json").stdout)
        self.assertEqual([(s["state"], s["exit_code"]) for s in ended], [("exited", 7)])

    def test_everything_has_its_place(self):
        for path in ("bin/sandtray-host", "bin/sandtray-guest", "bin/sandtray-tray",
                     "bin/sandtray-ui", "bin/sandtray-icon", "bin/sandtray-fetch",
                     "share/sandtray/icons/sandtray-working.svg", "share/man/man1/sandtray.1", "share/doc/sandtray/README.md",
                     "share/bash-completion/completions/sandtray",
                     "share/zsh/site-functions/_sandtray",
                     "share/fish/vendor_completions.d/sandtray.fish"):
            self.assertTrue(os.path.exists(os.path.join(self.prefix, path)), path)

    def test_only_one_program_loads_the_libraries_for_fetching(self):
        found = set()
        for name in os.listdir(os.path.join(self.prefix, "bin")):
            with open(os.path.join(self.prefix, "bin", name), "rb") as file:
                program = file.read()
            found |= {(name, word) for word in (b"curl_easy_perform", b"archive_read_next_header")
                      if word in program}
        self.assertEqual(found, {("sandtray-fetch", b"curl_easy_perform"),
                                 ("sandtray-fetch", b"archive_read_next_header")})

    def test_nothing_points_back_to_the_build(self):
        for folder, _, names in os.walk(self.prefix):
            for path in (os.path.join(folder, name) for name in names):
                self.assertFalse(os.path.islink(path), path)
                if "/bin/" in path:
                    continue  # debug information names its sources
                with open(path, "rb") as file:
                    self.assertFalse(os.path.realpath(BUILD).encode() in file.read(), path)


if __name__ == "__main__":
    outcome.main()
