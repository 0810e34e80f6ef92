#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""wine.sh, with stand-ins for wine64 and wineserver: what it has begun it ends when it fails.

    wine_test.py
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "support"))
import outcome  # noqa: E402

WINE = os.path.join(HERE, "..", "..", "cmake", "toolchains", "wine.sh")
# As wine's own: one server per prefix, which stays with -p, is ended by -k (1 where there is none)
# and waited for by -w. Every program fails where the file "fails" names a word of it, with the status
# that `timeout` has for one that took too long.
SERVER = """#!/bin/sh
server=$WINEPREFIX.server
is_there() { [ -f "$server" ] && kill -0 "$(cat "$server")" 2>/dev/null; }
case $1 in
  -p) is_there && exit 2; setsid tail -f /dev/null >/dev/null 2>&1 & echo $! >"$server" ;;
  -k) is_there || exit 1; kill "$(cat "$server")" ;;
  -w) while is_there; do :; done; rm -f "$server" ;;
esac
"""
PROGRAM = """#!/bin/sh
[ "$1" != wineboot ] || mkdir -p "$WINEPREFIX"
[ ! -f "$WINEPREFIX.fails" ] || case "$*" in *"$(cat "$WINEPREFIX.fails")"*) exit 124 ;; esac
"""


class Wine(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="sandtray-wine-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.prefix = os.path.join(self.folder, "prefix")
        for name, text in (("wineserver", SERVER), ("wine64", PROGRAM)):
            path = os.path.join(self.folder, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(path, 0o755)
        self.addCleanup(self.wine, "--end")

    def wine(self, *words):
        env = {**os.environ, "SANDTRAY_WINE_PROGRAMS": self.folder, "SANDTRAY_WINE_PREFIX": self.prefix}
        return subprocess.run(["sh", WINE, *words], env=env, check=False, timeout=60).returncode

    def fails_at(self, words):
        with open(self.prefix + ".fails", "w", encoding="utf-8") as file:
            file.write(words)

    def server(self):
        try:
            with open(self.prefix + ".server", encoding="utf-8") as file:
                os.kill(int(file.read()), 0)
            return True
        except (FileNotFoundError, ProcessLookupError):
            return False

    def test_a_beginning_that_fails_leaves_no_server(self):
        self.fails_at("cmd /c exit")
        self.assertEqual(self.wine("--begin"), 124)
        self.assertFalse(self.server())
        os.remove(self.prefix + ".fails")
        self.assertEqual(self.wine("--begin"), 0)
        self.assertTrue(self.server())
        self.assertEqual(self.wine("--end"), 0)
        self.assertFalse(self.server())

    def test_a_server_of_somebody_else_is_left_alone(self):
        self.assertEqual(self.wine("--begin"), 0)
        self.assertEqual(self.wine("--begin"), 2)
        self.assertTrue(self.server())

    def test_a_prefix_that_was_not_made_is_made_again(self):
        self.fails_at("winecfg")
        self.assertEqual(self.wine("--begin"), 124)
        self.assertFalse(os.path.exists(os.path.join(self.prefix, "ready")))
        os.remove(self.prefix + ".fails")
        self.assertEqual(self.wine("--begin"), 0)
        self.assertTrue(self.server())


if __name__ == "__main__":
    outcome.main()
