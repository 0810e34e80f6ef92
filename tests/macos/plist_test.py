#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""plist.py takes what plistlib writes and refuses what is odd."""
import os
import plistlib
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402
import plist  # noqa: E402

WHOLE = {"Name": "a & <b>", "List": ["x", 3], "On": True, "Off": False, "In": {"Deep": ""}}


class Reader(unittest.TestCase):
    def setUp(self):
        self.good = plistlib.dumps(WHOLE)

    def test_takes_a_whole_one(self):
        self.assertEqual(plist.read(self.good), WHOLE)

    def test_refuses_what_is_odd(self):
        for old, new, reason in (
                (b"<true/>", b"<true>1</true>", "holds text"),
                (b"<true/>", b"<yes/>", "not known"),
                (b"<true/>", b"", "no value"),
                (b"<key>On</key>", b"<key>Off</key>", "stands twice"),
                (b"<key>On</key>", b"<string>On</string>", "where a key must"),
                (b"&amp;", b"&", "no XML"),
                (b"<true/>", b"<true/>on", "text between"),
                (b'version="1.0">\n<dict>', b'version="2.0">\n<dict>', "no <plist"),
                (b"<!DOCTYPE", b"<!-- DOCTYPE", "the head"),
                (b"</plist>", b"", "no XML")):
            with self.subTest(new):
                self.assertIn(old, self.good)
                with self.assertRaisesRegex(plist.Bad, reason):
                    plist.read(self.good.replace(old, new, 1))


if __name__ == "__main__":
    outcome.main()
