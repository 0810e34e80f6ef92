#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The programs that were linked for macOS, by their load commands: for which machine and system, and
that they load nothing that a Mac does not have; and those that were linked for its virtual machine.

    inspect_test.py BUILDS COMPILER    the folder with macos-arm64 and macos-x86_64; zig as clang
"""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402
from elf import Elf  # noqa: E402
from macho import MACOS, MachO  # noqa: E402

COMPILER = sys.argv.pop(2)
BUILDS = sys.argv.pop(1)
MINIMUM = "14.0"
SYSTEM = "/usr/lib/libSystem.B.dylib"
FRAMEWORKS = [f"/System/Library/Frameworks/{name}.framework/Versions/{version}/{name}" for name, version
              in (("AppKit", "C"), ("Foundation", "C"), ("ServiceManagement", "A"),
                  ("UserNotifications", "A"))]
PROGRAMS = {"sandtray": [SYSTEM], "sandtray-host": [SYSTEM], "sandtray-guest": [SYSTEM],
            "sandtray-fetch": [SYSTEM, "/usr/lib/libcurl.4.dylib", "/usr/lib/libz.1.dylib"],
            "sandtray-tray": [SYSTEM, "/usr/lib/libobjc.A.dylib", *FRAMEWORKS]}


def offences(path, architecture, libraries):
    """What is wrong with a program, in words."""
    program = MachO(path)
    facts = [
        ("is no program", program.is_program),
        ("has a fixed address", program.moves),
        (f"is for {program.architecture}", program.architecture == architecture),
        (f"is for platform {program.platform}", program.platform == MACOS),
        (f"needs macOS {program.minimum}", program.minimum == MINIMUM),
        (f"loads {program.libraries}", sorted(program.libraries) == sorted(libraries)),
        (f"looks for libraries in {program.rpaths}", not program.rpaths),
        # An Apple processor starts nothing without a signature, be it one of nobody.
        ("is not signed", program.is_signed or architecture != "arm64"),
    ]
    return [what for what, right in facts if not right]


def offences_in_machine(path, architecture):
    """Likewise, of a program for the virtual machine."""
    program = Elf(path)
    facts = [
        ("is no program", program.is_program),
        ("has a fixed address", program.moves),
        (f"is for {program.architecture}", program.architecture == architecture),
        ("needs libraries", program.is_static),
        ("has a stack that can be executed", program.has_plain_stack),
        ("cannot be executed", os.access(path, os.X_OK)),
    ]
    return [what for what, right in facts if not right]


class Programs(unittest.TestCase):
    def check(self, architecture):
        folder = f"{BUILDS}/macos-{architecture}/bin"
        for name, libraries in PROGRAMS.items():
            with self.subTest(name):
                self.assertEqual(offences(f"{folder}/{name}", architecture, libraries), [])

    def test_for_apples_processors(self):
        self.check("arm64")

    def test_for_intels_processors(self):
        self.check("x86_64")

    def test_for_the_virtual_machine(self):
        for build in ("arm64", "x86_64"):
            for architecture in ("aarch64", "x86_64"):
                with self.subTest(build=build, architecture=architecture):
                    guest = f"{BUILDS}/macos-{build}/share/sandtray/guest/sandtray-guest-{architecture}"
                    self.assertEqual(offences_in_machine(guest, architecture), [])

    def test_the_one_for_the_virtual_machine_runs(self):
        guest = f"{BUILDS}/macos-arm64/share/sandtray/guest/sandtray-guest-{os.uname().machine}"
        done = subprocess.run([guest], capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 64)
        self.assertIn("sandtray-guest session ", done.stderr)


class Inspection(unittest.TestCase):
    """It sees what it is there to see."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sandtray-macho-")
        self.addCleanup(folder.cleanup)
        self.source, self.program = f"{folder.name}/planted.c", f"{folder.name}/planted"
        with open(self.source, "w", encoding="utf-8") as file:
            file.write("int main(void) { return 0; }\n")

    def link(self, target, *words):
        subprocess.run([COMPILER, f"--target={target}", self.source, "-o", self.program, *words],
                       check=True, timeout=120)

    def test_another_minimum(self):
        self.link("aarch64-macos.15.0")
        self.assertEqual(offences(self.program, "arm64", [SYSTEM]), ["needs macOS 15.0"])

    def test_another_processor(self):
        self.link("x86_64-macos.14.0")
        self.assertEqual(offences(self.program, "arm64", [SYSTEM]), ["is for x86_64", "is not signed"])

    def test_another_library(self):
        library = f"{self.program}.dylib"
        subprocess.run([COMPILER, "--target=aarch64-macos.14.0", "-shared", "-x", "c", "/dev/null",
                        "-Wl,-install_name,/opt/planted.dylib", "-o", library], check=True, timeout=120)
        self.link("aarch64-macos.14.0", library)
        self.assertEqual(offences(self.program, "arm64", [SYSTEM]),
                         [f"loads ['/opt/planted.dylib', '{SYSTEM}']"])

    def test_a_program_of_this_machine(self):
        with self.assertRaisesRegex(ValueError, "no 64-bit Mach-O"):
            MachO(sys.executable)

    def test_a_program_of_this_machine_in_the_virtual_machine(self):
        found = offences_in_machine(sys.executable, "sparc")
        self.assertIn(f"is for {os.uname().machine}", found)
        self.assertIn("needs libraries", found)
        with self.assertRaisesRegex(ValueError, "no 64-bit ELF"):
            Elf(self.source)

    def test_a_cut_program(self):
        self.link("aarch64-macos.14.0")
        with open(self.program, "r+b") as file:
            file.truncate(64)
        with self.assertRaisesRegex(ValueError, "cut off"):
            MachO(self.program)


if __name__ == "__main__":
    outcome.main()
