# SPDX-License-Identifier: MIT
"""What outlives a round."""

import os
import shutil
import subprocess

from support.desktop import Desktop
from support.person import Person
from support.processes import stat_of


class World:
    """The person, a repository as workspace, the desktop, the tray."""

    def __init__(self, programs):
        self.person = Person(programs)
        workspace = self.person.workspace
        subprocess.run(["git", "init", "-q", workspace], check=True)
        shutil.copy(programs / "chaos_agent", workspace / "agent")
        (workspace / "mirrors").mkdir()
        self.desktop = Desktop(self.person, programs / "fake-desktop")
        self.start_tray()
        self.clean_workspace = self.workspace()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tray.kill()
        self.tray.wait()
        self.person.__exit__()
        self.desktop.__exit__()

    def start_tray(self):
        self.tray, _ = self.desktop.start_tray()

    def standing(self):
        return {self.tray.pid, self.desktop.bus.pid, self.desktop.fake.pid}

    def workspace(self):
        """Everything in it but what the agents write there on purpose."""
        found = set()
        for folder, folders, files in os.walk(self.person.workspace):
            folders[:] = [name for name in folders if name != "mirrors"]
            found.update(os.path.join(folder, name) for name in folders + files)
        return found


def reap_orphans(world):
    """What this process has inherited; the children that it knows are waited for by name."""
    known = world.standing()
    for pid in os.listdir("/proc"):
        if not pid.isdigit() or int(pid) in known:
            continue
        stat = stat_of(pid)
        if stat and stat[0] == "Z" and stat[1] == os.getpid():
            try:
                os.waitpid(int(pid), os.WNOHANG)
            except ChildProcessError:
                pass
