#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What Lima finds as sftp-server: OpenSSH's own, held to the folder that it is told.

    sftp_test.py PROGRAMS"""
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "vm")]
sys.dont_write_bytecode = True

from lima.world import LimaPerson, gone  # noqa: E402
from sftp_probe import Sftp as Client, outcome as attempt  # noqa: E402
from support import outcome  # noqa: E402

PROGRAMS = sys.argv[1]
PLACES = ("/usr/libexec", "/usr/libexec/openssh", "/usr/lib/openssh", "/usr/lib/ssh")
REAL = shutil.which("sftp-server", path=":".join(PLACES))


class Sftp(unittest.TestCase):
    def setUp(self):
        if REAL is None:
            self.skipTest("OpenSSH's sftp-server is not installed")
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        for name, real in (("bwrap", shutil.which("bwrap")), ("sftp-server", REAL)):
            (self.person.bin / name).unlink()
            (self.person.bin / name).symlink_to(real)
        self.person.vm("start")
        self.secret = self.person.home / "secret"
        self.folder = self.person.home / "50% of 'it'"
        self.told = str(self.folder).replace("%", "%%")
        self.person.write(self.secret, "told\n")
        self.person.write(self.folder / "inside", "mounted\n")

    def found(self):
        """As Lima looks for it."""
        env = next(call["env"] for call in self.person.calls() if "--foreground" in call["words"])
        return shutil.which("sftp-server", path=env["PATH"])

    def client(self, program, *options):
        server = self.person.spawn(program, "-e", "-d", self.told, *options,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.stdin.close)
        client = Client(server.stdout.fileno(), server.stdin.fileno())
        client.begin()
        client.link(self.secret, self.folder / "link")
        return client

    def test_the_real_one_serves_every_file_of_the_persons(self):
        client = self.client(REAL)
        for path in (self.folder / "inside", self.secret, self.folder / "link", "/etc/hostname"):
            self.assertNotEqual(attempt(client.first, path), "refused", path)
        client.make(self.person.home / "planted")
        self.assertTrue((self.person.home / "planted").exists())

    def test_lima_finds_one_that_serves_the_folder_alone(self):
        self.assertEqual(self.found(), f"{self.person.home}/.sandtray/programs/sftp-server")
        client = self.client(self.found())
        self.assertEqual(client.first(self.folder / "inside"), "mounted\n")
        for path in (self.secret, self.folder / "link", f"{self.folder}/../secret", "/etc/hostname",
                     "/proc/self/environ", "/proc/1/root/etc/hostname", self.person.bin / "limactl"):
            self.assertEqual(attempt(client.first, path), "refused", path)
        for path in (self.person.home / "planted", "/planted", "/dev/planted", "/usr/lib/planted"):
            self.assertEqual(attempt(client.make, path), "refused", path)
        client.make(self.folder / "made")
        self.assertTrue((self.folder / "made").exists())

    def test_no_file_becomes_one_that_runs_as_its_owner(self):
        inside, made = self.folder / "inside", self.folder / "made"
        for server, refused in ((REAL, False), (self.found(), True)):
            client = self.client(server)
            with self.subTest(server):
                self.assertEqual(attempt(client.set_mode, inside, 0o4755) == "refused", refused)
                self.assertEqual(attempt(client.make_with_mode, made, 0o4755) == "refused", refused)
            client.set_mode(inside, 0o600)
            made.unlink(missing_ok=True)

    def test_a_folder_to_read_stays_as_it_is(self):
        client = self.client(self.found(), "-R")
        self.assertEqual(client.first(self.folder / "inside"), "mounted\n")
        self.assertEqual(attempt(client.make, self.folder / "made"), "refused")

    def test_it_ends_with_whoever_has_started_it(self):
        starter = ("import subprocess, sys, time\n"
                   "print(subprocess.Popen(sys.argv[1:]).pid, flush=True)\ntime.sleep(1000)\n")
        with self.person.spawn(self.person.bin / "python3", "-c", starter, self.found(), "-e", "-d", self.told,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as parent:
            server = int(os.read(parent.stdout.fileno(), 20))
            Client(parent.stdout.fileno(), parent.stdin.fileno()).begin()
            parent.kill()
            self.assertTrue(gone(server), "while somebody could speak with it still")


class Unheld(unittest.TestCase):
    def test_without_what_holds_it_no_machine_starts(self):
        with LimaPerson(PROGRAMS) as person:
            (person.bin / "bwrap").write_text("#!/bin/sh\necho no namespaces >&2\nexit 1\n")
            said = person.vm("start", code=69)
            self.assertIn("could not be held to its folders: no namespaces", said)
            (person.bin / "bwrap").unlink()
            self.assertIn("bwrap: not installed", person.vm("start", code=69))
            self.assertEqual(person.verbs(), [])


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()
