#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The application as it is installed: what it says of itself, and that all parts are where the
programs look for them.

    application_test.py CMAKE BUILD VERSION
"""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402
import plist  # noqa: E402
from macho import MachO  # noqa: E402

VERSION = sys.argv.pop(3)
BUILD = sys.argv.pop(2)
CMAKE = sys.argv.pop(1)
PROGRAMS = ("sandtray", "sandtray-fetch", "sandtray-guest", "sandtray-host", "sandtray-tray")
GUESTS = ("sandtray-guest-aarch64", "sandtray-guest-x86_64")


class Application(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="sandtray-application-")
        subprocess.run([CMAKE, "--install", BUILD, "--prefix", cls.folder.name], check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        cls.contents = f"{cls.folder.name}/Sandtray.app/Contents"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_what_it_says_of_itself(self):
        with open(f"{self.contents}/Info.plist", "rb") as file:
            facts = plist.read(file.read())
        self.assertEqual(facts.pop("NSHumanReadableCopyright"), "MIT licence")
        self.assertEqual(facts, {
            "CFBundleDevelopmentRegion": "en", "CFBundleExecutable": "sandtray-tray",
            "CFBundleIdentifier": "sandtray.tray", "CFBundleInfoDictionaryVersion": "6.0",
            "CFBundleName": "Sandtray", "CFBundlePackageType": "APPL",
            "CFBundleShortVersionString": VERSION, "CFBundleVersion": VERSION,
            "LSMinimumSystemVersion": MachO(f"{self.contents}/MacOS/sandtray-tray").minimum,
            "LSUIElement": True})

    def test_the_programs_are_beside_each_other(self):
        self.assertEqual(sorted(os.listdir(f"{self.contents}/MacOS")), list(PROGRAMS))
        for name in PROGRAMS:
            self.assertTrue(os.access(f"{self.contents}/MacOS/{name}", os.X_OK), name)

    def test_the_data_is_where_the_programs_look(self):
        for name in ("agents/claude.json", "schemas/agent.schema.json", "terminals.json"):
            self.assertTrue(os.path.isfile(f"{self.contents}/share/sandtray/{name}"), name)

    def test_the_programs_for_the_virtual_machine_are_among_the_data(self):
        folder = f"{self.contents}/share/sandtray/guest"
        self.assertEqual(sorted(os.listdir(folder)), list(GUESTS))
        for name in GUESTS:
            self.assertTrue(os.access(f"{folder}/{name}", os.X_OK), name)

    def test_nothing_else_is_installed(self):
        self.assertEqual(os.listdir(self.folder.name), ["Sandtray.app"])
        self.assertEqual(sorted(os.listdir(self.contents)), ["Info.plist", "MacOS", "share"])


if __name__ == "__main__":
    outcome.main()
