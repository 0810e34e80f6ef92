#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""installer/packages.sh with package managers that only write down how they were called."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "installer",
                      "packages.sh")
TOOLS = ("sh", "env", "grep", "tr", "cat", "true", "dirname")


class Packages(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="sandtray-packages-")
        self.addCleanup(shutil.rmtree, self.root)
        os.mkdir(f"{self.root}/bin")
        for tool in TOOLS:
            os.symlink(shutil.which(tool), f"{self.root}/bin/{tool}")
        self.put("id", "echo 0")

    def put(self, name, body):
        """A program that writes its name and arguments down, then runs the body."""
        path = f"{self.root}/bin/{name}"
        with open(path, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\necho "{name} $*" >>{self.root}/calls\n{body}\n')
        os.chmod(path, 0o755)

    def run_script(self, *words):
        done = subprocess.run(["sh", SCRIPT, *words], env={"PATH": f"{self.root}/bin"},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=30, check=False)
        return done.returncode, done.stdout, done.stderr

    def calls(self, name):
        if not os.path.exists(f"{self.root}/calls"):
            return []
        with open(f"{self.root}/calls", encoding="utf-8") as file:
            return [line.strip() for line in file if line.startswith(name + " ")]

    def debian(self, installed):
        """dpkg knows what is in the file; apt-get adds to it."""
        with open(f"{self.root}/installed", "w", encoding="utf-8") as file:
            file.writelines(f"installed {name}\n" for name in installed)
        self.put("dpkg-query", f"cat {self.root}/installed")
        self.put("apt-get", f'[ -z "$DEBIAN_FRONTEND" ] && exit 9; for p in "$@"; do '
                 f'echo "installed $p" >>{self.root}/installed; done')

    def test_nothing_missing_calls_nothing(self):
        self.debian(["bubblewrap", "ca-certificates", "git"])
        self.assertEqual(self.run_script("run"), (0, "", ""))
        self.assertEqual(self.calls("apt-get"), [])

    def test_installs_only_what_is_missing(self):
        self.debian(["ca-certificates", "git"])
        status, said, errors = self.run_script("run")
        self.assertEqual((status, said), (0, "Installing: bubblewrap\n"), errors)
        self.assertEqual(self.calls("apt-get")[0], "apt-get -q update")
        self.assertTrue(self.calls("apt-get")[1].endswith(
            "install --no-install-recommends bubblewrap"), self.calls("apt-get"))
        self.assertIn(" -y ", self.calls("apt-get")[1])
        self.assertEqual(self.run_script("run"), (0, "", ""))

    def test_printing_changes_nothing(self):
        self.debian([])
        self.assertEqual(self.run_script("--print", "run"), (0, "bubblewrap ca-certificates git \n", ""))
        self.assertEqual(self.calls("apt-get"), [])

    def test_sudo_never_asks_without_a_terminal(self):
        self.debian([])
        self.put("id", "echo 1000")
        self.put("sudo", '[ "$1" = -n ] && shift && exec "$@"')
        self.assertEqual(self.run_script("run")[0], 0)
        self.assertTrue(all(call.startswith("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get")
                            for call in self.calls("sudo")), self.calls("sudo"))
        self.put("sudo", "exit 1")
        self.debian([])
        status, _, errors = self.run_script("run")
        self.assertEqual(status, 77)
        self.assertIn("without asking", errors)

    def test_without_root_and_sudo_it_says_so(self):
        self.debian([])
        self.put("id", "echo 1000")
        status, _, errors = self.run_script("run")
        self.assertEqual(status, 77)
        self.assertIn("needs root or sudo", errors)

    def test_a_package_that_does_not_come_is_an_error(self):
        self.debian([])
        self.put("apt-get", "true")
        status, _, errors = self.run_script("run")
        self.assertEqual(status, 69)
        self.assertIn("still missing after the installation: bubblewrap ca-certificates git", errors)

    def test_fedora_and_arch(self):
        self.put("rpm", f"[ -e {self.root}/done ]")
        self.put("dnf", f": >{self.root}/done")
        self.assertEqual(self.run_script("run")[0], 0)
        self.assertIn(" -y ", self.calls("dnf")[0])
        self.assertIn("bubblewrap git-core", self.calls("dnf")[0])
        for name in ("rpm", "dnf", ):
            os.remove(f"{self.root}/bin/{name}")
        os.remove(f"{self.root}/done")
        self.put("pacman", f'case $1 in -T) [ -e {self.root}/done ] || echo "$2";; '
                 f"*) : >{self.root}/done;; esac")
        self.assertEqual(self.run_script("run")[0], 0)
        self.assertTrue(any("-S --needed --noconfirm bubblewrap" in call
                            for call in self.calls("pacman")), self.calls("pacman"))

    def test_another_system_gets_the_list(self):
        status, _, errors = self.run_script("build", "run")
        self.assertEqual(status, 69)
        self.assertIn("none of apt, dnf and pacman", errors)
        self.assertIn("CMake 3.25", errors)
        self.assertIn("bubblewrap", errors)
        for tool in ("bwrap", "git"):
            self.put(tool, "true")
        self.assertEqual(self.run_script("run"), (0, "", ""))

    def test_the_group_windows_is_for_debian(self):
        self.debian([])
        status, said, errors = self.run_script("--print", "windows")
        self.assertEqual((status, errors), (0, ""))
        self.assertIn("wine64", said)
        os.remove(f"{self.root}/bin/apt-get")
        self.put("dnf", "true")
        status, _, errors = self.run_script("windows")
        self.assertEqual(status, 69)
        self.assertIn("only Debian", errors)

    def test_an_unknown_group_is_refused(self):
        self.debian([])
        self.assertEqual(self.run_script("everything")[0], 64)
        self.assertEqual(self.run_script()[0], 64)


if __name__ == "__main__":
    outcome.main()
