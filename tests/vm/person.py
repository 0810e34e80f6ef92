# SPDX-License-Identifier: MIT
"""A person without privileges who has a virtual machine: limactl refuses root. Where the tests run as
root, each command gets a mount namespace in which the system knows that person."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
USER, NUMBER = "ada", 1500
PROGRAMS = ("fake-desktop", "sandtray", "sandtray-fetch", "sandtray-host", "sandtray-guest", "sandtray-tray",
            "escape_probe")


class Person:
    """programs: the folder of the sandtray programs; lima: that with bin/limactl; image: that of
    image.sh."""

    def __init__(self, programs, lima, image):
        self.root = Path(tempfile.mkdtemp(prefix="vm."))
        self.root.chmod(0o755)
        self.home = self.root / "home"
        self.work = self.home / "my work"
        self.runtime = self.root / "run"
        self.image, self.lima, self.programs = (self.root / name for name in ("image", "lima", "bin"))
        self.binds = [(Path(lima), self.lima), (Path(image), self.image)]
        for folder in (self.work, self.runtime, self.programs, *(inside for _, inside in self.binds)):
            folder.mkdir(parents=True, exist_ok=True)
        self.runtime.chmod(0o700)
        for name in PROGRAMS:
            if (Path(programs) / name).exists():
                shutil.copy(Path(programs) / name, self.programs)
        shutil.copytree(SOURCE / "common/data", self.root / "share/sandtray")
        self.env = {
            "HOME": str(self.home),
            "USER": USER,
            "XDG_RUNTIME_DIR": str(self.runtime),
            "PATH": f"{self.programs}:{self.lima}/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }
        if os.getuid() == 0:
            self.become_known()
        self.enter = self.way_in()

    def become_known(self):
        for name, line in (("passwd", f"{USER}:x:{NUMBER}:{NUMBER}::{self.home}:/bin/sh"),
                           ("group", f"{USER}:x:{NUMBER}:")):
            known = Path("/etc", name).read_text()
            (self.root / name).write_text(known + line + "\n")
            self.binds.append((self.root / name, Path("/etc", name)))
        for folder in (self.home, self.work, self.runtime):
            os.chown(folder, NUMBER, NUMBER)

    def way_in(self, *binds):
        """What goes before a command of the person's. binds: further (outside, inside) folders."""
        if os.getuid() != 0:
            return []
        script = " && ".join(f"mount --bind '{outside}' '{inside}'" for outside, inside in (*self.binds, *binds))
        return ["unshare", "--mount", "--", "sh", "-c",
                f'{script} && exec setpriv --reuid={NUMBER} --regid={NUMBER} --clear-groups "$@"', "sh"]

    def write(self, path, value):
        """A file of the person's, as they would have made it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value if isinstance(value, str) else json.dumps(value))
        if os.getuid() == 0:
            for each in (path, *path.parents):
                if each == self.root:
                    break
                os.chown(each, NUMBER, NUMBER)

    def words(self, *words):
        return [*self.enter, *map(str, words)]

    def run(self, *words, check=True, seconds=120, **options):
        options = {"stdin": subprocess.DEVNULL, **options}
        if "input" in options:
            del options["stdin"]
        done = subprocess.run(self.words(*words), env=self.env, cwd=self.home, text=True,
                              capture_output=True, timeout=seconds, **options)
        if check and done.returncode != 0:
            raise AssertionError(f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    def sandtray(self, *words, **options):
        return self.run(self.programs / "sandtray", *words, **options)

    def limactl(self, *words, **options):
        """Past Sandtray, as whoever has the machine may."""
        return self.run("env", f"LIMA_HOME={self.home}/.sandtray/vm", "limactl", "--tty=false", *words,
                        **options)

    def as_admin(self, script, **options):
        """As Lima's own user in the machine, who may become root."""
        return self.limactl("shell", "--workdir", "/", "sandtray", "sh", "-c", script, **options)

    def inside(self, script, *options, workspace=None, **more):
        """What an agent says that is this script, in a session of its own."""
        return self.sandtray("run", "-m", "lima", "-w", workspace or self.work, *options, "shell", "--",
                             "-c", script, **more)

    def close(self):
        self.sandtray("stop", "--all", "--timeout", "2", check=False)
        self.sandtray("vm", "delete", "--force", check=False, seconds=300)
        shutil.rmtree(self.root, ignore_errors=True)
