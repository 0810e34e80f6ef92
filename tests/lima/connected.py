# SPDX-License-Identifier: MIT
"""A person whose virtual machine is a stand-in for limactl, with a stand-in for the connection that sessions in
it share: each of them sleeps until it is stopped."""
import shutil
import subprocess
import unittest

from lima.world import HERE, LimaPerson


class ConnectedTest(unittest.TestCase):
    programs = ""

    def setUp(self):
        self.person = LimaPerson(self.programs)
        self.addCleanup(self.person.__exit__)
        (self.person.bin / "ssh").unlink()
        shutil.copy(HERE / "ssh", self.person.bin)
        self.addCleanup(self.end)
        self.folder = self.person.home / ".sandtray"

    def end(self):
        self.say("stop", "--all", "--timeout", "1")
        subprocess.run([HERE / "ssh", f"ControlPath={self.folder}/agent.sock", "-O", "exit"], check=False,
                       timeout=50)

    def say(self, *words):
        with self.person.spawn(*self.person.command(*words), stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE) as running:
            out, error = running.communicate(timeout=50)
        return running.returncode, out, error

    def run_session(self, *options, **wish):
        self.person.wish(**wish)
        words = [word for option in options for word in ("--set", option)]
        return self.say("run", "-d", "-m", "lima", "-w", self.person.workspace, *words, "shell")

    def session(self, *options, **wish):
        code, out, error = self.run_session(*options, **wish)
        self.assertEqual(code, 0, error)
        return out.strip()
