#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The virtual machine from the tray, with stand-ins for limactl, ssh and the desktop:

    tray_test.py PROGRAMS"""
import json
import os
import shutil
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.dont_write_bytecode = True

from lima.world import HERE, LimaPerson, readable  # noqa: E402
from support import outcome  # noqa: E402
from support.desktop import Desktop  # noqa: E402
from support.person import wait_until  # noqa: E402

PROGRAMS = sys.argv[1]
MISSING = [name for name in ("busctl", "dbus-daemon") if not shutil.which(name)]
BUSCTL, DAEMON = shutil.which("busctl"), shutil.which("dbus-daemon")
QUIT = "Quit (sessions go on)"


class Item:
    """Of the menu, as busctl tells it."""
    def __init__(self, said):
        self.number, properties, children = said
        self.label = properties.get("label", {}).get("data", "")
        self.enabled = properties.get("enabled", {}).get("data", True)
        self.children = [Item(child["data"]) for child in children]

    def find(self, start):
        return next((child for child in self.children if child.label.startswith(start)), None)


@unittest.skipIf(MISSING, f"Skipped: needs {', '.join(MISSING)}")
class Tray(unittest.TestCase):
    def setUp(self):
        self.person = LimaPerson(PROGRAMS)
        self.addCleanup(self.person.__exit__)
        (self.person.bin / "ssh").unlink()
        shutil.copy(HERE / "ssh", self.person.bin)
        for name in ("fake-desktop", "sandtray-tray"):
            (self.person.bin / name).symlink_to(readable(PROGRAMS) / name)
        (self.person.bin / "dbus-daemon").symlink_to(DAEMON)
        self.desktop = Desktop(self.person, self.person.bin / "fake-desktop")
        self.addCleanup(self.desktop.__exit__)
        self.addCleanup(self.end)
        self.tray = None

    def end(self):
        if self.tray:
            self.tray.kill()
            self.tray.wait()
        self.person.say("stop", "--all", "--timeout", "1", code=None)
        subprocess.run([HERE / "ssh", f"ControlPath={self.person.home}/.sandtray/agent.sock", "-O", "exit"],
                       check=False, timeout=50)

    def start_tray(self):
        since = len(self.desktop.happened)
        self.tray, _ = self.desktop.start_tray()
        self.name = self.desktop.wait(since, "item")["item"].partition("/")[0]

    def call(self, member, *words):
        done = subprocess.run(
            [BUSCTL, f"--address={self.desktop.env['DBUS_SESSION_BUS_ADDRESS']}", "--json=short", "call", self.name,
             "/MenuBar", "com.canonical.dbusmenu", member, "--", *map(str, words)], text=True, capture_output=True,
            timeout=50, check=True, **self.person.identity)
        return json.loads(done.stdout)["data"] if done.stdout else []

    def menu(self):
        return Item(self.call("GetLayout", "iias", 0, -1, 0)[1])

    def click(self, *way):
        item = self.menu()
        for start in way:
            item = item.find(start)
        self.call("Event", "isvu", item.number, "clicked", "s", "", 0)

    def quit(self):
        """... and what that has begun is over."""
        self.click(QUIT)
        self.tray.wait(20)
        self.assertTrue(wait_until(lambda: not self.begun(), 30), self.begun())

    def begun(self):
        """What runs of the commands of the tray."""
        found = []
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = process.read_bytes().split(b"\0")
            except OSError:
                continue
            if words[0].startswith(bytes(readable(PROGRAMS))) and b"vm" in words:
                found.append(words)
        return found

    def test_where_nothing_is_asked_for_nothing_is_done(self):
        self.person.vm("start")
        self.person.vm("stop")
        calls = self.person.calls()
        (self.person.home / ".config/sandtray/vm.json").unlink()
        self.start_tray()
        self.menu()
        self.quit()
        self.assertEqual(self.person.calls(), calls)

    def test_it_starts_one_that_is_made(self):
        self.person.wish(start_with_sandtray=True)
        self.start_tray()
        self.assertTrue(wait_until(lambda: not self.begun()))
        self.quit()
        self.assertEqual(self.person.calls(), [])
        self.person.vm("start")
        self.person.vm("stop")
        self.start_tray()
        self.assertTrue(wait_until(lambda: self.person.state() == "ready", 20), self.person.state())
        self.quit()
        self.assertEqual(self.person.state(), "ready", "it does not stop where that is not wished")

    def test_it_says_why_one_does_not_start(self):
        self.person.wish(start_with_sandtray=True)
        self.person.vm("start")
        self.person.vm("stop")
        self.person.manners(start={"early": "no memory"})
        self.start_tray()
        said = self.desktop.wait(0, "notify", title="The virtual machine did not start")
        self.assertIn("no memory", said["body"])

    def test_it_stops_one_that_nobody_is_in(self):
        self.person.wish(stop_with_sandtray=True)
        session = self.person.say("run", "-d", "-m", "lima", "-w", self.person.workspace, "shell").strip()
        self.start_tray()
        self.quit()
        self.assertEqual(self.person.state(), "ready")
        self.assertEqual([one["id"] for one in json.loads(self.person.say("ls", "--json"))], [session])
        self.person.say("stop", session)
        self.start_tray()
        self.quit()
        self.assertEqual(self.person.state(), "stopped")

    def test_its_end_by_others_stops_nothing(self):
        self.person.wish(stop_with_sandtray=True)
        self.person.vm("start")
        self.start_tray()
        self.tray.terminate()
        self.tray.wait(20)
        self.assertTrue(wait_until(lambda: not self.begun()))
        self.assertEqual(self.person.state(), "ready")

    def open_menu(self):
        self.call("AboutToShow", "i", 0)

    def wait_for(self, label):
        """The machine in the menu, once it is said to be that."""
        item = wait_until(lambda: self.menu().find(label), 20, 0.05)
        self.assertTrue(item, [each.label for each in self.menu().children])
        return item

    def test_where_no_machine_is_the_menu_says_nothing(self):
        self.start_tray()
        self.open_menu()
        self.assertTrue(wait_until(lambda: not self.begun()))
        self.assertIsNone(self.menu().find("Virtual machine"))
        self.assertEqual(self.person.calls(), [])

    def test_it_is_started_and_stopped_from_the_menu(self):
        self.person.vm("start")
        self.person.vm("stop")
        self.start_tray()
        calls = len(self.person.calls())
        self.assertIsNone(self.menu().find("Virtual machine"), "it is asked when the menu opens")
        self.assertEqual(len(self.person.calls()), calls)
        self.open_menu()
        stopped = self.wait_for("Virtual machine: stopped")
        self.assertFalse(stopped.find("Stop virtual machine").enabled)
        self.click("Virtual machine", "Start virtual machine")
        ready = self.wait_for("Virtual machine: ready")
        self.assertFalse(ready.find("Start virtual machine").enabled)
        calls = len(self.person.calls())
        self.menu()
        self.assertEqual(len(self.person.calls()), calls, "nothing is asked in between")
        self.click("Virtual machine", "Stop virtual machine")
        self.wait_for("Virtual machine: stopped")
        self.assertEqual(self.person.state(), "stopped")
        self.person.vm("delete")
        self.open_menu()
        self.assertIsNone(self.menu().find("Virtual machine"))

    def test_it_is_not_stopped_under_a_session(self):
        self.start_tray()
        self.person.say("run", "-d", "-m", "lima", "-w", self.person.workspace, "shell")
        self.open_menu()
        ready = self.wait_for("Virtual machine: ready")
        self.assertFalse(ready.find("Stop virtual machine (a session is in it)").enabled)

    def test_a_slow_answer_does_not_delay_the_menu(self):
        self.person.vm("start")
        hold = self.person.home / "hold"
        os.mkfifo(hold)
        hold.chmod(0o666)
        (self.person.bin / "limactl").rename(self.person.bin / "limactl-itself")
        self.person.write(self.person.bin / "limactl",
                          f'#!/bin/sh\nread -r _ <"{hold}"\nexec "$0-itself" "$@"\n', 0o755)
        self.start_tray()
        begun = time.monotonic()
        self.open_menu()
        self.assertEqual([each.label for each in self.menu().find("Virtual machine").children],
                         ["Looking at it…"])
        self.assertLess(time.monotonic() - begun, 5)
        held = os.open(hold, os.O_RDWR)
        self.addCleanup(os.close, held)
        os.write(held, b"go on\n" * 50)
        self.wait_for("Virtual machine: ready")

    def test_it_says_that_it_cannot_be_told(self):
        self.person.vm("start")
        self.person.manners(list={"fail": True})
        self.start_tray()
        self.open_menu()
        item = self.wait_for("Virtual machine: cannot be told")
        self.assertFalse(item.find("Start virtual machine").enabled)


if __name__ == "__main__":
    sys.argv[1:] = []
    outcome.main()
