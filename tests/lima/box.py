# SPDX-License-Identifier: MIT
"""A sandbox for scripts that root runs in the virtual machine: an /etc of its own, and of programs those that
a test names, real ones and stand-ins, each of which notes what it was asked."""
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin\n"  # of the scripts


class Box(unittest.TestCase):
    tools, stand_ins = (), {}

    def setUp(self):
        self.top = Path(tempfile.mkdtemp(prefix="sp."))
        self.addCleanup(shutil.rmtree, self.top)
        for folder in ("etc/skel", "etc/sudoers.d", "etc/systemd/system", "run", "home/limaadm.guest", "var",
                       "local", "state/programs"):
            (self.top / folder).mkdir(parents=True)
        for name in self.tools:
            (self.top / "state/programs" / name).symlink_to(shutil.which(name))
        for name, body in self.stand_ins.items():
            self.stand_in(name, body)

    def stand_in(self, name, body):
        # Never through a link: to the real one.
        (self.top / "state/programs" / name).unlink(missing_ok=True)
        self.write(f"state/programs/{name}", f'#!/bin/sh\necho "{name} $*" >>/state/calls\n{body}\n').chmod(0o755)

    def write(self, name, text):
        path = self.top / name
        path.write_text(text)
        return path

    def read(self, name):
        path = self.top / name
        return path.read_text() if path.exists() else None

    def words(self):
        """What runs a program in it, as root of it."""
        words = ["bwrap", "--unshare-all", "--unshare-user", "--uid", "0", "--gid", "0", "--die-with-parent",
                 "--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]
        for name in ("bin", "lib", "lib64"):
            words += ["--symlink", f"usr/{name}", f"/{name}"]
        words += ["--bind", self.top / "local", "/usr/local"]
        for name in ("etc", "run", "home", "var", "state"):
            words += ["--bind", self.top / name, f"/{name}"]
        return [*words, "--"]

    def sh(self, script, status=0):
        """The script, with those programs alone."""
        self.assertIn(PATH, script)
        self.write("state/script", script.replace(PATH, "PATH=/state/programs\n"))
        done = subprocess.run([*self.words(), "/bin/sh", "/state/script"], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout
