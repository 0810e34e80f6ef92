# SPDX-License-Identifier: MIT
"""The tray on a private bus, with the fake panel, notification service and terminal of its tests."""

import json
import os
import select
import subprocess
from pathlib import Path

from program import Program
from terminal import Terminal

# Read here: who plays a case may not be allowed to look into the checkout.
BUS = (Path(__file__).resolve().parent.parent / "tray" / "bus.conf").read_text()


class Desktop:
    def __init__(self, world):
        self.world = world
        self._programs = []
        self._opened = world.root / "opened"  # a fifo: a byte for each terminal that was opened
        self._words = world.root / "words"  # of the last one
        os.mkfifo(self._opened)
        self._fifo = os.open(self._opened, os.O_RDWR | os.O_NONBLOCK)
        opener = world.root / "my terminal"
        opener.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >{self._words}\nprintf . >{self._opened}\n")
        opener.chmod(0o700)
        self._configure({"terminal": f"'{opener}' {{}}", "notifications": {"quiet_success_s": 0}})

    def _configure(self, settings):
        folder = self.world.home / ".config/sandtray"
        folder.mkdir(parents=True, mode=0o700)
        (folder / "config.json").write_text(json.dumps(settings))
        (folder / "config.json").chmod(0o600)

    def __enter__(self):
        env = self.world.env
        config = self.world.root / "bus.conf"
        config.write_text(BUS)
        bus = self._start(["dbus-daemon", "--nofork", "--print-address", f"--config-file={config}"])
        env["DBUS_SESSION_BUS_ADDRESS"] = bus.wait(lambda line: line)
        self._service = self._start(["fake-desktop", "--watcher", "--notifications"], json.loads)
        assert self._service.wait(lambda told: told["is"] == "ready"), "no fake desktop"
        self._start(["sandtray-tray"])
        assert self._service.wait(lambda told: told["is"] == "item"), "the tray did not register"
        return self

    def __exit__(self, *_):
        for program in reversed(self._programs):
            program.close()
        os.close(self._fifo)

    def _start(self, argv, parse=str):
        self._programs.append(Program(argv, self.world.env, parse))
        return self._programs[-1]

    def notification(self, title, seconds=30):
        """The first one with this title."""
        told = self._service.wait(
            lambda told: told["is"] == "notify" and told["title"] == title, seconds=seconds)
        assert told, f"no notification {title!r}; there are:\n" + "\n".join(
            f"  {told['title']!r}: {told['body']!r}" for told in self._service.told
            if told["is"] == "notify")
        return told

    def press(self, notification, action):
        """The button of a notification; the terminal that the tray then opens."""
        subprocess.run(["dbus-send", "--session", "--print-reply",
                        "--dest=org.freedesktop.Notifications", "/FakeDesktop",
                        "org.example.FakeDesktop.Invoke", f"uint32:{notification['id']}",
                        f"string:{action}", "string:"],
                       env=self.world.env, check=True, stdout=subprocess.DEVNULL)
        assert select.select([self._fifo], [], [], 20)[0], "no terminal was opened"
        os.read(self._fifo, 1)
        return Terminal(self._words.read_text().splitlines(), self.world.env, self.world.project)
