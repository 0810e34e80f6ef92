#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Objective-C++ is checked against the stubs: what they do not hold does not compile.

    stubs_test.py COMPILER FRAMEWORKS    zig as clang++
"""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

FRAMEWORKS = sys.argv.pop(2)
COMPILER = sys.argv.pop(1)
HEAD = "#import <AppKit/AppKit.h>\n#import <UserNotifications/UserNotifications.h>\n"


class Stubs(unittest.TestCase):
    def compile(self, body):
        with tempfile.TemporaryDirectory(prefix="sandtray-stubs-") as folder:
            source = f"{folder}/planted.mm"
            with open(source, "w", encoding="utf-8") as file:
                file.write(HEAD + "void planted(NSStatusItem* item) {\n" + body + "\n}\n")
            done = subprocess.run(
                [COMPILER, "--target=aarch64-macos.14.0", "-std=c++20", "-fobjc-arc", "-Werror",
                 "-iframework", FRAMEWORKS, "-c", source, "-o", f"{folder}/planted.o"],
                capture_output=True, text=True, timeout=120, check=False)
            return done.returncode, done.stderr

    def test_what_is_right_compiles(self):
        self.assertEqual(self.compile('item.button.toolTip = @"tip"; [NSApp terminate:nil];'), (0, ""))

    def test_what_is_wrong_does_not(self):
        for body, reason in (
                ("[item.button setToolTop:nil];", "setToolTop"),
                ("item.title = nil;", "'title' not found"),
                ("item.button.toolTip = item;", "incompatible"),
                ("[UNUserNotificationCenter defaultCenter];", "defaultCenter"),
                ("[NSAlert new];", "NSAlert")):
            with self.subTest(body):
                status, said = self.compile(body)
                self.assertNotEqual(status, 0)
                self.assertIn(reason, said)


if __name__ == "__main__":
    outcome.main()
