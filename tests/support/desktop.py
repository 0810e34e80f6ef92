# SPDX-License-Identifier: MIT
"""A desktop on a private bus for a person: a panel and a notification service
(tests/tray/fake_desktop.cpp), and the tray."""

import json
import os
import select
import shutil
import subprocess
import time

from support.person import SOURCE


class Desktop:
    def __init__(self, person, fake_desktop):
        self.person, self.happened, self.rest = person, [], b""
        self.identity = getattr(person, "identity", {})
        self.enter = getattr(person, "enter", [])
        # Where a person who is not the one that tests can read it.
        config = shutil.copy(SOURCE / "tests/tray/bus.conf", person.root)
        self.bus = subprocess.Popen(
            [*self.enter, "dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],
            env=person.env, stdout=subprocess.PIPE, **self.identity)
        address = self.bus.stdout.readline().decode().strip()
        self.env = {**person.env, "DBUS_SESSION_BUS_ADDRESS": address}
        self.fake = subprocess.Popen([*self.enter, fake_desktop, "--watcher", "--notifications"], env=self.env,
                                     stdout=subprocess.PIPE, **self.identity)
        assert self.wait(0, "ready"), "the fake desktop does not start"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.fake, self.bus):
            process.kill()
            process.wait()
            process.stdout.close()

    def start_tray(self):
        """(process, seconds from exec until it was registered with the panel)"""
        since = len(self.happened)
        begun = time.monotonic_ns()
        tray = subprocess.Popen([*self.enter, self.person.programs / "sandtray-tray"], env=self.env,
                                cwd=self.person.home, stdin=subprocess.DEVNULL, **self.identity)
        item = self.wait(since, "item")
        assert item, "the tray does not register"
        return tray, (item["ns"] - begun) / 1e9

    def wait(self, since, what, seconds=20, **fields):
        """The first thing of that kind, from number `since` on, that has happened or does now."""
        deadline = time.monotonic() + seconds
        while True:
            for thing in self.happened[since:]:
                if thing["is"] == what and all(thing.get(k) == v for k, v in fields.items()):
                    return thing
            patience = deadline - time.monotonic()
            if patience <= 0 or not self.read(patience):
                return None

    def read(self, patience=0.0):
        """False if nothing came."""
        if not select.select([self.fake.stdout], [], [], patience)[0]:
            return False
        got = os.read(self.fake.stdout.fileno(), 65536)
        *lines, self.rest = (self.rest + got).split(b"\n")
        self.happened += [json.loads(line) for line in lines]
        return bool(got)


def end(process):
    process.terminate()
    process.wait(timeout=10)
