#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The demonstration of installer/try.sh holds under bwrap and says no where nothing is confined.

    try_test.py SANDTRAY
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import outcome  # noqa: E402

SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "installer", "try.sh")
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else ""


class Demonstration(unittest.TestCase):
    def demonstrate(self, **settings):
        home = tempfile.mkdtemp(prefix="try-", dir=os.path.dirname(os.path.realpath(PROGRAM)))
        self.addCleanup(shutil.rmtree, home)
        env = {"HOME": home, "PATH": os.environ["PATH"], "SANDTRAY_TRY_PROGRAM": PROGRAM, **settings}
        done = subprocess.run([SCRIPT], env=env, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, check=False)
        left = [name for name in os.listdir(home) if name.startswith("sandtray-try")]
        self.assertEqual(left, [], "the scratch folder is removed")
        return done

    def test_it_holds_in_the_sandbox(self):
        if subprocess.run(["bwrap", "--unshare-user", "--ro-bind", "/", "/", "true"], check=False,
                          stderr=subprocess.DEVNULL).returncode:
            self.skipTest("Skipped: bwrap cannot make a sandbox here")
        done = self.demonstrate()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        # A checkout below /tmp is covered by the private /tmp of the sandbox.
        below_tmp = os.path.realpath(PROGRAM).startswith("/tmp/")
        write = ": gone with the private /tmp\n" if below_tmp else ": refused\n"
        self.assertEqual(done.stdout.count(": refused\n"), 1 if below_tmp else 2, done.stdout)
        self.assertIn(write, done.stdout)
        self.assertEqual(done.stdout.count(": done\n"), 1, done.stdout)
        self.assertIn("All of it held", done.stdout)

    def test_it_fails_where_nothing_is_confined(self):
        done = self.demonstrate(SANDTRAY_TRY_METHOD="host")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn("secret: NOT refused", done.stdout)
        self.assertIn("planted: NOT ", done.stdout)

    def test_a_program_that_does_nothing_is_no_proof(self):
        done = self.demonstrate(SANDTRAY_TRY_PROGRAM="/bin/false")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout.count(": NOT "), 5, done.stdout)


if __name__ == "__main__":
    outcome.main()
